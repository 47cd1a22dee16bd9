"""A room says what it is at the console; its host changes that, its seats and its phase."""

import unittest

from browser import DESKTOP, PHONE
from people import OnAScreen

MARKUP = "<img src=x onerror=alert(1)> & <b>bold</b>"


class Description(OnAScreen):
    def opens_described_room(self, person):
        window = person.window
        window.choose("kind", "picnic")
        window.fill("#title", "Fair in the park")
        window.unfold("say-more")
        window.fill("#draft [name=text]", f"Bring what you have.\n{MARKUP}")
        window.put("#draft [name=starts]", "2027-05-01T10:00")
        window.put("#draft [name=ends]", "2027-05-01T18:00")
        window.fill("#draft [name=place]", "Seoul Forest")
        window.fill("#draft [name=lat]", "37.5444")
        window.fill("#draft [name=lon]", "127.0374")
        window.fill("#draft [name=tags]", "Outside, family")
        window.fill("#draft [name=picture]", "https://example.org/fair.jpg")
        window.put("#draft [name=value-effort]", "light")
        window.fill("#draft [name=value-least-age]", "7")
        window.put("#draft [name=value-indoors]", "no")
        self.keep(person, "describing")
        window.click("#create")
        person.sees("#name", "Fair in the park")

    def test_a_room_says_what_it_is(self):
        ana, ben = self.person(), self.person()
        self.opens_described_room(ana)
        ben.follows("Fair in the park")
        ben.sees("#says", MARKUP)
        for fact in ("May 1, 2027, 10:00", "Seoul Forest (37.5444° N, 127.0374° E)", "light", "7", "no"):
            ben.sees("#details", fact)
        self.assertEqual(ben.window.run("return document.querySelectorAll('#panel img, #says b').length"), 0)
        picture = ben.window.run("return document.querySelector('#details a').href")
        self.assertEqual(picture, "https://example.org/fair.jpg")
        ben.sees("#tagged", "outside")
        self.assertTrue(ben.window.run("return document.querySelector('#hosting').hidden"))
        ben.window.wait("document.documentElement.scrollWidth <= innerWidth")
        self.keep(ben, "described")

    def test_its_host_changes_it_and_a_stale_change_says_so(self):
        ana, ben = self.person(), self.person()
        self.opens_described_room(ana)
        ben.follows("Fair in the park")
        ana.window.unfold("hosting")
        ana.window.fill("#edit [name=text]", "It is indoors now.")
        ana.window.fill("#edit-title", "Fair in the hall")
        ana.window.click("#describe")
        ana.sees("#hosting .said", "It says so now: revision 2.")
        ana.sees_in_view("#told")
        ben.sees("#name", "Fair in the hall")
        ben.sees("#says", "It is indoors now.")
        self.keep(ana, "edited")

        ana.window.fill("#edit [name=text]", "Typed meanwhile.")
        ana.window.run(
            """return change('room.describe', {room: followed, revision: 2,
              description: {text: 'From elsewhere.', tags: [], values: [{key: 'effort', text: 'heavy'}]}})"""
        )
        ana.sees("#stale", "It was changed meanwhile")
        ana.window.click("#describe")
        ana.sees("#hosting .said", "revision_stale")
        self.keep(ana, "stale")
        ana.window.click("#anew")
        ana.window.wait("document.querySelector('#edit [name=text]').value === 'From elsewhere.'")
        ana.window.click("#describe")
        ana.sees("#hosting .said", "revision 4.")

    def test_what_the_kind_forbids_is_said_beside_the_form(self):
        ana = self.person()
        ana.window.choose("kind", "picnic")
        ana.window.unfold("say-more")
        ana.window.put("#draft [name=value-effort]", "light")
        ana.window.fill("#draft [name=lat]", "37.5")
        ana.window.click("#create")
        ana.sees("#make ~ .said", "A point needs both degrees")
        ana.window.fill("#draft [name=lat]", "")
        ana.window.put("#draft [name=starts]", "2027-05-02T10:00")
        ana.window.put("#draft [name=ends]", "2027-05-01T10:00")
        ana.window.click("#create")
        ana.sees("#make ~ .said", "description_invalid")
        ana.sees_in_view("#make ~ .said")

    def test_seats_change_and_the_room_is_locked_and_ends(self):
        ana, ben = self.person(), self.person()
        ana.opens_room("Soup at noon", 2)
        ben.follows("Soup at noon")
        ben.window.click("#join")
        ana.sees("#filled", "2 of 2 seats taken")
        ana.window.unfold("hosting")
        ana.window.fill("#resize-to", "5")
        ana.window.click("#resize-now")
        ben.sees("#filled", "2 of 5 seats taken")
        ben.window.wait("document.querySelectorAll('#seats li').length === 5")
        ana.cannot("#end", "It is not locked in yet.")
        ana.window.click("#lock")
        ben.sees("#phase", "locked")
        ana.cannot("#lock", "nobody comes or goes")
        ana.window.click("#end")
        ben.sees("#phase", "ended")
        ben.cannot("#leave", "It is over.")
        ana.window.wait("document.querySelector('#hosting').hidden")


class TestOnADesktop(Description, unittest.TestCase):
    name, screen = "desktop", DESKTOP


class TestOnAPhone(Description, unittest.TestCase):
    name, screen = "phone", PHONE


if __name__ == "__main__":
    unittest.main()
