"""S-MIN: a crew that exercises together.

Not here, for it needs more than rooms: routines, companions, XP and trackers (1 to 11, edges E1 to E3), and accounts
that end (15). Where the story refuses a second notice (14) a kind that keeps one puts the new one in its place."""

import unittest

from town import DAY_MS, Story, at_once, code_of, described

CREW = """
min_seats = 2
max_seats = 100_000
host_takes_seat = true
who_sees_members = "everyone"
open_for_s = 0
in_members_lists = true
max_open_rooms = 100

[description]
max_text = 500

[schedule]
end_at_end = true

[moderation]

[announcements]
max_kept = 1

[comments]
max_chars = 50
max_depth = 1

[likes]
"""


class Crew(Story):
    kinds = {"crew": CREW}

    def test_a_crew_has_a_title_and_whoever_joins_joins_once(self):
        """Step 12."""
        u, v = self.town.persons(2)
        title = "아침 스트레칭 crew " + 17 * "!"
        self.assertEqual(len(title), 30)
        content = described(text="가" * 500)
        room = u.opens("crew", title, description=content)
        self.assertEqual(v.does("room.join", room=room), {"seat": 2})
        self.assert_refused("already_member", v, "room.join", room=room)
        seen = v.does("room.read", room=room)
        self.assertEqual((seen["title"], seen["taken"]), (title, 2))
        self.assertEqual(seen["description"], {"revision": 1, "content": content})
        too_long = {"kind": "crew", "title": title, "description": described(text="가" * 501)}
        self.assert_refused("text_invalid", u, "room.create", **too_long)

    def test_crews_of_a_district_are_listed_three_at_a_time(self):
        """Step 12: how V finds the crew (the district is a tag)."""
        u, v = self.town.persons(2)
        mine = [u.opens("crew", f"Run {n}", description=described(tags=["mapo"])) for n in range(7)]
        u.opens("crew", "Run elsewhere", description=described(tags=["jung"]))
        asked = {"kind": "crew", "tags": ["Mapo"], "limit": 3}
        self.comes_to_be(7, lambda: len(v.does("room.list", **{**asked, "limit": 100})["rooms"]))
        pages, cursor = [], {}
        while cursor is not None:
            page = v.does("room.list", **asked, **cursor)
            pages.append([each["room"] for each in page["rooms"]])
            cursor = {"cursor": page["cursor"]} if "cursor" in page else None
        self.assertEqual([len(page) for page in pages], [3, 3, 1])
        # Those of one moment are in an order of their own: each is there once.
        self.assertEqual(sorted(sum(pages, [])), sorted(mine))

    def test_only_the_host_posts_the_notice_of_which_there_is_one(self):
        """Step 14."""
        u, v, w = self.town.persons(3)
        room = u.opens("crew")
        v.does("room.join", room=room)
        first = u.does("announcement.post", room=room, text="Bring water.")["number"]
        second = u.does("announcement.post", room=room, text="Bring a mat.")["number"]
        self.assertEqual((first, second), (1, 2))
        self.assert_refused("not_host", v, "announcement.edit", room=room, number=second, text="Bring nothing.")
        self.assert_refused("not_host", v, "announcement.remove", room=room, number=second)
        self.assert_refused("not_host", v, "announcement.post", room=room, text="Mine.")
        self.assert_refused("announcement_not_found", u, "announcement.edit", room=room, number=first, text="Late.")
        (only,) = v.does("announcement.list", room=room)["announcements"]
        self.assertEqual((only["number"], only["user"], only["text"]), (second, u.id, "Bring a mat."))
        self.assert_refused("not_member", w, "announcement.list", room=room)
        self.assertEqual(v.does("room.read", room=room)["announcements"], {"announcements": 1, "newest": second})

    def test_a_comment_has_fifty_characters_and_a_person_likes_once(self):
        """Step 14: what else a crew's page has."""
        u, v = self.town.persons(2)
        room = u.opens("crew")
        v.does("room.join", room=room)
        v.does("comment.post", room=room, text="가" * 50)
        self.assert_refused("text_invalid", v, "comment.post", room=room, text="가" * 51)
        self.assert_refused("thread_too_deep", u, "comment.post", room=room, text="Yes.", reply_to=1)
        likes = [v.does(f"room.{what}", room=room) for what in ["like", "like", "likes", "unlike", "unlike"]]
        self.assertEqual(likes, 3 * [{"likes": 1, "mine": True}] + 2 * [{"likes": 0, "mine": False}])

    def test_nobody_joins_a_crew_that_has_finished_and_its_host_leaves_by_handing_over(self):
        """Edge E5."""
        u, v, w = self.town.persons(3)
        finish = self.town.now_ms + DAY_MS
        room = u.opens("crew", description=described(ends_at_ms=finish))
        v.does("room.join", room=room)
        self.assert_refused("host_cannot_leave", u, "room.leave", room=room)
        u.does("room.hand_over", room=room, person=v.id)
        self.assertEqual(u.does("room.leave", room=room), {})
        self.assert_refused("host_cannot_leave", v, "room.leave", room=room)
        self.town.move(to_ms=finish - 1)
        self.assertEqual(w.does("room.join", room=room), {"seat": 1})
        self.town.move(to_ms=finish)
        self.assertEqual(w.does("room.read", room=room)["phase"], "ended")
        self.assert_refused("room_ended", u, "room.join", room=room)


class Talk(Story):
    kinds = {"crew": CREW + "\n[chat]\nmax_chars = 250\n"}

    def test_a_message_of_250_characters_is_kept_and_heard(self):
        """Step 13."""
        u, v = self.town.persons(2)
        room = u.opens("crew")
        v.does("room.join", room=room)
        u.does("chat.subscribe", room=room)
        sent = v.does("chat.send", room=room, text="가" * 250)
        self.assertEqual(sent, {"message": 1, "at_ms": self.town.now_ms})
        heard = u.pushed("chat.changed", lambda params: params["changes"])
        change = {"event": "message_sent", "message": 1, "by": v.id, "at_ms": self.town.now_ms, "text": "가" * 250}
        self.assertEqual((heard["room"], heard["changes"]), (room, [change]))
        self.assert_refused("text_invalid", v, "chat.send", room=room, text="가" * 251)
        kept = {"message": 1, "by": v.id, "at_ms": self.town.now_ms, "text": "가" * 250}
        self.assertEqual(u.does("chat.read", room=room), {"messages": [kept], "more": False})

    def test_members_alone_talk_and_nobody_in_anothers_name(self):
        """Edge E4."""
        u, v, w = self.town.persons(3)
        room = u.opens("crew")
        v.does("room.join", room=room)
        self.assert_refused("not_member", w, "chat.send", room=room, text="Hello?")
        self.assert_refused("not_member", w, "chat.read", room=room)
        self.assert_refused("not_member", w, "chat.subscribe", room=room)
        self.assert_refused("invalid_params", v, "chat.send", room=room, text="Hello!", by=u.id)
        v.does("chat.send", room=room, text="Hello!")
        self.assertEqual([each["by"] for each in u.does("chat.read", room=room)["messages"]], [v.id])

    def test_whoever_was_told_that_they_are_in_talks_with_their_next_breath(self):
        """Steps 12 and 13, one right after the other."""
        u, *others = self.town.persons(9)
        room = u.opens("crew")
        joined = at_once(others, "room.join", room=room)
        self.assertEqual([code_of(each) for each in joined], 8 * [None])
        sent = at_once(others, "chat.send", room=room, text="Here!")
        self.assertEqual(sorted(each["result"]["message"] for each in sent), [1, 2, 3, 4, 5, 6, 7, 8])


if __name__ == "__main__":
    unittest.main()
