"""S-509: people of a neighbourhood buy together.

Not here, for it needs more than rooms: the catalogue (1), bookmarks and who hears of a new party by them (2, 3, 5), and
penalties (14, 15, edge E1). A chat is there from the lock-in on, so nobody creates one (8, 11). Who was rejected may
apply again unless they are kept away (edge E4)."""

import unittest

from town import HOUR_MS, Story, code_of, described

PARTY = """
min_seats = 1
max_seats = 20
host_takes_seat = true
who_sees_members = "members"
open_for_s = 0
in_members_lists = true
max_open_rooms = 100

[description]

[approval]

[moderation]

[schedule]
lock_when_full = true

[notices]
members = ["seat_taken", "room_locked", "room_cancelled"]
host = ["applied"]

[notices.inbox]
host = ["applied"]
about = ["applicant_accepted", "applicant_rejected"]
members = ["room_locked", "room_cancelled"]
"""
SPOT = {"lat": 37.5665, "lon": 126.978}


def party(person, seats=3, lat=SPOT["lat"], tags=()):
    place = {"name": "Namdaemun market", "point": {**SPOT, "lat": lat}}
    content = described(text="A box of 24", place=place, tags=[*tags])
    return person.opens("party", "Pears", seats=seats, description=content)


class Party(Story):
    kinds = {"party": PARTY}

    def phase(self, person, room):
        seen = person.does("room.read", room=room)
        return seen["phase"], seen["taken"], seen["seats"]

    def applied(self, room, *people):
        for person in people:
            self.assertEqual(person.does("room.apply", room=room), {})

    def test_a_party_is_found_within_ten_kilometres_and_at_its_very_spot(self):
        """Steps 4 and 6, and the prefix of 1 for what a party is called."""
        l, v = self.town.persons(2)
        room = party(l, tags=["near"])
        self.assertEqual(self.phase(l, room), ("open", 1, 3))

        def near(lat, radius_m=10_000, **more):
            asked = {"near": {**SPOT, "lat": lat, "radius_m": radius_m}, "tags": ["near"], **more}
            return [each["room"] for each in v.does("room.list", kind="party", **asked)["rooms"]]

        self.comes_to_be([room], lambda: near(SPOT["lat"]))
        self.assertEqual(near(SPOT["lat"] + 0.0899), [room])
        self.assertEqual(near(SPOT["lat"] + 0.0900), [])
        self.assertEqual(near(SPOT["lat"], radius_m=0), [room])
        further = party(l, lat=SPOT["lat"] + 0.01, tags=["near"])
        self.comes_to_be([room, further], lambda: near(SPOT["lat"], order="nearest"))
        self.assertEqual(near(SPOT["lat"] + 0.0100, order="nearest"), [further, room])
        self.assertEqual(sorted(near(SPOT["lat"], text="pea")), sorted([room, further]))
        self.assertEqual(near(SPOT["lat"], text="apple"), [])

    def test_the_leader_accepts_until_the_party_is_full_and_that_locks_it_in(self):
        """Steps 4, 7, 9, 10, 13."""
        l, b, c, d = self.town.persons(4)
        room = party(l)
        self.applied(room, b, c, d)
        self.assert_refused("already_applied", b, "room.apply", room=room)
        self.assert_refused("approval_needed", b, "room.join", room=room)
        applicants = l.does("room.applicants", room=room)["applicants"]
        self.assertEqual([each["user"] for each in applicants], [b.id, c.id, d.id])
        asked = [("applied", each.id) for each in [b, c, d]]
        self.comes_to_be(asked, lambda: l.notes_of(room))

        l.does("room.accept", room=room, person=b.id)
        self.assertEqual(self.phase(b, room), ("open", 2, 3))
        l.does("room.accept", room=room, person=c.id)
        self.assertEqual(self.phase(c, room), ("locked", 3, 3))
        for person in [b, c]:
            told = [("applicant_accepted", person.id), ("room_locked", None)]
            self.comes_to_be(told, lambda: person.notes_of(room))
        self.assert_refused("room_locked", l, "room.accept", room=room, person=d.id)
        self.assertEqual(self.phase(l, room), ("locked", 3, 3))
        self.assertEqual(d.notes_of(room), [])

        l.does("room.end", room=room)
        self.assertEqual(self.phase(l, room), ("ended", 3, 3))
        members = b.does("room.members", room=room)["members"]
        self.assertEqual([each["user"] for each in members], [l.id, b.id, c.id])
        self.assert_refused("not_member", d, "room.members", room=room)

    def test_of_two_accepts_for_the_last_seat_one_holds(self):
        """Edge E2."""
        for _ in range(5):
            l, b, c = self.town.persons(3)
            room = party(l, seats=2)
            self.applied(room, b, c)
            other = l.again()
            l.begin("room.accept", room=room, person=b.id)
            other.begin("room.accept", room=room, person=c.id)
            outcomes = [code_of(each.receive_answer()) for each in [l, other]]
            self.assertEqual(sorted(map(str, outcomes)), ["None", "room_locked"])
            seated = b if outcomes[0] is None else c
            self.assertEqual(self.phase(l, room), ("locked", 2, 2))
            members = l.does("room.members", room=room)["members"]
            self.assertEqual([each["user"] for each in members], [l.id, seated.id])

    def test_nobody_but_the_leader_completes_cancels_or_edits_and_what_is_cancelled_takes_nobody(self):
        """Edge E3."""
        l, b, c = self.town.persons(3)
        room = party(l)
        self.applied(room, b, c)
        l.does("room.accept", room=room, person=b.id)
        for other in [b, c]:
            self.assert_refused("not_host", other, "room.end", room=room)
            self.assert_refused("not_host", other, "room.cancel", room=room)
            self.assert_refused("not_host", other, "room.describe", room=room, revision=1, description=described())
            self.assert_refused("not_host", other, "room.resize", room=room, seats=9)
        self.assert_refused("not_locked", l, "room.end", room=room)
        l.does("room.cancel", room=room)
        self.assert_refused("room_cancelled", l, "room.accept", room=room, person=c.id)
        self.assertEqual(self.phase(l, room), ("cancelled", 2, 3))
        self.comes_to_be([("applicant_accepted", b.id), ("room_cancelled", None)], lambda: b.notes_of(room))
        self.assertEqual((l.notes_of(room), c.notes_of(room)), ([("applied", b.id), ("applied", c.id)], []))

    def test_whoever_is_kept_away_after_a_rejection_applies_in_vain(self):
        """Edge E4."""
        l, b = self.town.persons(2)
        room = party(l)
        self.applied(room, b)
        l.does("room.reject", room=room, person=b.id)
        self.comes_to_be([("applicant_rejected", b.id)], lambda: b.notes_of(room))
        l.does("room.ban", room=room, person=b.id)
        self.assert_refused("banned", b, "room.apply", room=room)
        self.assertEqual(l.does("room.applicants", room=room), {"applicants": []})

    def test_pushes_reach_whom_they_are_for_and_nobody_else(self):
        """Edge E5."""
        l, *people = self.town.persons(12)
        room = party(l, seats=20)
        self.applied(room, *people)
        for person in people[1::2]:
            l.does("room.accept", room=room, person=person.id)
        for person in people[1::2]:
            note = person.pushed("inbox.noted")["note"]
            self.assertEqual((note["event"], note["person"]), ("applicant_accepted", person.id))
        for person in people[0::2]:
            person.does("session.read")
            self.assertEqual([push for push in person.pushes if push["method"] == "inbox.noted"], [])


class Chat(Story):
    kinds = {"party": PARTY + '\n[chat]\nopens = "when_locked"\n'}

    def test_the_party_talks_from_the_lock_in_on_and_whoever_comes_back_reads_it_all(self):
        """Steps 8, 11, 12."""
        l, b, c, d = self.town.persons(4)
        room = party(l)
        for person in [b, c, d]:
            person.does("room.apply", room=room)
        self.assert_refused("chat_closed", l, "chat.send", room=room, text="Hello!")
        for person in [b, c]:
            l.does("room.accept", room=room, person=person.id)
        for person in [b, c]:
            self.comes_to_be([("room_locked", None)], lambda: person.notes_of(room)[1:])
        followed = c.does("chat.subscribe", room=room)
        self.assertEqual((followed["recovered"], followed["snapshot"]), (False, {"messages": [], "more": False}))
        b.does("chat.send", room=room, text="Who has a car?")
        heard = c.pushed("chat.changed", lambda params: params["changes"])
        self.assertEqual([each["text"] for each in heard["changes"]], ["Who has a car?"])
        c.close()
        self.town.move(by_ms=HOUR_MS)
        for n in range(3):
            l.does("chat.send", room=room, text=f"I do {n}")
        c = c.again()
        said = ["Who has a car?", "I do 0", "I do 1", "I do 2"]
        self.assertEqual([each["text"] for each in c.does("chat.read", room=room)["messages"]], said)
        back = c.does("chat.subscribe", room=room, token=heard["token"])
        self.assertTrue(back["recovered"])
        changes = [change for missed in back["missed"] for change in missed["changes"]]
        self.assertEqual([each["text"] for each in changes], said[1:])
        self.assert_refused("not_member", d, "chat.send", room=room, text="Me, too")
        self.assert_refused("not_member", d, "chat.read", room=room)
        l.does("room.end", room=room)
        self.assert_refused("chat_closed", b, "chat.send", room=room, text="Thanks")
        self.assertEqual([each["text"] for each in b.does("chat.read", room=room)["messages"]], said)


if __name__ == "__main__":
    unittest.main()
