"""The console as people meet it: a real Chromium, on a desktop and on a phone, clicks through the README's first room.

What it saw is in the build directory, under console/.
"""

import unittest

from browser import DESKTOP, PHONE, Browser
from people import SEEN, Moimd, OnAScreen, Person


class FirstRoom(OnAScreen):
    def test_the_first_click_makes_a_room(self):
        ana = self.person()
        ana.window.click("#create")
        ana.sees("#filled", "1 of 4 seats taken")
        ana.sees_in_view("#name")
        ana.sees_in_view("#join")

    def test_the_first_room_of_the_readme(self):
        ana = self.person()
        self.keep(ana, "arrived")
        ana.opens_room("Soup at noon", 2)
        ana.sees_in_view("#name")
        ana.cannot("#join", "You sit here already.")
        ana.cannot("#leave", "Its host cannot leave, only cancel.")

        ben, cleo = self.person(), self.person()
        self.assertEqual(len({ana.name, ben.name, cleo.name}), 3)
        ben.follows("Soup at noon")
        cleo.follows("Soup at noon")
        ben.cannot("#leave", "You have no seat here.")
        ben.cannot("#lock", "Only its host can.")
        # As if the push of what comes next were still on its way to her.
        cleo.window.run("window.changed = () => {}")
        ben.window.click("#join")
        ben.sees("#panel .said", "Seat 2 is yours.")
        ben.sees_in_view("#panel .said")
        ana.sees("#events", "took seat 2")
        ana.sees("#filled", "2 of 2 seats taken")
        self.keep(ana, "full")

        cleo.window.click("#join")
        cleo.sees("#panel .said", "room_full")
        cleo.sees_in_view("#panel .said")
        cleo.sees_in_view("#wrong")
        self.keep(cleo, "refused")
        cleo.cannot("#join", "All seats are taken.")
        cleo.sees("#filled", "2 of 2 seats taken")

        ben.window.click("#leave")
        ben.sees("#panel .said", "You have left.")
        ana.sees("#filled", "1 of 2 seats taken")
        ben.can("#join")
        ana.window.click("#cancel")
        ana.sees("#phase", "cancelled")
        ben.sees("#phase", "cancelled")
        ben.cannot("#join", "It was cancelled.")
        ben.window.wait("![...document.querySelectorAll('#rooms .title')].some(each => each.textContent.includes(args[0]))", "Soup")
        self.keep(ben, "cancelled")

    def test_the_list_changes_by_itself(self):
        ana, ben = self.person(), self.person()
        ben.sees("#as-of", "Live. There is none.")
        ana.opens_room("Late supper", 3)
        ben.sees("#rooms", "Late supper")

    def test_a_server_that_stops_disables_everything_and_nothing_is_lost(self):
        ana = self.person()
        ana.opens_room("Breakfast", 3)
        self.server.stop()
        ana.cannot("#cancel", "Not connected to the server.")
        ana.cannot("#create", "Not connected to the server.")
        ana.sees("#state", "again in ")
        ana.sees_in_view("#state")
        self.keep(ana, "disconnected")
        self.server.start()
        ana.sees("#state", "connected")
        ana.sees("#events", "back, and nothing is lost")
        ana.can("#cancel")

    def test_seats_are_bounded_by_the_kind(self):
        ana = self.person()
        ana.window.choose("kind", "duel")
        ana.sees("#bounds", "always 2")
        ana.window.wait("document.querySelector('#count').value === '2' && document.querySelector('#count').readOnly")
        ana.window.choose("kind", "lecture")
        ana.sees("#bounds", "2 to 10,000")

    def test_of_many_seats_it_says_how_many_are_shown(self):
        ana = self.person()
        ana.opens_room("A great hall", 5000, "lecture")
        ana.sees("#filled", "0 of 5,000 seats taken")
        ana.sees("#shown", "200 of 5,000 seats shown")
        ana.window.click("#show-more")
        ana.sees("#shown", "600 of 5,000 seats shown")
        ana.window.wait("document.querySelectorAll('#seats li').length === 600")
        self.keep(ana, "hall")

    def test_a_token_near_its_end_is_renewed_for_the_same_person(self):
        ana = self.person()
        ana.window.run(
            "sessionStorage.guest = JSON.stringify({...JSON.parse(sessionStorage.guest), expires_at_ms: Date.now() + 1000})"
        )
        ana.window.reload()
        self.assertEqual(Person(ana.window).name, ana.name)
        ana.window.wait("JSON.parse(sessionStorage.guest).expires_at_ms > Date.now() + 3600000")

    def test_nothing_is_wider_than_the_screen(self):
        ana = self.person()
        ana.opens_room("W" * 255, 20)
        ana.window.wait("document.documentElement.scrollWidth <= innerWidth")
        self.keep(ana, "long_title")


class TestOnADesktop(FirstRoom, unittest.TestCase):
    name, screen = "desktop", DESKTOP


class TestOnAPhone(FirstRoom, unittest.TestCase):
    name, screen = "phone", PHONE


class TestOnANarrowPhone(unittest.TestCase):
    def test_nothing_is_wider_than_the_screen_in_the_dark_either(self):
        server = Moimd()
        self.addCleanup(server.close)
        browser = self.enterContext(Browser({**PHONE, "width": 360}))
        ana = Person(browser.window(f"http://127.0.0.1:{server.port}/"))
        ana.window.darken()
        ana.opens_room("Soup at noon", 4)
        ana.window.wait("document.documentElement.scrollWidth <= innerWidth && innerWidth === 360")
        SEEN.mkdir(exist_ok=True)
        paper = ana.window.run("return getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)")
        self.assertLess(max(paper), 64)
        ana.window.screenshot(SEEN / "narrow_dark.png")


if __name__ == "__main__":
    unittest.main()
