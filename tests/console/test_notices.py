"""People are told at the console what happened while they were not looking."""

import unittest

from browser import DESKTOP, PHONE
from people import OnAScreen


class Notices(OnAScreen):
    def test_the_bell_counts_what_was_not_read(self):
        ana, ben = self.person(), self.person()
        ana.opens_room("Summer fair", 10, "picnic")
        ana.window.click("#unfollow")
        ben.follows("Summer fair")
        ben.window.click("#join")
        ana.sees("#told", "took a seat: Summer fair")
        ana.window.wait("+document.querySelector('#badge').textContent > 0")
        ana.window.click("#bell")
        ana.sees("#notes", "took a seat")
        ana.sees("#notes", "Summer fair")
        ana.sees("#unread", "Summer fair")
        ana.sees_in_view("#h-inbox")
        self.keep(ana, "inbox")
        ana.window.click("#read-all")
        ana.window.wait("document.querySelector('#badge').hidden")
        ana.window.wait("!document.querySelector('#unread li')")
        ana.does("#notes", "Show")
        ana.sees("#name", "Summer fair")
        ana.window.unfold("notices")
        ana.sees("#noticed", "took a seat")
        self.keep(ana, "notices")

    def test_a_room_that_is_muted_does_not_disturb(self):
        ana, ben = self.person(), self.person()
        ana.opens_room("Summer fair", 10, "picnic")
        ana.window.unfold("notices")
        ana.window.click("#mute")
        ana.sees("#mute", "Muted")
        ben.follows("Summer fair")
        ben.window.click("#join")
        ana.sees("#noticed", "took a seat")
        ana.window.click("#bell")
        ana.sees("#notes", "muted")
        self.assertTrue(ana.window.run("return document.querySelector('#badge').hidden"))
        ana.window.click("#mute")
        ana.sees("#notices .said", "It may disturb you again.")
        ben.window.click("#leave")
        ana.window.wait("+document.querySelector('#badge').textContent > 0")


class TestOnADesktop(Notices, unittest.TestCase):
    name, screen = "desktop", DESKTOP


class TestOnAPhone(Notices, unittest.TestCase):
    name, screen = "phone", PHONE


if __name__ == "__main__":
    unittest.main()
