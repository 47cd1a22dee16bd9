"""People talk at the console: in comments, announcements and chats, and by likes."""

import unittest

from browser import DESKTOP, PHONE
from people import OnAScreen

MARKUP = "<script>alert(1)</script> & <b>bold</b>"


class Talk(OnAScreen):
    def test_comments_are_answered_changed_and_removed(self):
        ana, ben = self.person(), self.person()
        ana.opens_room("Chess club", 20, "club")
        ben.follows("Chess club")
        ben.writes("comments", f"May beginners come? {MARKUP}")
        ana.sees("#comments .posts", MARKUP)
        ana.sees("#comments .count", "(1)")
        ana.does("#comments", "Reply")
        ana.sees("#comments .composer", "A reply to …")
        ana.writes("comments", "Yes, all may.")
        ben.sees("#comments .posts", "Yes, all may.")
        ben.window.wait("document.querySelectorAll('#comments .post')[1].style.getPropertyValue('--depth') === '1'")
        self.keep(ben, "comments")
        ana.does("#comments", "Edit")
        ana.writes("comments", "Yes, all may, on Mondays.")
        ben.sees("#comments .posts", "on Mondays.")
        ben.sees("#comments .posts", "edited")
        ben.does("#comments", "Remove")
        ana.sees("#comments .posts", "removed")
        ana.does("#comments .mine", "Remove")
        ben.window.wait("!document.querySelector('#comments .post')")

    def test_only_members_read_what_the_host_announces(self):
        ana, ben, cleo = self.person(), self.person(), self.person()
        ana.opens_room("Chess club", 20, "club")
        for person in (ben, cleo):
            person.follows("Chess club")
        ben.window.click("#join")
        ben.sees("#panel .said", "is yours.")
        ana.writes("announcements", "We meet in room 5.")
        ben.sees("#announcements .posts", "We meet in room 5.")
        cleo.sees("#events", "the host announced something")
        cleo.window.wait("document.querySelector('#announcements').hidden")
        ana.does("#announcements", "Edit")
        ana.writes("announcements", "We meet in room 6.")
        ben.sees("#announcements .posts", "room 6.")
        self.keep(ana, "announced")
        ana.does("#announcements", "Remove")
        ben.window.wait("document.querySelector('#announcements').hidden")

    def test_whoever_likes_a_room_says_so_once(self):
        ana, ben = self.person(), self.person()
        ana.opens_room("Chess club", 20, "club")
        ben.follows("Chess club")
        ben.window.click("#like")
        ben.sees("#like", "You like it · 1")
        ana.sees("#like", "Like · 1")
        ben.window.wait("document.querySelector('#like').getAttribute('aria-pressed') === 'true'")
        ben.window.click("#like")
        ana.sees_not("#like", "1")

    def test_members_chat(self):
        ana, ben, cleo = self.person(), self.person(), self.person()
        ana.opens_room("Algebra", 5, "study")
        for person in (ben, cleo):
            person.follows("Algebra")
        cleo.sees("#chat .why", "Only members talk here.")
        ben.window.click("#join")
        ben.sees("#panel .said", "is yours.")
        ben.window.fill("#chat textarea", "Who has")
        ana.sees("#typing", "is typing")
        ben.window.press("#chat textarea", f" the book? {MARKUP}\uE007")
        ana.sees("#messages", f"Who has the book? {MARKUP}")
        ana.sees_not("#typing", "is typing")
        self.keep(ana, "chat")
        ben.does("#messages", "Edit")
        ben.sees("#chat .composer", "Another text for your message")
        ben.writes("chat", "Who has the other book?")
        ana.sees("#messages", "Who has the other book?")
        ana.does("#messages", "Take away")
        ben.sees("#messages", "taken away by the host")
        self.assertEqual(cleo.window.text("#messages"), "")

    def test_a_chat_is_read_back_and_resumed(self):
        ana = self.person()
        ana.opens_room("Algebra", 5, "study")
        ana.writes("chat", "The first one.")
        ana.window.run(
            """return (async () => {
              for (let n = 2; n <= 20; ++n) await change('chat.send', {room: followed, text: 'Line ' + n});
            })()"""
        )
        ana.sees("#messages", "Line 20")
        ana.window.wait(
            "(list => list.scrollTop + list.clientHeight > list.scrollHeight - 5)(document.querySelector('#messages'))"
        )
        ana.window.run("tries = 0; socket.close()")
        ana.sees("#state", "connected")
        ana.writes("chat", "After that.")
        ana.sees("#messages", "After that.")
        self.assertEqual(ana.window.run("return document.querySelectorAll('#messages li').length"), 21)


class TestOnADesktop(Talk, unittest.TestCase):
    name, screen = "desktop", DESKTOP


class TestOnAPhone(Talk, unittest.TestCase):
    name, screen = "phone", PHONE


if __name__ == "__main__":
    unittest.main()
