"""What all stories share: a town, a server with kinds of its own whose time stands still, and the people in it."""

import json
import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "app"))
from test_clock import StillServer, key  # noqa: E402  (another suite's server)
from test_moimd import Session, foreign_keys, foreign_token, request  # noqa: E402

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
TEN_YEARS_S = 10 * 366 * 24 * 3_600
# How long something may take that is not told by the answer: cards, notes and pushes come moments later.
PATIENCE_S = 20


class Refused(AssertionError):
    """An error where a result was expected."""


class Person(Session):
    """Somebody with a session of their own. Pushes are kept until somebody looks for them."""

    def __init__(self, town, token):
        super().__init__(town.port, token)
        self.town, self.token, self.pushes = town, token, []
        self.id = self.does("session.read")["user"]

    def again(self):
        """The same person on another connection."""
        return self.town.welcome(self.token)

    def read_message(self):
        kind, payload = self.receive()
        if kind != 1:
            raise ConnectionError(f"closed: {int.from_bytes(payload[:2], 'big')} {payload[2:].decode()}")
        return json.loads(payload)

    def receive_answer(self):
        while True:
            message = self.read_message()
            if isinstance(message, list) or "id" in message:
                return message
            self.pushes.append(message)

    def begin(self, method, **params):
        """Asks, and does not wait. Every request has a key: methods that change nothing do not mind it."""
        self.send_json(request(method, {"key": self.town.key(), **params}, id=1))

    def asks(self, method, **params):
        self.begin(method, **params)
        return self.receive_answer()

    def does(self, method, **params):
        """The result of what nobody refuses."""
        answer = self.asks(method, **params)
        if "result" not in answer:
            raise Refused(f"{method} {params}: {answer['error']}")
        return answer["result"]

    def refusal(self, method, **params):
        """The code of the error; `None`: it was not refused."""
        return code_of(self.asks(method, **params))

    def pushed(self, method, suits=lambda params: True):
        """What the next push of this name says that suits; those before it are forgotten."""
        while True:
            while self.pushes:
                push = self.pushes.pop(0)
                if push["method"] == method and suits(push["params"]):
                    return push["params"]
            self.pushes.append(self.read_message())

    def opens(self, kind, title="Somewhere", **params):
        return self.does("room.create", kind=kind, title=title, **params)["room"]

    def notes(self, what="noticed"):
        """What of this sort the inbox holds, also what was read."""
        return [note for note in self.does("inbox.read", after=0)["notes"] if note["what"] == what]

    def notes_of(self, room):
        """The events of a room, and whom each is about, that the person was told."""
        return [(note["event"], note.get("person")) for note in self.notes() if note["room"] == room]


def described(**parts):
    """What a room says of itself: these parts, and nothing else."""
    return {"text": "", "tags": [], "values": [], **parts}


def code_of(answer):
    return answer["error"]["data"]["code"] if "error" in answer else None


def at_once(people, method, **params):
    """All ask the same at the same time; the answers, in the order of the people."""
    for person in people:
        person.begin(method, **params)
    with ThreadPoolExecutor(len(people)) as readers:
        return list(readers.map(Person.receive_answer, people))


class Town(StillServer):
    """Knows a stranger's keys, so that people have tokens for years, and trusted servers may speak."""

    def __init__(self, kinds, *options):
        self.directory = tempfile.TemporaryDirectory(prefix="moim-story-")
        path = Path(self.directory.name)
        (path / "kinds").mkdir()
        for name, text in kinds.items():
            (path / "kinds" / f"{name}.toml").write_text(f'key = "{name}"\n{text}')
        (path / "keys.json").write_text(foreign_keys("town"))
        self.arguments = ["--kinds", str(path / "kinds"), "--jwks", str(path / "keys.json"), *options]
        self.people, self.names = [], 0
        self.start()

    def start(self):
        super().__init__(str(Path(self.directory.name) / "data"), *self.arguments)
        self.now_ms = super().move(by_ms=0)

    def halt(self):
        for person in self.people:
            person.close()
        self.people = []
        super().stop()

    def restart(self):
        """Everybody is gone; what was said is there, and no earlier than it was."""
        before, keys = self.now_ms, self.keys
        self.halt()
        self.start()
        self.keys = keys
        self.move(to_ms=max(before, self.now_ms))

    def stop(self):
        self.halt()
        self.directory.cleanup()

    def move(self, **how):
        self.now_ms = super().move(**how)
        return self.now_ms

    def key(self):
        self.keys += 1
        return key(self.now_ms, self.keys)

    def welcome(self, token):
        person = Person(self, token)
        self.people.append(person)
        return person

    def person(self, **claims):
        self.names += 1
        expires = int(time.time()) + TEN_YEARS_S
        return self.welcome(foreign_token("town", iss="stories", sub=f"person {self.names}", exp=expires, **claims))

    def persons(self, count):
        return [self.person() for _ in range(count)]

    def trusted(self):
        """A server of the operators', which speaks for others."""
        return self.person(moim_vouch=True)


class Story(unittest.TestCase):
    """A town for all tests of a class. `kinds`: the text of each kind's file, but for its key, by name."""

    kinds = {}

    @classmethod
    def setUpClass(cls):
        cls.town = Town(cls.kinds)
        cls.addClassCleanup(cls.town.stop)

    def tearDown(self):
        """Whoever came to a test leaves with it."""
        for person in self.town.people:
            person.close()
        self.town.people = []

    def comes_to_be(self, expected, ask):
        """What is told moments after the answer: the same at last."""
        give_up_at = time.monotonic() + PATIENCE_S
        while (seen := ask()) != expected and time.monotonic() < give_up_at:
            time.sleep(0.01)
        self.assertEqual(seen, expected)

    def assert_refused(self, code, person, method, /, **params):
        self.assertEqual(person.refusal(method, **params), code, f"{method} {params}")
