"""The methods by which rooms are described, talked in and found, and parameters that each of them takes."""

# The methods that there were before, which have suites of their own.
BEFORE = """
session.authenticate session.read session.resume kind.list room.create room.read room.join room.leave room.members
room.lock room.cancel room.kick room.ban room.unban room.banned room.hand_over room.apply room.withdraw room.accept
room.reject room.applicants room.hold room.invite room.confirm room.release room.wait room.unwait room.subscribe
room.unsubscribe user.rooms pool.list ticket.submit ticket.cancel ticket.read ticket.list ticket.explain ticket.accept
ticket.decline party.accept party.decline party.list inbox.read rpc.discover
""".split()

ROOM = "room_01m7p3qq00t791pq4y5wymmtvw"
USER = "user_01m7p3qq00t790mpjtb9d5mpjt"
POINT = {"lat": 37.5665, "lon": 126.978}
FILTER = {
    "kind": "hall",
    "with_free_seat": True,
    "phase": "open",
    "text": "some",
    "tags": ["tea"],
    "free_seats": 1,
    "starts_from_ms": 0,
    "starts_to_ms": 1,
    "near": {**POINT, "radius_m": 10.5},
    "order": "newest",
}
DESCRIPTION = {
    "text": "Tea.",
    "place": {"name": "Here", "point": POINT},
    "starts_at_ms": 0,
    "ends_at_ms": 1,
    "tags": ["tea"],
    "picture": "https://example.org/tea.png",
    "values": [{"key": "sugar", "integer": 1}],
}
OF_ROOMS = {
    "room.list": {**FILTER, "limit": 20},
    "room.find": {"code": "ABCDEFGH"},
    "list.subscribe": {**FILTER, "limit": 20},
    "list.unsubscribe": {"listing": 1},
    "room.describe": {"room": ROOM, "revision": 0, "title": "Tea", "description": DESCRIPTION},
    "room.resize": {"room": ROOM, "seats": 4},
    "room.end": {"room": ROOM},
    "room.code": {"room": ROOM},
    "room.renew_code": {"room": ROOM},
    "room.assign": {"room": ROOM, "person": USER},
    "room.unassign": {"room": ROOM, "person": USER},
    "comment.post": {"room": ROOM, "text": "Yes.", "reply_to": 1},
    "comment.edit": {"room": ROOM, "number": 1, "text": "No."},
    "comment.remove": {"room": ROOM, "number": 1},
    "comment.list": {"room": ROOM, "after": 0, "limit": 10},
    "announcement.post": {"room": ROOM, "text": "Tea!"},
    "announcement.edit": {"room": ROOM, "number": 1, "text": "Coffee!"},
    "announcement.remove": {"room": ROOM, "number": 1},
    "announcement.list": {"room": ROOM, "before": 9, "limit": 10},
    "room.like": {"room": ROOM},
    "room.unlike": {"room": ROOM},
    "room.likes": {"room": ROOM},
    "notice.list": {"room": ROOM, "after": 0, "limit": 10},
    "inbox.mark": {"to": 1, "room": ROOM},
    "inbox.badge": {},
    "room.mute": {"room": ROOM},
    "room.unmute": {"room": ROOM},
}
OF_CHATS = {
    "chat.send": {"room": ROOM, "text": "Hello."},
    "chat.edit": {"room": ROOM, "message": 1, "text": "Hello!"},
    "chat.delete": {"room": ROOM, "message": 1},
    "chat.redact": {"room": ROOM, "message": 1},
    "chat.read": {"room": ROOM, "before": 9, "limit": 10},
    "chat.typing": {"room": ROOM},
    "chat.seen": {"room": ROOM, "message": 1},
    "chat.subscribe": {"room": ROOM},
    "chat.unsubscribe": {"room": ROOM},
}
# Those that change something, and so need a key.
CHANGING = """
room.describe room.resize room.end room.renew_code room.assign room.unassign comment.post comment.edit comment.remove
announcement.post announcement.edit announcement.remove room.like room.unlike inbox.mark room.mute room.unmute
chat.send chat.edit chat.delete chat.redact
""".split()
# Parameters that may be left out.
OPTIONAL = {
    "room.list": {*FILTER, "limit"},
    "list.subscribe": {*FILTER, "limit"},
    "room.describe": {"title"},
    "comment.post": {"reply_to"},
    "comment.list": {"after", "limit"},
    "announcement.list": {"before", "limit"},
    "notice.list": {"after", "limit"},
    "inbox.mark": {"room"},
    "chat.read": {"before", "limit"},
}

# What all rooms of these suites have; a test adds tables.
HALL = """
min_seats = 2
max_seats = 100
host_takes_seat = true
who_sees_members = "members"
open_for_s = 0
in_members_lists = true
max_open_rooms = 1_000

[description]
max_ahead_days = 30

[[description.fields]]
key = "sugar"
type = "integer"
min = 0
max = 9

[[description.fields]]
key = "note"

[entry_code]

[moderation]

[comments]
max_chars = 10

[announcements]
max_chars = 10

[likes]

[history]
keep_days = 1

[notices]
members = ["seat_taken"]
host = ["liked"]
"""
OPEN_HALL = """
min_seats = 2
max_seats = 100
host_takes_seat = true
who_sees_members = "everyone"
open_for_s = 0
in_members_lists = true
max_open_rooms = 1_000

[description]
who_sees = "members"

[moderation]

[comments]
who = "everyone"

[announcements]
who = "everyone"

[likes]
"""
ASSIGNED = """
min_seats = 2
max_seats = 100
host_takes_seat = true
who_sees_members = "members"
open_for_s = 0
in_members_lists = true
max_open_rooms = 1_000

[assignment]
"""
CHAT = """
[chat]
max_chars = 10
messages_per_minute = 60
"""
OPEN_CHAT = """
[chat]
who = "everyone"
"""
