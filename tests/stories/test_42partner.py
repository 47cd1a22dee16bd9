"""S-42P: people look for somebody to eat or to study with, by ticket or in a room.

Not here, for it needs more than rooms: the public count of who waits (4), scores, and reviews (1, 12, 14, 15). A ticket
names all that suits at once, so where the story counts a ticket for each element there is one."""

import unittest

from town import HOUR_MS, MINUTE_MS, Story, at_once, code_of, described

POOL = """
[pool]
ttl_s = 1_800
max_people = 2
regions = ["story", "twice", "late", "race"]
"""
PLACE = """
[[pool.criteria]]
key = "place"
type = "any_of"
empty_is_all = true
"""
ROOM = """
min_seats = 2
max_seats = 20
host_takes_seat = true
who_sees_members = "{who}"
open_for_s = 86_400
in_members_lists = true
max_open_rooms = 100

[description]

[notices]
members = ["room_locked"]

[notices.inbox]
host = ["seat_taken", "seat_left"]
members = ["room_locked"]
"""


def criterion(name):
    return PLACE.replace("place", name)


KINDS = {
    "meal": ROOM.format(who="everyone") + POOL + PLACE + criterion("way"),
    "study": ROOM.format(who="everyone") + POOL + criterion("circle"),
    "anonymous": ROOM.format(who="members"),
}
GAEPO_OR_SEOCHO = {"place": ["gaepo", "seocho"], "way": ["delivery"]}


class Tickets(Story):
    """Each test has a pool of its own."""

    kinds = KINDS

    def pool(self, kind):
        return {"kind": kind, "region": self.region}

    def applies(self, person, kind, **criteria):
        return person.does("ticket.submit", **self.pool(kind), criteria=criteria)["ticket"]

    def live(self, person, kind):
        return [each["ticket"] for each in person.does("ticket.list", **self.pool(kind))["tickets"]]

    def state(self, person, ticket):
        return person.does("ticket.read", ticket=ticket)["state"]

    def matches(self, person):
        return person.notes("matched")

    def test_two_who_suit_each_other_are_matched_once_and_all_else_waits_on(self):
        """Steps 1 to 3 and 5 to 8."""
        self.region = "story"
        a, b, c = self.town.persons(3)
        first = self.applies(a, "meal", **GAEPO_OR_SEOCHO)
        self.assertEqual(self.live(a, "meal"), [first])
        self.assert_refused("already_waiting", a, "ticket.submit", **self.pool("meal"), criteria=GAEPO_OR_SEOCHO)
        study = self.applies(a, "study")

        self.town.move(by_ms=5 * MINUTE_MS)
        of_c = self.applies(c, "meal", place=["seocho"], way=["eatout"])
        self.assertEqual([self.state(a, first), self.state(c, of_c)], ["waiting", "waiting"])

        self.town.move(by_ms=5 * MINUTE_MS)
        of_b = self.applies(b, "meal", place=["gaepo"], way=["delivery", "eatout"])
        self.comes_to_be("matched", lambda: self.state(a, first))
        room = b.does("ticket.read", ticket=of_b)["room"]
        self.comes_to_be(2, lambda: a.does("room.read", room=room)["taken"])
        seen = a.does("room.read", room=room)
        self.assertEqual(seen["agreed"], {"place": "gaepo", "way": "delivery"})
        self.assertEqual({each["user"] for each in seen["members"]}, {a.id, b.id})
        self.assertEqual(self.state(b, of_b), "matched")
        for person, ticket in [(a, first), (b, of_b)]:
            self.comes_to_be([(ticket, room)], lambda: [(n["ticket"], n["room"]) for n in self.matches(person)])
        self.assertEqual([self.live(each, "meal") for each in [a, b, c]], [[], [], [of_c]])
        self.assertEqual(self.matches(c), [])
        self.assertEqual(self.live(a, "study"), [study])

        again = self.applies(a, "meal", place=["gaepo"], way=["takeout"])
        self.assertEqual(a.does("ticket.cancel", ticket=again), {})
        self.assertEqual(self.live(a, "meal"), [])
        self.assert_refused("ticket_over", a, "ticket.cancel", ticket=again)
        self.assertEqual(self.live(a, "study"), [study])

    def test_whoever_applies_twice_at_once_has_one_ticket_and_nobody_meets_themselves(self):
        """Edge E2."""
        self.region = "twice"
        a = self.town.person()
        both = at_once([a, a.again()], "ticket.submit", **self.pool("meal"), criteria={"place": ["gaepo", "gaepo"]})
        self.assertEqual(sorted(str(code_of(each)) for each in both), ["None", "already_waiting"])
        (ticket,) = self.live(a, "meal")
        self.assertEqual(a.does("ticket.read", ticket=ticket)["criteria"], {"place": ["gaepo"]})
        self.assertEqual((self.state(a, ticket), self.matches(a)), ("waiting", []))

    def test_a_ticket_pairs_up_to_the_last_millisecond_of_its_half_hour(self):
        """Edge E3."""
        self.region = "late"
        a, b, c, d = self.town.persons(4)
        begun = self.town.now_ms
        first = self.applies(a, "meal", place=["gaepo"])
        late = self.applies(c, "study", circle=["inner"])
        self.town.move(to_ms=begun + 30 * MINUTE_MS - 1)
        self.applies(b, "meal", place=["gaepo"])
        self.comes_to_be("matched", lambda: self.state(a, first))
        self.town.move(to_ms=begun + 30 * MINUTE_MS)
        of_d = self.applies(d, "study", circle=["inner"])
        self.assertEqual((self.state(c, late), self.state(d, of_d)), ("ended", "waiting"))
        self.assertEqual(self.matches(d), [])

    def test_a_cancel_that_races_a_match_has_one_outcome(self):
        """Edge E4."""
        self.region = "race"
        for _ in range(10):
            a, b, c = self.town.persons(3)
            first = self.applies(a, "meal", place=["gaepo"])
            a.begin("ticket.cancel", ticket=first)
            b.begin("ticket.submit", **self.pool("meal"), criteria={"place": ["gaepo"]})
            cancelled, of_b = a.receive_answer(), b.receive_answer()["result"]["ticket"]
            if code_of(cancelled) is None:
                self.assertEqual((self.state(a, first), self.state(b, of_b)), ("ended", "waiting"))
                self.applies(c, "meal", place=["gaepo"])
            else:
                self.assertEqual(code_of(cancelled), "ticket_over")
                self.comes_to_be("matched", lambda: self.state(a, first))
            self.comes_to_be("matched", lambda: self.state(b, of_b))


class Rooms(Story):
    kinds = KINDS

    def count(self, room):
        return self.people[0].does("room.read", room=room)["taken"]

    def test_people_come_and_go_until_the_host_locks_the_room_in(self):
        """Steps 9 to 13, without the ledger."""
        a, b, c, d = self.people = self.town.persons(4)
        today = self.town.now_ms + HOUR_MS
        room = a.opens("meal", "Dinner", seats=3, description=described(starts_at_ms=today))
        self.assertEqual(self.count(room), 1)
        self.assertEqual([each.does("room.join", room=room) for each in [b, c]], [{"seat": 2}, {"seat": 3}])
        self.assertEqual(self.count(room), 3)
        told = [("seat_taken", b.id), ("seat_taken", c.id)]
        self.comes_to_be(told, lambda: a.notes_of(room))

        self.assert_refused("room_full", d, "room.join", room=room)
        self.assert_refused("host_cannot_leave", a, "room.leave", room=room)
        c.does("room.leave", room=room)
        self.assertEqual(self.count(room), 2)
        self.assertEqual(d.does("room.join", room=room), {"seat": 3})
        self.assertEqual(self.count(room), 3)
        told += [("seat_left", c.id), ("seat_taken", d.id)]
        self.comes_to_be(told, lambda: a.notes_of(room))

        a.does("room.lock", room=room)
        self.assertEqual(a.does("room.read", room=room)["phase"], "locked")
        for member in [a, b, d]:
            notices = member.does("notice.list", room=room)["notices"]
            self.assertEqual([(each["event"], each["by"]) for each in notices], [("room_locked", a.id)])
        for member in [b, d]:
            self.comes_to_be([("room_locked", None)], lambda: member.notes_of(room))
        self.assertEqual(a.notes_of(room), told)
        self.assertEqual(c.notes_of(room), [])
        self.assert_refused("room_locked", d, "room.leave", room=room)

    def test_alarms_that_were_read_count_no_more_and_a_muted_room_disturbs_nobody(self):
        """Steps 9, 11 and 12: what A and B have on their badges."""
        a, b, c, d = self.town.persons(4)
        room = a.opens("meal", seats=4)
        for person in [b, c]:
            person.does("room.join", room=room)
        self.comes_to_be(self.badge(notes=2), lambda: a.does("inbox.badge"))
        a.does("inbox.mark", to=1)
        self.assertEqual(a.does("inbox.badge"), self.badge(notes=1))
        a.does("inbox.mark", to=2)
        self.assertEqual(a.does("inbox.badge"), self.badge())

        a.does("room.mute", room=room)
        c.does("room.leave", room=room)
        self.comes_to_be(3, lambda: a.does("inbox.read")["last"])
        self.assertEqual([each.get("quiet") for each in a.does("inbox.read")["notes"]], [True])
        muted = {"room": room, "read_to": 0, "muted": True, "unread": 0}
        self.assertEqual(a.does("inbox.badge"), self.badge(muted))
        a.does("room.unmute", room=room)
        d.does("room.join", room=room)
        # The third came while the room was muted: it was never pushed.
        pushed = a.pushed("inbox.noted", lambda params: params["note"]["number"] > 2)
        self.assertEqual((pushed["note"]["number"], pushed["note"]["person"]), (4, d.id))
        self.assertEqual(a.does("inbox.badge"), self.badge(notes=1))

        a.does("room.lock", room=room)
        (locked,) = b.does("notice.list", room=room)["notices"]
        unread = {"room": room, "read_to": 0, "muted": False, "unread": 1}
        self.comes_to_be(self.badge(unread, notes=1), lambda: b.does("inbox.badge"))
        b.does("inbox.mark", room=room, to=locked["number"])
        b.does("inbox.mark", to=1)
        self.assertEqual(b.does("inbox.badge"), self.badge({**unread, "read_to": locked["number"], "unread": 0}))
        self.assertEqual(a.does("inbox.badge"), self.badge(notes=1))

    def badge(self, *rooms, notes=0):
        count = notes + sum(each["unread"] for each in rooms)
        return {"count": count, "notes": notes, "rooms": [*rooms], "uncounted": 0}

    def test_the_last_seat_is_one_persons(self):
        """Edge E1."""
        host, *people = self.town.persons(51)
        room = host.opens("meal", seats=2)
        answers = at_once(people, "room.join", room=room)
        self.assertEqual(sorted(str(code_of(each)) for each in answers), ["None"] + 49 * ["room_full"])
        self.assertEqual(host.does("room.read", room=room)["taken"], 2)

    def test_only_the_host_locks_in_and_an_anonymous_room_never_tells_who_that_is(self):
        """Edge E5."""
        a, b, c = self.town.persons(3)
        room = a.opens("anonymous", seats=3)
        b.does("room.join", room=room)
        for other in [b, c]:
            self.assert_refused("not_host", other, "room.lock", room=room)
        self.comes_to_be([room], lambda: [each["room"] for each in c.does("room.list", kind="anonymous")["rooms"]])
        (card,) = c.does("room.list", kind="anonymous")["rooms"]
        followed = c.does("room.subscribe", room=room)
        b.does("room.leave", room=room)
        a.does("room.lock", room=room)
        locked = c.pushed("room.changed", lambda params: params["phase"] == "locked")
        for told in [card, c.does("room.read", room=room), followed, locked]:
            self.assertNotIn(a.id, str(told))
            self.assertNotIn(b.id, str(told))
        self.assert_refused("not_member", c, "room.members", room=room)
        self.assert_refused("not_member", c, "notice.list", room=room)


if __name__ == "__main__":
    unittest.main()
