"""People look for rooms at the console: by what they are, where they are, and by their code."""

import unittest

from browser import DESKTOP, PHONE
from people import OnAScreen

ROOM = "return change('room.create', {kind: 'picnic', seats: 4, ...arguments[0]})"


def described(title, **content):
    whole = {"text": "", "tags": [], "values": [{"key": "effort", "text": "light"}], **content}
    return {"title": title, "description": whole}


def at(name, lat, lon):
    return {"place": {"name": name, "point": {"lat": lat, "lon": lon}}}


class Search(OnAScreen):
    def test_rooms_are_found_by_what_they_are(self):
        ana, ben = self.person(), self.person()
        ana.window.run(ROOM, described("Chess by the river", tags=["chess", "outside"]))
        ana.window.run(ROOM, described("River swimming", tags=["outside"]))
        ana.window.run(ROOM, {"kind": "meal", "title": "Soup at noon", "seats": 2})
        ben.sees_order("Soup at noon", "River swimming", "Chess by the river")
        ben.window.fill("#text", "riv")
        ben.sees_order("River swimming", "Chess by the river")
        ben.window.unfold("narrow")
        ben.window.put("#tags", "Outside, chess")
        ben.sees_order("Chess by the river")
        ben.sees("#rooms", "#chess #outside")
        self.keep(ben, "found")
        ben.window.put("#tags", "")
        ben.window.put("#text", "")
        ben.window.choose("of-kind", "meal")
        ben.sees_order("Soup at noon")
        ben.window.put("#free", "3")
        ben.sees("#as-of", "There is none.")
        ben.window.choose("of-kind", "any")
        ben.sees_order("River swimming", "Chess by the river")

    def test_the_nearest_come_first(self):
        ana, ben = self.person(), self.person()
        ana.window.run(ROOM, described("Far", **at("Busan", 35.1, 129.04)))
        ana.window.run(ROOM, described("Near", **at("Seoul Forest", 37.5444, 127.0374)))
        ana.window.run(ROOM, described("Nearer", **at("City Hall", 37.5663, 126.978)))
        ben.sees_order("Nearer", "Near", "Far")
        ben.window.choose("order", "nearest")
        ben.sees("#as-of", "Say where you are.")
        ben.window.put("#lat", "37.5665")
        ben.window.put("#lon", "126.978")
        ben.sees_order("Nearer", "Near")
        ben.sees("#rooms", "City Hall (22 m)")
        ben.sees("#rooms", "Seoul Forest (5.8 km)")
        ben.window.put("#radius", "1000")
        ben.sees_order("Nearer", "Near", "Far")
        self.keep(ben, "nearest")
        ben.window.stands_at(35.1, 129.04)
        ben.window.click("#locate")
        ben.sees_order("Far", "Near", "Nearer")

    def test_more_rooms_come_page_by_page(self):
        ana, ben = self.person(), self.person()
        for number in range(16):
            ana.window.run(ROOM, {"kind": "meal", "title": f"Table {number}"})
        ben.sees_order(*[f"Table {number}" for number in range(15, 3, -1)])
        ben.window.click("#more")
        ben.sees_order(*[f"Table {number}" for number in range(15, -1, -1)])
        ben.window.wait("document.querySelector('#more').hidden")

    def test_a_room_is_found_by_its_code_and_lets_in_who_has_it(self):
        ana, ben = self.person(), self.person()
        ana.opens_room("Moving house", 3, "crew")
        ana.window.unfold("hosting")
        ana.window.wait("/^[A-Z0-9]{8}$/.test(document.querySelector('#code-told').textContent)")
        code = ana.window.text("#code-told")
        self.keep(ana, "code")
        ben.window.fill("#sought", "NOSUCHCODE")
        ben.window.click("#find-room")
        ben.sees("#open-rooms .said", "room_not_found")
        ben.window.fill("#sought", code.lower())
        ben.window.click("#find-room")
        ben.sees("#name", "Moving house")
        ben.window.fill("#code", "WRONGONE")
        ben.window.click("#join")
        ben.sees("#panel .said", "code_wrong")
        ben.sees_in_view("#panel .said")
        ben.window.fill("#code", code)
        ben.window.press("#code", "\uE007")
        ben.sees("#panel .said", "Seat 2 is yours.")
        ben.window.wait("document.querySelector('#code-asked').hidden")
        ana.window.click("#renew")
        ana.sees_not("#code-told", code)


class TestOnADesktop(Search, unittest.TestCase):
    name, screen = "desktop", DESKTOP


class TestOnAPhone(Search, unittest.TestCase):
    name, screen = "phone", PHONE


if __name__ == "__main__":
    unittest.main()
