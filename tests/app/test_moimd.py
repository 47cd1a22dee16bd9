"""moimd as an operator meets it: start, a first conversation, drain, restart, and mistakes that are named."""

import base64
import json
import os
import re
import signal
import socket
import struct
import subprocess
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

MOIMD = Path(os.environ.get("MOIM_BUILD", "build/release")) / "moimd"


def key():
    """A UUIDv7."""
    raw = bytearray(int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10))
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    text = raw.hex()
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


class Session:
    """A WebSocket that asks one thing at a time."""

    def __init__(self, port, token):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        nonce = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            (
                "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {nonce}\r\nSec-WebSocket-Version: 13\r\n"
                f"Sec-WebSocket-Protocol: moim.v1.json\r\nAuthorization: Bearer {token}\r\n\r\n"
            ).encode()
        )
        self.stream = self.socket.makefile("rb")
        self.status = self.stream.readline().decode()
        while self.stream.readline() != b"\r\n":
            pass

    def call(self, method, **params):
        self.send(1, json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode())
        while True:
            answer = json.loads(self.receive()[1])
            # Pushes come in between.
            if "id" in answer:
                return answer.get("result", answer.get("error"))

    def send(self, kind, payload):
        length = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack(">H", len(payload))
        self.socket.sendall(bytes([0x80 | kind]) + length + bytes(4) + payload)

    def receive(self):
        kind, size = self.stream.read(2)
        if size == 126:
            (size,) = struct.unpack(">H", self.stream.read(2))
        return kind & 0x0F, self.stream.read(size)

    def close(self):
        self.stream.close()
        self.socket.close()


class Moimd:
    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [MOIMD, "--listen", "127.0.0.1:0", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        line = self.process.stdout.readline()
        found = re.fullmatch(r"listening on http://127\.0\.0\.1:(\d+)\n", line)
        self.port = int(found[1]) if found else None
        self.sessions = []

    def guest(self):
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}/auth/guest", data=b"", method="POST")
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return json.load(answer)["token"]

    def session(self, token=None):
        session = Session(self.port, token or self.guest())
        self.sessions.append(session)
        return session

    def end(self):
        """Its status and what it wrote to stderr."""
        _, log = self.process.communicate(timeout=30)
        for session in self.sessions:
            session.close()
        return self.process.returncode, log

    def stop(self):
        for session in self.sessions:
            session.close()
        self.process.send_signal(signal.SIGTERM)
        return self.end()


class TestMoimd(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="moimd-")
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)
        self.data = str(self.scratch / "data")

    def start(self, *arguments):
        server = Moimd("--data", self.data, *arguments)
        self.addCleanup(self.kill, server)
        return server

    @staticmethod
    def kill(server):
        if server.process.poll() is None:
            server.process.kill()
            server.end()

    def test_what_was_acknowledged_is_there_after_a_restart(self):
        server = self.start()
        host = server.session()
        room = host.call("room.create", kind="meal", title="Soup", seats=2, key=key())["room"]
        self.assertEqual(server.session().call("room.join", room=room, key=key())["seat"], 2)
        self.assertEqual(server.session().call("room.join", room=room, key=key())["data"]["code"], "room_full")
        self.assertEqual(host.call("room.list")["rooms"][0]["room"], room)
        status, log = server.stop()
        self.assertEqual(status, 0, log)
        again = self.start()
        self.assertEqual(again.session().call("room.read", room=room)["taken"], 2)
        self.assertEqual(again.stop()[0], 0)

    def test_sessions_are_told_when_the_server_drains(self):
        server = self.start()
        session = server.session()
        self.assertIn("user", session.call("session.read"))
        server.process.send_signal(signal.SIGINT)
        kind, payload = session.receive()
        self.assertEqual((kind, payload[:2]), (8, struct.pack(">H", 1001)))
        session.send(8, payload[:2])
        self.assertEqual(session.stream.read(), b"")
        self.assertEqual(server.end()[0], 0)

    def test_a_second_signal_stops_at_once(self):
        server = self.start("--drain-seconds", "600")
        session = server.session()
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(session.receive()[0], 8)
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(server.end()[0], 0)

    def test_the_secret_is_its_own_and_kept(self):
        server = self.start()
        token = server.guest()
        server.stop()
        secret = Path(self.data) / "secret"
        self.assertEqual(secret.stat().st_mode & 0o777, 0o600)
        again = self.start()
        self.assertIn("101", again.session(token).status)
        again.stop()

    def test_mistakes_are_named(self):
        kinds = self.scratch / "kinds"
        kinds.mkdir()
        (kinds / "meal.toml").write_text('key = "meal"\nmin_seats = "two"\n')
        wrong = self.start("--kinds", str(kinds))
        self.assertIsNone(wrong.port)
        status, log = wrong.end()
        self.assertEqual(status, 1)
        self.assertIn("meal.toml:2:13: min_seats: a number", log)

        server = self.start()
        status, log = self.start().end()
        self.assertEqual(status, 1, log)
        self.assertEqual(server.stop()[0], 0)


if __name__ == "__main__":
    unittest.main()
