"""Who may do what in rooms, one table a kind. Each line is done in a room of its own for each of the four."""

import sys
import unittest
from pathlib import Path

from new_methods import ASSIGNED, BEFORE, CHAT, HALL, OF_CHATS, OF_ROOMS, OPEN_CHAT, OPEN_HALL
from town import Story, described

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "attacks"))
import wire  # noqa: E402  (bytes of another suite: a session that says nobody's name)

FOR_ALL = (None, None, None, None)
MEMBERS = ("not_member", None, None, None)
HOSTS = ("not_host", "not_host", None, None)
SERVERS = ("not_allowed", "not_allowed", "not_allowed", None)
AUTHORS = ("not_author", None, "not_author", "not_author")
# A method, what it is asked beside the room, and what an outsider, a member, the host and a trusted server are told.
IN_HALL = [
    ("room.describe", {"revision": 0, "description": described()}, HOSTS),
    ("room.resize", {"seats": 5}, HOSTS),
    ("room.end", {}, HOSTS),
    ("room.code", {}, HOSTS),
    ("room.renew_code", {}, HOSTS),
    ("comment.post", {"text": "Yes."}, MEMBERS),
    ("comment.edit", {"number": 1, "text": "No."}, AUTHORS),
    ("comment.remove", {"number": 1}, ("not_author", None, None, None)),
    ("comment.list", {}, MEMBERS),
    ("announcement.post", {"text": "Tea!"}, HOSTS),
    ("announcement.edit", {"number": 1, "text": "Milk!"}, HOSTS),
    ("announcement.remove", {"number": 1}, HOSTS),
    ("announcement.list", {}, MEMBERS),
    ("room.like", {}, FOR_ALL),
    ("room.unlike", {}, FOR_ALL),
    ("room.likes", {}, FOR_ALL),
    ("notice.list", {}, MEMBERS),
    ("room.mute", {}, FOR_ALL),
    ("room.unmute", {}, FOR_ALL),
    ("inbox.mark", {"to": 1}, FOR_ALL),
]
IN_OPEN_HALL = [
    ("comment.post", {"text": "Yes."}, FOR_ALL),
    ("comment.edit", {"number": 1, "text": "No."}, AUTHORS),
    ("comment.remove", {"number": 1}, ("not_author", None, None, None)),
    ("comment.list", {}, FOR_ALL),
    ("announcement.post", {"text": "Tea!"}, HOSTS),
    ("announcement.list", {}, FOR_ALL),
]
IN_ASSIGNED = [
    ("room.assign", {"person": "outsider"}, SERVERS),
    ("room.unassign", {"person": "member"}, SERVERS),
]
OF_NO_ROOM = [
    ("room.list", {}, FOR_ALL),
    ("list.subscribe", {}, FOR_ALL),
    ("list.unsubscribe", {"listing": 999_999}, 4 * ("not_subscribed",)),
    ("room.find", {"code": "22222222"}, 4 * ("room_not_found",)),
    ("inbox.badge", {}, FOR_ALL),
]
IN_CHAT = [
    ("chat.send", {"text": "Hello."}, MEMBERS),
    ("chat.edit", {"message": 1, "text": "Hello!"}, ("not_member", None, "not_author", "not_author")),
    ("chat.delete", {"message": 1}, ("not_member", None, "not_author", "not_author")),
    ("chat.redact", {"message": 1}, HOSTS),
    ("chat.read", {}, MEMBERS),
    ("chat.typing", {}, MEMBERS),
    ("chat.seen", {"message": 1}, MEMBERS),
    ("chat.subscribe", {}, MEMBERS),
    ("chat.unsubscribe", {}, 4 * ("not_subscribed",)),
]
IN_OPEN_CHAT = [
    ("chat.send", {"text": "Hello."}, FOR_ALL),
    ("chat.edit", {"message": 1, "text": "Hello!"}, AUTHORS),
    ("chat.delete", {"message": 1}, AUTHORS),
    ("chat.redact", {"message": 1}, HOSTS),
    ("chat.read", {}, FOR_ALL),
    ("chat.typing", {}, FOR_ALL),
    ("chat.seen", {"message": 1}, FOR_ALL),
    ("chat.subscribe", {}, FOR_ALL),
]
ROLES = ["outsider", "member", "host", "trusted server"]


class Roles(Story):
    """What the tables are held against."""

    def company(self):
        """Those who ask, by what they are."""
        outsider, member, host = self.town.persons(3)
        return dict(zip(ROLES, [outsider, member, host, self.town.trusted()]))

    def furnish(self, kind, company):
        """A room in which a member has written, and the host has."""
        host, member = company["host"], company["member"]
        room = host.opens(kind, seats=4)
        if kind == "assigned":
            company["trusted server"].does("room.assign", room=room, person=member.id)
            return room
        code = {"code": host.does("room.code", room=room)["code"]} if kind == "hall" else {}
        member.does("room.join", room=room, **code)
        if "chat" in kind:
            member.does("chat.send", room=room, text="First.")
        else:
            member.does("comment.post", room=room, text="First.")
            host.does("announcement.post", room=room, text="First!")
        return room

    def check(self, kind, table):
        for method, asked, told in table:
            company = self.company()
            people = {"outsider": company["outsider"].id, "member": company["member"].id}
            params = {**asked, **({"person": people[asked["person"]]} if "person" in asked else {})}
            for role, code in zip(ROLES, told):
                with self.subTest(method, of=role):
                    room = self.furnish(kind, company)
                    if method == "room.end":
                        company["host"].does("room.lock", room=room)
                    self.assertEqual(company[role].refusal(method, room=room, **params), code)

    def check_banned(self, kind, methods):
        host, banned = self.town.persons(2)
        room = host.opens(kind)
        banned.does("room.join", room=room)
        host.does("room.ban", room=room, person=banned.id)
        for method, params in methods.items():
            self.assert_refused("banned", banned, method, room=room, **params)

    def check_nobody(self, methods):
        with wire.open_session(self.town.port, None) as session:
            for method, params in methods.items():
                with self.subTest(method):
                    session.sendall(wire.change(method, **params))
                    told = "not_allowed" if "assign" in method else "unauthenticated"
                    self.assertEqual(wire.read_answer(session)["error"]["data"]["code"], told)


class InRooms(Roles):
    kinds = {"hall": HALL, "open-hall": OPEN_HALL, "assigned": ASSIGNED}

    def test_every_new_method_is_in_a_table(self):
        methods = {each["name"] for each in self.town.person().does("rpc.discover")["methods"]}
        tables = [IN_HALL, IN_ASSIGNED, OF_NO_ROOM, IN_CHAT]
        self.assertEqual(methods - {*BEFORE} - {name for table in tables for name, *_ in table}, set())
        self.assertEqual({name for table in tables for name, *_ in table}, {*OF_ROOMS, *OF_CHATS})

    def test_a_room_for_its_members(self):
        self.check("hall", IN_HALL)

    def test_a_room_for_everyone(self):
        self.check("open-hall", IN_OPEN_HALL)

    def test_a_room_whose_seats_are_assigned(self):
        self.check("assigned", IN_ASSIGNED)

    def test_what_is_asked_of_no_room(self):
        for method, params, told in OF_NO_ROOM:
            for role, person, code in zip(ROLES, self.company().values(), told):
                with self.subTest(method, of=role):
                    self.assertEqual(person.refusal(method, **params), code)

    def test_whoever_is_kept_away_adds_nothing(self):
        self.check_banned("open-hall", {"comment.post": {"text": "But!"}, "room.like": {}})

    def test_nobody_does_anything_who_has_not_said_who_they_are(self):
        self.check_nobody(OF_ROOMS)

    def test_what_a_room_says_for_its_members_no_outsider_sees(self):
        outsider, member, host = self.town.persons(3)
        content = described(text="The key is under the mat.", tags=["mat"])
        room = host.opens("open-hall", description=content)
        member.does("room.join", room=room)
        shown = [each.does("room.read", room=room)["description"] for each in [outsider, member, host]]
        self.assertEqual(shown, [{"revision": 1}] + 2 * [{"revision": 1, "content": content}])
        self.comes_to_be(True, lambda: room in str(outsider.does("room.list", kind="open-hall", limit=100)))
        self.assertEqual(outsider.does("room.list", kind="open-hall", tags=["mat"])["rooms"], [])

    def test_what_is_for_the_host_alone_no_member_reads(self):
        member, host = self.town.persons(2)
        room = self.furnish("hall", {"host": host, "member": member})
        member.does("room.like", room=room)
        read = [person.does("notice.list", room=room)["notices"] for person in [member, host]]
        events = [[each["event"] for each in notices] for notices in read]
        self.assertEqual(events, [2 * ["seat_taken"], 2 * ["seat_taken"] + ["liked"]])
        self.assertNotIn("code", member.does("room.read", room=room)["entry_code"])


class InChats(Roles):
    kinds = {"chat": ASSIGNED.replace("[assignment]", "[moderation]") + CHAT, "open-chat": OPEN_HALL + OPEN_CHAT}

    def test_a_chat_for_members(self):
        self.check("chat", IN_CHAT)

    def test_a_chat_for_everyone(self):
        self.check("open-chat", IN_OPEN_CHAT)

    def test_whoever_is_kept_away_neither_talks_nor_listens(self):
        self.check_banned("open-chat", {"chat.send": {"text": "But!"}, "chat.read": {}, "chat.subscribe": {}})

    def test_nobody_talks_who_has_not_said_who_they_are(self):
        self.check_nobody(OF_CHATS)


if __name__ == "__main__":
    unittest.main()
