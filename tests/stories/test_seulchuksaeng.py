"""S-SCS: a football club whose games have their players assigned.

The club's server is the trusted one that assigns; men's and women's games are kinds of their own. Not here, for it
needs more than rooms: check-in, fees and warnings (6 to 15, edge E4), and who is of which gender (edge E5)."""

import unittest

from town import DAY_MS, HOUR_MS, MINUTE_MS, Story, at_once, code_of, described

GAME = """
min_seats = 2
max_seats = 1_000
host_takes_seat = false
who_sees_members = "members"
open_for_s = 0
in_members_lists = true
max_open_rooms = 100

[description]

[assignment]

[schedule]
end_at_end = true

[notices]
members = ["room_locked", "room_ended", "room_cancelled"]
"""
CLUB = """
min_seats = 2
max_seats = 1_000
host_takes_seat = true
who_sees_members = "members"
listing = "unlisted"
open_for_s = 0
in_members_lists = true
max_open_rooms = 100

[entry_code]
"""
FIELD = {"name": "Field", "point": {"lat": 37.5665, "lon": 126.978}}
SUNDAY, WEDNESDAY = 3, 6  # days after 1970-01-01, a Thursday


def game(starts_at_ms, hours=2):
    ends_at_ms = starts_at_ms + hours * HOUR_MS
    return described(text="Bring both shirts.", place=FIELD, starts_at_ms=starts_at_ms, ends_at_ms=ends_at_ms)


class Club(Story):
    kinds = {"club": CLUB}

    def test_nobody_enters_without_the_clubs_code_and_whoever_has_it_enters_once(self):
        """Step 1."""
        admin, p = self.town.persons(2)
        room = admin.opens("club", "SeulChukSaeng")
        code = admin.does("room.code", room=room)["code"]
        self.assertRegex(code, "^[2-9A-HJKMNP-Z]{8}$")
        self.assert_refused("code_wrong", p, "room.join", room=room)
        self.assert_refused("code_wrong", p, "room.join", room=room, code=code[:-1])
        both = at_once([p, p.again()], "room.join", room=room, code=f" {code[:4].lower()}-{code[4:]}")
        self.assertEqual(sorted(str(code_of(each)) for each in both), ["None", "already_member"])
        self.assertEqual(admin.does("room.read", room=room)["taken"], 2)

    def test_the_club_is_found_by_its_code_alone(self):
        """Step 1: how somebody comes to the room at all."""
        admin, p = self.town.persons(2)
        room = admin.opens("club", "SeulChukSaeng")
        code = admin.does("room.code", room=room)["code"]
        self.comes_to_be(None, lambda: self.town.person().refusal("room.find", code=code))
        card = p.does("room.find", code=code.lower())["card"]
        self.assertEqual((card["room"], card["title"], card["needs_code"]), (room, "SeulChukSaeng", True))
        self.assertNotIn(code, str(card))
        self.assertEqual(p.does("room.list", kind="club")["rooms"], [])
        renewed = admin.does("room.renew_code", room=room)["code"]
        self.assertNotEqual(renewed, code)
        self.assert_refused("code_wrong", p, "room.join", room=room, code=code)
        self.comes_to_be("room_not_found", lambda: self.town.person().refusal("room.find", code=code))
        self.assertEqual(p.does("room.join", room=room, code=renewed), {"seat": 2})

    def test_whoever_guesses_five_times_waits_ten_minutes(self):
        """Step 1."""
        admin, p, q = self.town.persons(3)
        room = admin.opens("club")
        code = admin.does("room.code", room=room)["code"]
        for n in range(5):
            self.assert_refused("code_wrong", p, "room.join", room=room, code=f"WRONG{n}22")
        answer = p.asks("room.join", room=room, code=code)
        self.assertEqual(code_of(answer), "too_many_tries")
        self.assertEqual(answer["error"]["data"]["retry_after_ms"], 10 * MINUTE_MS)
        self.assertEqual(q.does("room.join", room=room, code=code), {"seat": 2})
        self.town.move(by_ms=10 * MINUTE_MS)
        self.assertEqual(p.does("room.join", room=room, code=code), {"seat": 3})


class Games(Story):
    kinds = {"men": GAME, "women": GAME}

    def next(self, weekday, hour):
        """That hour of the next such day, from tomorrow on."""
        tomorrow = self.town.now_ms // DAY_MS + 1
        day = tomorrow + (weekday - tomorrow) % 7
        return day * DAY_MS + hour * HOUR_MS

    def opened(self, starts_at_ms):
        admin = self.town.trusted()
        return admin, admin.opens("men", "Sunday game", seats=30, description=game(starts_at_ms))

    def phase(self, person, room):
        return person.does("room.read", room=room)["phase"]

    def ends(self, person, room):
        """When the room has ended, as its notices tell."""
        notices = person.does("notice.list", room=room)["notices"]
        return [each["at_ms"] for each in notices if each["event"] == "room_ended"]

    def test_a_game_is_in_the_list_of_its_own(self):
        """Steps 2 and 3."""
        noon = self.next(SUNDAY, 12)
        admin, room = self.opened(noon)
        seen = admin.does("room.read", room=room)
        self.assertEqual(seen["description"], {"revision": 1, "content": game(noon)})
        self.assertEqual(seen["schedule"], {"locks_at_ms": noon + 2 * HOUR_MS, "ends_at_ms": noon + 2 * HOUR_MS})
        self.assertEqual((seen["taken"], seen["phase"]), (0, "open"))
        player = self.town.person()
        asked = {"starts_from_ms": noon, "starts_to_ms": noon, "order": "soonest"}
        self.comes_to_be(True, lambda: room in self.listed(player, "men", asked))
        self.assertNotIn(room, self.listed(player, "women", asked))
        self.assertNotIn(room, self.listed(player, "men", {"starts_from_ms": noon + 1}))

    def listed(self, person, kind, asked):
        return [each["room"] for each in person.does("room.list", kind=kind, limit=100, **asked)["rooms"]]

    def test_players_are_assigned_once_and_take_no_seat_themselves(self):
        """Step 4, edge E5."""
        admin, room = self.opened(self.next(SUNDAY, 12))
        players = self.town.persons(5)
        for n, player in enumerate(players):
            self.assertEqual(admin.does("room.assign", room=room, person=player.id), {"seat": n + 1})
        p = players[0]
        self.assert_refused("already_member", admin, "room.assign", room=room, person=p.id)
        self.comes_to_be([room], lambda: p.does("user.rooms")["rooms"])
        stranger = self.town.person()
        self.assert_refused("assigned_only", stranger, "room.join", room=room)
        for method in ["room.assign", "room.unassign"]:
            self.assert_refused("not_allowed", p, method, room=room, person=stranger.id)
        for method in ["room.cancel", "room.end", "room.lock"]:
            self.assert_refused("not_host", p, method, room=room)
        self.assertEqual(admin.does("room.unassign", room=room, person=p.id), {})
        self.assert_refused("not_member", admin, "room.unassign", room=room, person=p.id)
        self.assertEqual(admin.does("room.read", room=room)["taken"], 4)

    def test_a_game_gets_another_title_and_no_other_kind(self):
        """Step 5."""
        noon = self.next(SUNDAY, 12)
        admin, room = self.opened(noon)
        edit = {"room": room, "revision": 1, "description": game(noon)}
        self.assert_refused("invalid_params", admin, "room.describe", **edit, kind="women")
        self.assertEqual(admin.does("room.describe", **edit, title="Derby"), {"revision": 2})
        self.assert_refused("revision_stale", admin, "room.describe", **edit, title="Too late")
        seen = admin.does("room.read", room=room)
        self.assertEqual((seen["title"], seen["kind"]), ("Derby", "men"))

    def test_a_restart_a_minute_before_the_end_ends_the_game_once(self):
        """Edge E1."""
        noon = self.next(SUNDAY, 12)
        end = noon + 2 * HOUR_MS
        admin, room = self.opened(noon)
        self.town.move(to_ms=end - MINUTE_MS)
        self.assertEqual(self.phase(admin, room), "open")
        self.town.restart()
        admin = admin.again()
        self.assertEqual((self.phase(admin, room), self.ends(admin, room)), ("open", []))
        self.town.move(to_ms=end)
        self.assertEqual((self.phase(admin, room), self.ends(admin, room)), ("ended", [end]))
        self.town.restart()
        self.town.move(by_ms=DAY_MS)
        admin = admin.again()
        self.assertEqual((self.phase(admin, room), self.ends(admin, room)), ("ended", [end]))
        self.assert_refused("room_ended", admin, "room.end", room=room)

    def test_a_game_that_is_moved_ends_when_it_says_now_and_one_that_is_cancelled_never(self):
        """Edge E2."""
        noon = self.next(SUNDAY, 12)
        admin, moved = self.opened(noon)
        other, cancelled = self.opened(noon)
        later = game(noon + HOUR_MS)
        admin.does("room.describe", room=moved, revision=1, description=later)
        other.does("room.cancel", room=cancelled)
        self.town.move(to_ms=noon + 2 * HOUR_MS)
        self.assertEqual((self.phase(admin, moved), self.ends(admin, moved)), ("open", []))
        self.town.move(to_ms=noon + 3 * HOUR_MS)
        self.assertEqual((self.phase(admin, moved), self.ends(admin, moved)), ("ended", [noon + 3 * HOUR_MS]))
        self.assertEqual((self.phase(other, cancelled), self.ends(other, cancelled)), ("cancelled", []))

    def test_a_game_on_a_wednesday_ends_as_well(self):
        """Edge E3."""
        evening = self.next(WEDNESDAY, 19)
        admin, room = self.opened(evening)
        self.town.move(to_ms=evening + 2 * HOUR_MS)
        self.assertEqual((self.phase(admin, room), self.ends(admin, room)), ("ended", [evening + 2 * HOUR_MS]))


if __name__ == "__main__":
    unittest.main()
