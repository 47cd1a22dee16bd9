"""People at a server of their own: what they do at the console, and what they wait to see."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from browser import Browser

HERE = Path(__file__).resolve().parent

BUILD = Path(os.environ.get("MOIM_BUILD", "build/release")).resolve()
SEEN = BUILD / "console"
# Of the middle of an element: it is in view, and nothing lies over it.
IN_VIEW = """(each => {
  const at = each.getBoundingClientRect(), x = at.x + at.width / 2, y = at.y + at.height / 2;
  return each.textContent && at.width && at.top >= 0 && at.bottom <= innerHeight && at.left >= 0 && at.right <= innerWidth
    && (each.closest('#toasts') || each.contains(document.elementFromPoint(x, y)));
})(document.querySelector(args[0]))"""
SAYS = "document.querySelector(args[0]).textContent.includes(args[1]) && document.querySelector(args[0]).textContent"
CAN = "document.querySelector(args[0]).disabled === !args[1]"


class Moimd:
    """A server with data of its own, the kinds and those of these tests; it can be stopped, and started again."""

    def __init__(self):
        self.data = tempfile.TemporaryDirectory(prefix="moim-console-")
        self.kinds = Path(self.data.name) / "kinds"
        shutil.copytree(HERE.parents[1] / "kinds", self.kinds)
        shutil.copytree(HERE / "kinds", self.kinds, dirs_exist_ok=True)
        self.port = 0
        self.start()

    def start(self):
        data = Path(self.data.name)
        where = ["--data", data / "data", "--listen", f"127.0.0.1:{self.port}", "--kinds", self.kinds]
        with open(data / "log", "ab") as log:
            self.process = subprocess.Popen([BUILD / "moimd", *where], stdout=subprocess.PIPE, stderr=log, text=True)
        self.port = int(re.search(r":(\d+)$", self.process.stdout.readline())[1])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)

    def close(self):
        self.stop()
        self.data.cleanup()


class Person:
    """Somebody at a window of their own: what they do, and what they wait to see."""

    def __init__(self, window):
        self.window = window
        self.sees("#state", "connected")
        self.name = self.sees("#me", "…")

    def sees(self, selector, text):
        return self.window.wait(SAYS, selector, text)

    def sees_in_view(self, selector):
        self.window.wait(IN_VIEW, selector)

    def sees_not(self, selector, text):
        self.window.wait("!document.querySelector(args[0]).textContent.includes(args[1])", selector, text)

    def sees_order(self, *titles):
        """These rooms and no others are listed, in this order."""
        self.window.wait(
            "[...document.querySelectorAll('#rooms .title > span')].map(each => each.textContent).join('|') === args[0]",
            "|".join(titles),
        )

    def can(self, selector):
        self.window.wait(CAN, selector, True)

    def cannot(self, selector, why):
        self.window.wait(CAN, selector, False)
        self.sees("#panel .why", why)

    def opens_room(self, title, seats, kind="meal"):
        self.window.choose("kind", kind)
        self.window.fill("#title", title)
        self.window.fill("#count", str(seats))
        self.window.click("#create")
        self.sees("#name", title)

    def does(self, selector, button):
        """Clicks the button with that word in the first of these that has one."""
        self.window.wait(
            """(each => each && !each.disabled && (each.click(), true))(
              [...document.querySelectorAll(args[0] + ' button')].find(each => each.textContent === args[1]))""",
            selector,
            button,
        )

    def writes(self, part, text):
        self.window.fill(f"#{part} textarea", text)
        self.window.click(f"#{part} .send")
        self.window.wait("document.querySelector(args[0]).value === ''", f"#{part} textarea")

    def follows(self, title):
        row = f'#rooms [aria-label="Follow {title}"]'
        self.window.wait("document.querySelector(args[0])", row)
        self.window.click(row)
        self.sees("#name", title)
        self.sees_in_view("#name")


class OnAScreen:
    """What holds on every screen; a test case names one."""

    @classmethod
    def setUpClass(cls):
        SEEN.mkdir(exist_ok=True)
        cls.browser = cls.enterClassContext(Browser(cls.screen))

    def setUp(self):
        self.server = Moimd()
        self.addCleanup(self.server.close)
        self.addCleanup(self.browser.close_windows)

    def tearDown(self):
        # That a server which was stopped is not there, or is about to stop (503), is no fault of the page.
        stopped = ("net::ERR_CONNECTION", "Unexpected response code: 503")
        wrong = [each for each in self.browser.complaints() if not any(why in each for why in stopped)]
        self.assertEqual(wrong, [])

    def person(self):
        return Person(self.browser.window(f"http://127.0.0.1:{self.server.port}/"))

    def keep(self, person, name):
        person.window.screenshot(SEEN / f"{self.name}_{name}.png")
