"""moimd --test-clock: stories of weeks against a real server, within a second."""

import json
import re
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from test_moimd import MOIMD, Session

HOUR_MS = 3_600_000
WEEK_MS = 7 * 24 * HOUR_MS

def key(now_ms, n):
    """The n-th UUIDv7 of a moment."""
    raw = bytearray(int(now_ms).to_bytes(6, "big") + bytes(8) + n.to_bytes(2, "big"))
    raw[6] = 0x70
    raw[8] = 0x80
    text = raw.hex()
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


class StillServer:
    """A moimd whose time stands still."""

    def __init__(self, data, *arguments):
        self.process = subprocess.Popen(
            [MOIMD, "--listen", "127.0.0.1:0", "--data", data, "--test-clock", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        lines = [self.process.stdout.readline(), self.process.stdout.readline()]
        self.port = int(re.fullmatch(r"listening on http://127\.0\.0\.1:(\d+)\n", lines[0])[1])
        self.operators = int(re.fullmatch(r"operators on http://127\.0\.0\.1:(\d+)\n", lines[1])[1])
        self.keys = 0

    def ask(self, port, path, body=None, headers={}):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}",
            data=None if body is None else json.dumps(body).encode(),
            method="GET" if body is None else "POST",
            headers=headers,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def move(self, **how):
        status, body = self.ask(self.operators, "/clock", how)
        assert status == 200, body
        return json.loads(body)["now_ms"]

    def now(self):
        return self.move(by_ms=0)

    def key(self):
        self.keys += 1
        return key(self.now(), self.keys)

    def guest(self):
        status, body = self.ask(self.port, "/auth/guest", {})
        assert status == 200, body
        return json.loads(body)["token"]

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process.stdout.close()


class Clock(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        kinds = Path(directory.name) / "kinds"
        kinds.mkdir()
        (kinds / "meal.toml").write_text(self.kind_file())
        self.server = StillServer(str(Path(directory.name) / "data"), "--kinds", str(kinds))
        self.addCleanup(self.server.stop)

    def kind_file(self):
        """A kind of the repository, open for thirty days."""
        text = (Path(__file__).parents[2] / "kinds" / "meal.toml").read_text()
        return re.sub(r"open_for_s *= *[0-9_]+", "open_for_s = 2_592_000", text)

    def session(self, token=None):
        made = Session(self.server.port, token or self.server.guest())
        self.addCleanup(made.close)
        return made

    def open_rooms(self, host, count):
        kind = host.call("kind.list")["kinds"][0]["key"]
        return [
            host.call("room.create", key=self.server.key(), kind=kind, title=f"Walk {n}", seats=5)["room"]
            for n in range(count)
        ]

    def test_time_stands_still_until_it_is_moved(self):
        before = self.server.now()
        time.sleep(0.05)
        self.assertEqual(self.server.now(), before)
        self.assertEqual(self.server.move(by_ms=WEEK_MS), before + WEEK_MS)
        self.assertEqual(self.server.move(to_ms=before + 2 * WEEK_MS), before + 2 * WEEK_MS)

    def test_rooms_of_a_month_close_within_seconds_and_the_answer_comes_when_they_have(self):
        token = self.server.guest()
        host = self.session(token)
        rooms = self.open_rooms(host, 12)
        began = time.monotonic()
        self.server.move(by_ms=29 * 24 * HOUR_MS)
        host = self.session()
        self.assertEqual({host.call("room.read", room=room)["phase"] for room in rooms}, {"open"})
        self.server.move(by_ms=2 * 24 * HOUR_MS)
        host = self.session()
        self.assertEqual({host.call("room.read", room=room)["phase"] for room in rooms}, {"closed"})
        self.assertLess(time.monotonic() - began, 20)

    def test_tokens_and_sessions_end_when_the_clock_says_so(self):
        token = self.server.guest()
        session = self.session(token)
        self.server.move(by_ms=25 * HOUR_MS)
        self.assertEqual(session.receive()[0], 8)
        late = self.session(token)
        self.assertIn("401", late.status)

    def test_the_age_of_a_key_is_judged_by_the_clock(self):
        host = self.session()
        (room,) = self.open_rooms(host, 1)
        self.server.move(by_ms=WEEK_MS)
        host = self.session()
        real = key(time.time() * 1000 + 2 * WEEK_MS, 1)
        self.assertEqual(host.call("room.join", room=room, key=real)["data"]["code"], "key_ahead")
        self.assertEqual(host.call("room.join", room=room, key=self.server.key())["seat"], 2)

    def test_operators_have_a_listener_of_their_own(self):
        for path in ["/metrics", "/healthz", "/readyz"]:
            self.assertEqual(self.server.ask(self.server.operators, path)[0], 200, path)
        for path in ["/", "/ws"]:
            self.assertEqual(self.server.ask(self.server.operators, path)[0], 404, path)
        self.assertEqual(self.server.ask(self.server.operators, "/auth/guest", {})[0], 404)
        self.assertEqual(self.server.ask(self.server.port, "/clock", {"by_ms": 1})[0], 404)

    def test_what_is_no_move_of_the_clock_is_refused(self):
        before = self.server.now()
        for wrong in [{}, {"by_ms": -1}, {"to_ms": before - 1}, {"by_ms": 1, "to_ms": before}, {"by_ms": "1"}, []]:
            self.assertEqual(self.server.ask(self.server.operators, "/clock", wrong)[0], 400, wrong)
        page = {"Origin": "http://evil.example"}
        self.assertEqual(self.server.ask(self.server.operators, "/clock", {"by_ms": 1}, page)[0], 403)
        self.assertEqual(self.server.ask(self.server.operators, "/clock")[0], 405)
        self.assertEqual(self.server.now(), before)


class Start(unittest.TestCase):
    def test_the_clock_stands_still_on_loopback_only(self):
        for listen in [["--listen", "0.0.0.0:0"], ["--listen", "127.0.0.1:0", "--operator-listen", "0.0.0.0:0"]]:
            ran = subprocess.run([MOIMD, "--test-clock", *listen], capture_output=True, text=True, timeout=30)
            self.assertEqual(ran.returncode, 2)
            self.assertIn("loopback", ran.stderr)

    def test_without_the_flag_nobody_moves_the_clock(self):
        with tempfile.TemporaryDirectory() as data:
            server = subprocess.Popen(
                [MOIMD, "--listen", "127.0.0.1:0", "--data", data],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            server.stdout.readline()
            port = server.stdout.readline().strip().rsplit(":", 1)[1]
            request = urllib.request.Request(f"http://127.0.0.1:{port}/clock", data=b'{"by_ms":1}')
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request, timeout=30)
            self.assertEqual(refused.exception.code, 404)
            refused.exception.close()
            server.terminate()
            server.wait(timeout=30)
            server.stdout.close()


if __name__ == "__main__":
    unittest.main()
