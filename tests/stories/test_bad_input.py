"""What is wrong with a request is told by its code, changes nothing, and the session goes on."""

import json
import sys
import unittest
from pathlib import Path

from new_methods import ASSIGNED, CHANGING, CHAT, HALL, OF_CHATS, OF_ROOMS, OPTIONAL
from new_methods import DESCRIPTION, FILTER, POINT, ROOM, USER
from town import DAY_MS, SECOND_MS, Story, code_of, described, request

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "attacks"))
import wire  # noqa: E402  (bytes of another suite: frames of any size)

# Marks that turn the order of what is written around them, and control characters: of every text.
NO_TEXT = ["a\u202ab", "a\u202eb", "a\u2066b", "a\u2069b", "a\x00b", "a\x1bb", "a\x7fb", "a\u0085b"]
DIE = "\N{GAME DIE}"  # four bytes of UTF-8, one character
LARGEST = 2**53 - 1


def of_other_types(value):
    """What stands where `value` is to stand, and is of no type that it may be of."""
    if isinstance(value, bool):
        return [0, "true", [], {}]
    if isinstance(value, int):
        return ["1", True, 1.5, [], {}]
    if isinstance(value, float):
        return ["1", True, [], {}]
    if isinstance(value, str):
        return [7, True, [], {}]
    return ["[]", 7, True, {} if isinstance(value, list) else []]


def with_one_wrong(value):
    """Copies of a value, in each of which one part, however deep, is of another type."""
    yield from of_other_types(value)
    if isinstance(value, dict):
        for name, part in value.items():
            yield from ({**value, name: wrong} for wrong in with_one_wrong(part))
    if isinstance(value, list):
        for at, part in enumerate(value):
            yield from (value[:at] + [wrong] + value[at + 1 :] for wrong in with_one_wrong(part))


def of_description(**parts):
    return {"description": {**DESCRIPTION, **parts}}


OF_FILTERS = [
    {"kind": ""},
    {"kind": 33 * "a"},
    {"phase": "full"},
    {"text": ""},
    {"text": 65 * "a"},
    {"tags": []},
    {"tags": 17 * ["tea"]},
    {"tags": [33 * "a"]},
    {"tags": [" "]},
    {"free_seats": 100_001},
    {"starts_from_ms": 253_402_300_800_000},
    {"starts_to_ms": 253_402_300_800_000},
    {"near": {**POINT, "lat": 90.0001, "radius_m": 1}},
    {"near": {**POINT, "lon": -180.0001, "radius_m": 1}},
    {"near": {**POINT, "radius_m": -0.1}},
    {"near": {**POINT, "radius_m": 20_015_088}},
    {"near": POINT},
    {"order": "best"},
    {"near": None, "order": "nearest"},
    {"limit": 0},
]
# What is out of bounds whatever a kind says.
OUT_OF_BOUNDS = {
    "room.list": [*OF_FILTERS, {"limit": 101}, {"cursor": ""}, {"cursor": 65 * "a"}, {"before": USER}],
    "list.subscribe": [*OF_FILTERS, {"limit": 51}],
    "room.find": [{"code": ""}, {"code": 65 * "A"}],
    "room.describe": [
        {"revision": 2**32},
        {"title": ""},
        {"title": 256 * "a"},
        of_description(text=60_001 * "a"),
        of_description(place={"name": ""}),
        of_description(place={"name": 256 * "a"}),
        of_description(place={"name": "a", "point": {"lat": 90.0001, "lon": 0}}),
        of_description(place={"name": "a", "point": {"lat": -90.0001, "lon": 0}}),
        of_description(place={"name": "a", "point": {"lat": 0, "lon": 180.0001}}),
        of_description(place={"name": "a", "point": {"lat": 0, "lon": -180.0001}}),
        of_description(place={"name": "a", "point": {"lat": 0}}),
        of_description(starts_at_ms=-1),
        of_description(starts_at_ms=253_402_300_800_000),
        of_description(ends_at_ms=253_402_300_800_000),
        of_description(tags=[f"{n}" for n in range(17)]),
        of_description(picture=""),
        of_description(picture="https://" + 2_041 * "a"),
        of_description(values=33 * [{"key": "sugar", "integer": 1}]),
        of_description(values=[{"key": ""}]),
        of_description(values=[{"key": "sugar", "integer": LARGEST + 1}]),
    ],
    "room.resize": [{"seats": 0}, {"seats": 100_001}],
    "comment.post": [{"text": ""}, {"text": 4_001 * "a"}, {"reply_to": 0}, {"reply_to": 2**32}],
    "comment.edit": [{"text": ""}, {"text": 4_001 * "a"}, {"number": 0}, {"number": 2**32}],
    "comment.remove": [{"number": 0}, {"number": 2**32}],
    "comment.list": [{"after": 2**32}, {"limit": 0}, {"limit": 101}],
    "announcement.post": [{"text": ""}, {"text": 4_001 * "a"}],
    "announcement.edit": [{"text": ""}, {"text": 4_001 * "a"}, {"number": 0}, {"number": 2**32}],
    "announcement.remove": [{"number": 0}, {"number": 2**32}],
    "announcement.list": [{"before": 0}, {"before": 2**32}, {"limit": 0}, {"limit": 33}],
    "notice.list": [{"limit": 0}, {"limit": 257}],
    "inbox.mark": [{"to": 0}],
}
OUT_OF_A_CHATS_BOUNDS = {
    "chat.send": [{"text": ""}, {"text": 4_001 * "a"}],
    "chat.edit": [{"text": ""}, {"text": 4_001 * "a"}, {"message": 0}],
    "chat.delete": [{"message": 0}],
    "chat.redact": [{"message": 0}],
    "chat.read": [{"before": 0}, {"limit": 0}, {"limit": 101}],
    "chat.seen": [{"message": 0}],
    "chat.subscribe": [{"token": ""}, {"token": 65 * "a"}],
}
NO_ROOMS = ["", "room_", ROOM[:-1], ROOM + "0", USER]


class Input(Story):
    def check_shapes(self, methods, out_of_bounds):
        for method, params in methods.items():
            person = self.town.person()
            wrong = [{**params, name: each} for name, part in params.items() for each in with_one_wrong(part)]
            wrong += [{**params, **each} for each in out_of_bounds.get(method, [])]
            wrong += [{**params, name: -1} for name, part in params.items() if type(part) is int]
            wrong += [{**params, "colour": "red"}]
            if "room" in params:
                wrong += [{**params, "room": each} for each in NO_ROOMS]
            for name in params.keys() - OPTIONAL.get(method, set()):
                wrong += [{**params, name: None}, {each: part for each, part in params.items() if each != name}]
            for each in wrong:
                with self.subTest(method, asked=str(each)[:300]):
                    self.assertEqual(person.refusal(method, **each), "invalid_params")
            if method in CHANGING:
                self.assert_refused("key_missing", person, method, **params, key=None)
                self.assert_refused("invalid_params", person, method, **params, key="7")
            self.assertEqual(person.does("session.read")["user"], person.id)

    def check_nothing_there(self, methods):
        person, server = self.town.person(), self.town.trusted()
        for method, params in methods.items():
            asks = server if "assign" in method else person
            with self.subTest(method):
                self.assertEqual(asks.refusal(method, **params), "room_not_found")

    def check_not_offered(self, methods):
        host, server = self.town.person(), self.town.trusted()
        room = host.opens("bare")
        for method, params in methods.items():
            asks = server if "assign" in method else host
            with self.subTest(method):
                self.assertEqual(asks.refusal(method, **{**params, "room": room}), "not_offered")

    def check_gone(self, kind, methods):
        host = self.town.person()
        room = host.opens(kind)
        host.does("room.cancel", room=room)
        self.town.move(by_ms=DAY_MS)
        for method, params in methods.items():
            with self.subTest(method):
                self.assertEqual(host.refusal(method, **{**params, "room": room}), "room_gone")


def asked_of_rooms(*but):
    """The methods that a room decides."""
    others = ["inbox.mark", "room.mute", "room.unmute", *but]
    return {method: params for method, params in OF_ROOMS.items() if "room" in params and method not in others}


class OfRooms(Input):
    kinds = {"hall": HALL, "bare": ASSIGNED.replace("[assignment]", ""), "assigned": ASSIGNED}

    def hall(self, **params):
        host = self.town.person()
        return host, host.opens("hall", **params)

    def test_shapes(self):
        self.check_shapes(OF_ROOMS, OUT_OF_BOUNDS)

    def test_rooms_that_are_not_there(self):
        self.check_nothing_there(asked_of_rooms())

    def test_rooms_that_have_not_the_table(self):
        self.check_not_offered(asked_of_rooms("room.resize", "room.end"))
        tea = {"kind": "bare", "title": "Tea", "description": described()}
        self.assert_refused("not_offered", self.town.person(), "room.create", **tea)

    def test_rooms_that_are_forgotten(self):
        self.check_gone("hall", asked_of_rooms("room.assign", "room.unassign"))

    def test_rooms_that_are_over(self):
        host, room = self.hall()
        host.does("comment.post", room=room, text="Yes.")
        host.does("announcement.post", room=room, text="Tea!")
        host.does("room.like", room=room)
        host.does("room.cancel", room=room)
        one = {"room": room, "number": 1}
        adds = {
            "room.describe": {"room": room, "revision": 0, "description": described()},
            "room.resize": {"room": room, "seats": 9},
            "room.end": {"room": room},
            "room.renew_code": {"room": room},
            "comment.post": {"room": room, "text": "No."},
            "comment.edit": {**one, "text": "No."},
            "announcement.post": {"room": room, "text": "Milk!"},
            "announcement.edit": {**one, "text": "Milk!"},
        }
        for method, params in adds.items():
            with self.subTest(method):
                self.assertEqual(host.refusal(method, **params), "room_cancelled")
        self.assert_refused("room_cancelled", self.town.person(), "room.like", room=room)
        for method, params in [("comment.remove", one), ("announcement.remove", one), ("room.unlike", {"room": room})]:
            host.does(method, **params)

    def test_seats_below_those_who_sit_there(self):
        host, room = self.hall(seats=4)
        code = host.does("room.code", room=room)["code"]
        for person in self.town.persons(2):
            person.does("room.join", room=room, code=code)
        self.assert_refused("seats_taken", host, "room.resize", room=room, seats=2)
        self.assert_refused("seats_out_of_range", host, "room.resize", room=room, seats=1)
        self.assert_refused("seats_out_of_range", host, "room.resize", room=room, seats=101)
        host.does("room.resize", room=room, seats=3)
        self.assert_refused("room_full", self.town.person(), "room.join", room=room, code=code)
        host.does("room.lock", room=room)
        self.assert_refused("room_locked", host, "room.resize", room=room, seats=9)
        seen = host.does("room.read", room=room)
        self.assertEqual((seen["seats"], seen["taken"]), (3, 3))

    def test_descriptions_that_the_kind_does_not_want(self):
        host, room = self.hall()
        sugar = {"key": "sugar", "integer": 1}
        invalid = [
            {"starts_at_ms": 10, "ends_at_ms": 9},
            {"starts_at_ms": self.town.now_ms + 30 * DAY_MS + 1},
            {"tags": [f"{n}" for n in range(9)]},
            {"tags": ["tea", " TEA "]},
            {"tags": [""]},
            {"tags": ["  "]},
            {"place": {"name": " Here"}},
            {"place": {"name": "Here "}},
            *({"picture": each} for each in ["http://a.org/b", "javascript:alert(1)", "https:///b", "HTTPS://a.org"]),
            *({"picture": f"https://{each}"} for each in ["", 'a.org/"', "a'", "a<b", "a\\b", "a b", "a\n", "é.org"]),
            *({"values": each} for each in [[{"key": "salt", "integer": 1}], [sugar, sugar], [{"key": "sugar"}]]),
            *({"values": [{"key": "sugar", **each}]} for each in [{"text": "1"}, {"boolean": True}, {"integer": 10}]),
            {"values": [{**sugar, "text": "1"}]},
        ]
        for each in invalid:
            with self.subTest(wrong=str(each)):
                params = {"room": room, "revision": 0, "description": described(**each)}
                self.assertEqual(host.refusal("room.describe", **params), "description_invalid")
                params = {"kind": "hall", "title": "Tea", "description": described(**each)}
                self.assertEqual(host.refusal("room.create", **params), "description_invalid")
        last = described(starts_at_ms=self.town.now_ms + 30 * DAY_MS)
        self.assertEqual(host.does("room.describe", room=room, revision=0, description=last), {"revision": 1})
        for revision in [0, 2, 2**32 - 1]:
            edit = {"room": room, "revision": revision, "description": described()}
            self.assert_refused("revision_stale", host, "room.describe", **edit)
        self.assertEqual(host.does("room.read", room=room)["description"], {"revision": 1, "content": last})

    def test_texts_that_turn_around_or_control(self):
        host, room = self.hall(description=described())
        host.does("comment.post", room=room, text="Yes.")
        host.does("announcement.post", room=room, text="Tea!")
        one = {"room": room, "number": 1}
        edit = {"room": room, "revision": 1}
        lines = [
            lambda text: ("room.create", {"kind": "hall", "title": text}),
            lambda text: ("room.describe", {**edit, "title": text, "description": described()}),
            lambda text: ("room.describe", {**edit, "description": described(place={"name": text})}),
            lambda text: ("room.describe", {**edit, "description": described(tags=[text])}),
            lambda text: ("room.list", {"text": text}),
            lambda text: ("room.list", {"tags": [text]}),
            lambda text: ("list.subscribe", {"text": text}),
        ]
        texts = [
            lambda text: ("room.describe", {**edit, "description": described(text=text)}),
            lambda text: ("room.describe", {**edit, "description": described(values=[{"key": "note", "text": text}])}),
            lambda text: ("comment.post", {"room": room, "text": text}),
            lambda text: ("comment.edit", {**one, "text": text}),
            lambda text: ("announcement.post", {"room": room, "text": text}),
            lambda text: ("announcement.edit", {**one, "text": text}),
        ]
        for said, wrong in [(lines, [*NO_TEXT, "a\nb", "a\tb"]), (texts, NO_TEXT)]:
            for say in said:
                for text in wrong:
                    method, params = say(text)
                    with self.subTest(method, text=ascii(text)):
                        self.assertEqual(host.refusal(method, **params), "text_invalid")
        for say in texts[2:]:
            method, params = say("שלום\n\u200fa")
            host.does(method, **params)
        self.assertEqual(host.does("room.read", room=room)["description"], {"revision": 1, "content": described()})

    def test_characters_of_four_bytes_are_one_each(self):
        host, room = self.hall(title=255 * DIE, description=described(tags=[32 * DIE], text=4_000 * DIE))
        seen = host.does("room.read", room=room)
        self.assertEqual(seen["title"], 255 * DIE)
        self.assertEqual(seen["description"]["content"], described(tags=[32 * DIE], text=4_000 * DIE))
        host.does("comment.post", room=room, text=10 * DIE)
        host.does("announcement.post", room=room, text=10 * DIE)
        for method in ["comment.post", "announcement.post"]:
            self.assert_refused("text_invalid", host, method, room=room, text=11 * DIE)
        content = described(text=4_001 * DIE)
        self.assert_refused("text_invalid", host, "room.describe", room=room, revision=1, description=content)
        content = described(tags=[33 * DIE])
        self.assert_refused("text_invalid", host, "room.describe", room=room, revision=1, description=content)
        self.assertEqual(host.does("comment.list", room=room)["comments"][0]["text"], 10 * DIE)

    def test_half_a_character(self):
        host, room = self.hall()
        for text in ["\ud800", "a\udc00", "\udfff\ud83c"]:
            self.assert_refused("parse_error", host, "comment.post", room=room, text=text)
        self.assertEqual(host.does("comment.list", room=room), {"comments": []})

    def test_bytes_that_are_no_text_close_that_session_and_lose_nothing(self):
        host, room = self.hall()
        host.does("comment.post", room=room, text="Yes.")
        broken = json.dumps(request("comment.post", {"room": room, "text": "@", "key": self.town.key()}, id=1)).encode()
        host.socket.sendall(wire.frame(broken.replace(b"@", b"\xff\xfe")))
        with self.assertRaisesRegex(ConnectionError, "1007"):
            host.receive_answer()
        self.assertEqual(len(host.again().does("comment.list", room=room)["comments"]), 1)

    def test_a_megabyte_closes_that_session_and_loses_nothing(self):
        host, room = self.hall()
        other = host.again()
        host.does("comment.post", room=room, text="Yes.")
        asked = {"room": room, "text": 1_048_576 * "a", "key": self.town.key()}
        host.socket.sendall(wire.frame(json.dumps(request("comment.post", asked, id=1)).encode()))
        with self.assertRaisesRegex(ConnectionError, "1009"):
            host.receive_answer()
        self.assertEqual(len(other.does("comment.list", room=room)["comments"]), 1)
        self.assert_refused("invalid_params", other, "comment.post", room=room, text=60_000 * "a")
        self.assertEqual(other.does("comment.post", room=room, text="No."), {"number": 2})

    def test_places_at_the_poles_and_across_the_date_line(self):
        host = self.town.person()

        def at(lat, lon, tag):
            place = {"name": tag, "point": {"lat": lat, "lon": lon}}
            return host.opens("hall", tag, description=described(place=place, tags=[tag]))

        def near(lat, lon, radius_m, tag):
            asked = {"near": {"lat": lat, "lon": lon, "radius_m": radius_m}, "tags": [tag], "order": "nearest"}
            return [each["room"] for each in host.does("room.list", **asked)["rooms"]]

        north, south = at(90, 0, "north"), at(-90, 180, "south")
        east, west = at(0, 179.999, "line"), at(0, -179.999, "line")
        edge = at(10, 180, "edge")
        self.comes_to_be([north], lambda: near(90, 135, 0, "north"))
        self.comes_to_be([south], lambda: near(-90, -45, 0, "south"))
        self.comes_to_be([edge], lambda: near(10, -180, 0, "edge"))
        self.comes_to_be([east, west], lambda: near(0, 179.999, 223, "line"))
        self.assertEqual(near(0, -179.999, 223, "line"), [west, east])
        self.assertEqual(near(0, 179.999, 222, "line"), [east])
        # A degree from the pole, on all sides; and the whole Earth, from the other side of it.
        self.assertEqual([near(89, lon, 111_195, "north") for lon in [-180, -90, 0, 179]], 4 * [[north]])
        self.assertEqual(near(89, 0, 111_194, "north"), [])
        self.assertEqual(near(-90, 0, 20_015_087, "north"), [north])
        self.assertEqual(near(-90, 0, 20_015_086, "north"), [])

    def test_cursors_of_others(self):
        host = self.town.person()
        for n in range(3):
            content = described(place={"name": "a", "point": POINT}, tags=["page"])
            host.opens("hall", f"Page {n}", description=content)
        asked = {"tags": ["page"], "limit": 2}
        self.comes_to_be(3, lambda: len(host.does("room.list", tags=["page"])["rooms"]))
        page = host.does("room.list", **asked)
        cursor, before = page["cursor"], page["before"]
        self.assertEqual(len(host.does("room.list", **{**asked, "limit": 100}, cursor=cursor)["rooms"]), 1)
        spoiled = cursor[:-1] + ("0" if cursor[-1] != "0" else "1")
        near = {"near": {**POINT, "radius_m": 1}}
        others = [
            {**asked, "cursor": spoiled},
            {**asked, "cursor": cursor[1:]},
            {**asked, "cursor": "a"},
            {**asked, "cursor": cursor, "order": "hot"},
            {**asked, "cursor": cursor, "kind": "hall"},
            {**asked, "cursor": cursor, **near},
            {"limit": 2, "cursor": cursor},
        ]
        for each in others:
            with self.subTest(asked=str(each)):
                self.assertEqual(host.refusal("room.list", **each), "cursor_invalid")
        self.assert_refused("invalid_params", host, "room.list", **asked, before=before, cursor=cursor)
        self.assert_refused("invalid_params", host, "room.list", **asked, before=before, order="soonest")
        # A place in no list of anybody's: whatever comes after it, and that is nothing.
        self.assertEqual(host.does("room.list", **asked, before="room_" + 26 * "0")["rooms"], [])

    def test_numbers_that_nothing_has(self):
        host, room = self.hall()
        host.does("comment.post", room=room, text="Yes.")
        host.does("announcement.post", room=room, text="Tea!")
        self.assert_refused("comment_not_found", host, "comment.post", room=room, text="No.", reply_to=2)
        self.assert_refused("comment_not_found", host, "comment.edit", room=room, number=2, text="No.")
        self.assert_refused("comment_not_found", host, "comment.remove", room=room, number=2**32 - 1)
        self.assert_refused("announcement_not_found", host, "announcement.edit", room=room, number=2, text="Milk!")
        self.assert_refused("announcement_not_found", host, "announcement.remove", room=room, number=2)
        self.assertEqual(host.does("comment.list", room=room, after=2**32 - 1), {"comments": []})
        self.assertEqual(host.does("announcement.list", room=room, before=1), {"announcements": []})
        self.assertEqual(host.does("notice.list", room=room, after=LARGEST)["notices"], [])
        self.assertEqual(host.does("inbox.mark", to=LARGEST), {})
        self.assertEqual(host.does("inbox.read")["read_to"], 0)

    def test_lists_that_others_follow(self):
        host, other = self.town.persons(2)
        asked = {"kind": "hall", "text": "followed"}
        listing = host.does("list.subscribe", **asked)["listing"]
        self.assert_refused("not_subscribed", other, "list.unsubscribe", listing=listing)
        room = host.opens("hall", "Followed")
        placed = host.pushed("list.changed", lambda params: params["placed"])["placed"]
        self.assertEqual([(each["card"]["room"], each.get("after")) for each in placed], [(room, None)])
        self.assertEqual(host.does("list.unsubscribe", listing=listing), {})
        self.assert_refused("not_subscribed", host, "list.unsubscribe", listing=listing)
        more = [{**asked, "tags": [f"{n}"]} for n in range(5)]
        codes = [host.refusal("list.subscribe", **each) for each in more]
        self.assertEqual(codes, 4 * [None] + ["too_many_subscriptions"])
        other.send_json([request("list.subscribe", asked, id=1)])
        self.assertEqual([code_of(each) for each in other.receive_answer()], ["invalid_request"])

    def test_codes_tried_one_after_the_other(self):
        person = self.town.person()
        for n in range(12):
            person.begin("room.find", code=f"{n:08}")
        told = [code_of(person.receive_answer()) for _ in range(12)]
        self.assertGreaterEqual(told.count("room_not_found"), 10)
        self.assertIn("rate_limited", told)
        self.assertEqual(person.refusal("room.list", **{**FILTER, "near": None}), None)


class OfChats(Input):
    kinds = {
        "hall": HALL.replace("[entry_code]", "") + CHAT,
        "bare": ASSIGNED.replace("[assignment]", ""),
    }

    def talk(self):
        host, member = self.town.persons(2)
        room = host.opens("hall")
        member.does("room.join", room=room)
        return host, member, room

    def texts(self, person, room):
        return [each.get("text") for each in person.does("chat.read", room=room)["messages"]]

    def test_shapes(self):
        self.check_shapes(OF_CHATS, OUT_OF_A_CHATS_BOUNDS)

    def test_rooms_that_are_not_there_have_no_chat_or_are_forgotten(self):
        methods = {method: params for method, params in OF_CHATS.items() if method != "chat.unsubscribe"}
        self.check_nothing_there(methods)
        self.check_not_offered(methods)
        self.check_gone("hall", methods)

    def test_texts(self):
        host, _, room = self.talk()
        host.does("chat.send", room=room, text=10 * DIE)
        for text in [*NO_TEXT, 11 * DIE]:
            self.assert_refused("text_invalid", host, "chat.send", room=room, text=text)
            self.assert_refused("text_invalid", host, "chat.edit", room=room, message=1, text=text)
        self.assertEqual(self.texts(host, room), [10 * DIE])

    def test_messages_that_are_not_there_or_gone(self):
        host, member, room = self.talk()
        member.does("chat.send", room=room, text="One.")
        for message in [2, LARGEST]:
            self.assert_refused("message_not_found", member, "chat.edit", room=room, message=message, text="Two.")
            self.assert_refused("message_not_found", member, "chat.delete", room=room, message=message)
            self.assert_refused("message_not_found", host, "chat.redact", room=room, message=message)
        host.does("chat.redact", room=room, message=1)
        self.assert_refused("message_not_found", member, "chat.edit", room=room, message=1, text="One!")
        (gone,) = member.does("chat.read", room=room)["messages"]
        self.assertEqual((gone["by"], gone["removed_by"], "text" in gone), (member.id, host.id, False))

    def test_messages_faster_than_they_may_come(self):
        host, member, room = self.talk()
        sent = [member.refusal("chat.send", room=room, text=f"{n}") for n in range(60)]
        self.assertEqual(sent, 60 * [None])
        answer = member.asks("chat.send", room=room, text="More.")
        self.assertEqual((code_of(answer), answer["error"]["data"]["retry_after_ms"]), ("too_fast", SECOND_MS))
        self.assert_refused("too_fast", member, "chat.edit", room=room, message=1, text="More.")
        host.does("chat.send", room=room, text="Slowly.")
        self.town.move(by_ms=SECOND_MS)
        member.does("chat.send", room=room, text="More.")
        self.assert_refused("too_fast", member, "chat.send", room=room, text="More.")

    def test_a_message_after_leaving(self):
        host, member, room = self.talk()
        member.does("chat.subscribe", room=room)
        member.does("chat.send", room=room, text="Bye.")
        member.does("room.leave", room=room)
        member.pushed("chat.ended", lambda params: params == {"room": room})
        said = {"room": room, "text": "But!"}
        asks = {
            "chat.send": said,
            "chat.edit": {**said, "message": 1},
            "chat.delete": {"room": room, "message": 1},
            "chat.read": {"room": room},
            "chat.subscribe": {"room": room},
        }
        for method, params in asks.items():
            self.assert_refused("not_member", member, method, **params)
        host.does("chat.send", room=room, text="Gone.")
        member.does("session.read")
        self.assertNotIn("Gone.", str(member.pushes))
        self.assertEqual(self.texts(host, room), ["Bye.", "Gone."])

    def test_a_ban_in_mid_sentence(self):
        host, member, room = self.talk()
        words = [f"Word {n}" for n in range(40)]
        for n, word in enumerate(words):
            params = {"room": room, "text": word, "key": self.town.key()}
            member.send_json(request("chat.send", params, id=n))
            if n == 20:
                host.begin("room.ban", room=room, person=member.id)
        answers = sorted((member.receive_answer() for _ in words), key=lambda answer: answer["id"])
        self.assertIn("result", host.receive_answer())
        codes = [code_of(answer) for answer in answers]
        heard = codes.count(None)
        self.assertEqual(codes, heard * [None] + (len(words) - heard) * ["not_member"])
        self.assertEqual([each["result"]["message"] for each in answers[:heard]], [*range(1, heard + 1)])
        self.assertEqual(self.texts(host, room), words[:heard])
        self.assert_refused("not_member", member, "chat.send", room=room, text="But!")

    def test_a_message_to_a_room_that_is_over(self):
        host, member, room = self.talk()
        member.does("chat.send", room=room, text="One.")
        host.does("room.cancel", room=room)
        for method in ["chat.send", "chat.typing"]:
            params = {"text": "Two."} if method == "chat.send" else {}
            self.assert_refused("chat_closed", member, method, room=room, **params)
        self.assert_refused("chat_closed", member, "chat.edit", room=room, message=1, text="Two.")
        member.does("chat.delete", room=room, message=1)
        self.assertEqual(self.texts(member, room), [None])

    def test_tokens_of_other_chats(self):
        host, member, room = self.talk()
        other = host.opens("hall")
        for each in [room, other]:
            for n in range(3):
                host.does("chat.send", room=each, text=f"{n} {each[-4:]}")
        token = host.does("chat.subscribe", room=other)["token"]
        followed = member.does("chat.subscribe", room=room, token=token)
        self.assertFalse(followed["recovered"])
        self.assertEqual(len(followed["snapshot"]["messages"]), 3)
        self.assertNotIn(other[-4:], str(followed["snapshot"]))
        member.does("chat.unsubscribe", room=room)
        self.assert_refused("not_subscribed", member, "chat.unsubscribe", room=room)
        self.assertEqual(member.does("chat.read", room=room, after=LARGEST), {"messages": [], "more": False})


if __name__ == "__main__":
    unittest.main()
