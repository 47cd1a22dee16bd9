"""moimd as an operator meets it: start, a first conversation, drain, restart, and mistakes that are named."""

import base64
import hmac
import json
import os
import re
import resource
import signal
import socket
import struct
import subprocess
import tempfile
import time
import unittest
import urllib.error
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


def foreign_token(name, **claims):
    """A JWT that another issuer signs with its key of this name."""

    def part(value):
        return base64.urlsafe_b64encode(value).rstrip(b"=")

    claims = {"exp": int(time.time()) + 3600, **claims}
    text = part(json.dumps({"alg": "HS256", "kid": name}).encode()) + b"." + part(json.dumps(claims).encode())
    return (text + b"." + part(hmac.digest(name.encode() * 32, text, "sha256"))).decode()


def foreign_keys(*names):
    """The JWKS document of these keys."""
    secrets = [base64.urlsafe_b64encode(name.encode() * 32).rstrip(b"=").decode() for name in names]
    return json.dumps({"keys": [{"kty": "oct", "kid": name, "k": k} for name, k in zip(names, secrets)]})


def request(method, params, **id):
    """Without an `id` it is a notification."""
    return {"jsonrpc": "2.0", **id, "method": method, "params": params}


class Session:
    """A WebSocket that asks one thing at a time."""

    def __init__(self, port, token, source="127.0.0.1", tls=None):
        """`tls`: an `ssl.SSLContext`."""
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(source, 0))
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname="localhost")
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
        self.send_json(request(method, params, id=1))
        answer = self.receive_answer()
        return answer.get("result", answer.get("error"))

    def send(self, kind, payload):
        length = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack(">H", len(payload))
        self.socket.sendall(bytes([0x80 | kind]) + length + bytes(4) + payload)

    def receive(self):
        kind, size = self.stream.read(2)
        if size == 126:
            (size,) = struct.unpack(">H", self.stream.read(2))
        elif size == 127:
            (size,) = struct.unpack(">Q", self.stream.read(8))
        return kind & 0x0F, self.stream.read(size)

    def send_json(self, message):
        self.send(1, json.dumps(message).encode())

    def receive_answer(self):
        """The next message that is no push."""
        while True:
            answer = json.loads(self.receive()[1])
            if isinstance(answer, list) or "id" in answer:
                return answer

    def close(self):
        self.stream.close()
        self.socket.close()


class Moimd:
    def __init__(self, *arguments, files=None):
        """`files`: how many it may have open."""
        limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))) if files else None
        listen = [] if "--listen" in arguments else ["--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(
            [MOIMD, *listen, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=limit,
        )
        line = self.process.stdout.readline()
        found = re.fullmatch(r"listening on https?://[0-9.]+:(\d+)\n", line)
        self.port = int(found[1]) if found else None
        self.sessions = []

    def guest(self, token=None):
        """A new guest's token, or the next one of whom `token` is of."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}/auth/guest", b"", headers, method="POST")
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return json.load(answer)["token"]

    def session(self, token=None):
        session = Session(self.port, token or self.guest())
        self.sessions.append(session)
        return session

    def accepts(self, token):
        session = Session(self.port, token)
        session.close()
        return "101" in session.status

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

    def start(self, *arguments, files=None):
        server = Moimd("--data", self.data, *arguments, files=files)
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

    def test_a_batch_gets_one_message_and_a_notification_none(self):
        server = self.start()
        room = server.session().call("room.create", kind="meal", title="Soup", seats=3, key=key())["room"]
        guest = server.session()
        guest.send_json(
            [
                request("room.join", {"room": room, "key": key()}, id="a"),
                request("kind.list", []),
                request("room.read", {"room": room}, id=2),
                request("room.read", [room], id=None),
                7,
            ]
        )
        joined, read, by_position, none = guest.receive_answer()
        self.assertEqual((joined["id"], joined["result"]["seat"]), ("a", 2))
        self.assertEqual((read["id"], read["result"]["taken"]), (2, 2))
        self.assertEqual((by_position["id"], by_position["error"]["code"]), (None, -32602))
        self.assertEqual((none["id"], none["error"]["code"]), (None, -32600))
        guest.send_json([])
        self.assertEqual(guest.receive_answer()["error"]["code"], -32600)
        # Nobody answers these two; what is asked next comes after them.
        guest.send_json(request("room.leave", {"room": room, "key": key()}))
        guest.send_json([request("room.dance", {})])
        self.assertEqual(guest.call("room.read", room=room)["taken"], 1)
        server.stop()

    def test_what_a_session_is_told_of_the_protocol_is_what_is_printed(self):
        server = self.start()
        printed = subprocess.run([MOIMD, "--print-openrpc"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(server.session().call("rpc.discover"), json.loads(printed))
        server.stop()

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

    def test_a_guests_token_is_renewed_for_the_same_person(self):
        server = self.start()
        token = server.guest()
        user = server.session(token).call("session.read")["user"]
        self.assertEqual(server.session(server.guest(token)).call("session.read")["user"], user)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            server.guest("garbage")
        self.assertEqual(refused.exception.code, 401)
        refused.exception.close()
        server.stop()

    def test_a_foreign_token_is_no_guests_whatever_it_says(self):
        keys = self.scratch / "keys.json"
        keys.write_text(foreign_keys("key"))
        bound = ["--jwks", str(keys), "--issuer", "them", "--audience", "us"]
        server = self.start(*bound)
        guest = server.session().call("session.read")["user"]
        token = foreign_token("key", iss="them", aud=["us"], sub=guest)
        user = server.session(token).call("session.read")["user"]
        self.assertNotEqual(user, guest)
        self.assertFalse(server.accepts(foreign_token("key", iss="others", aud="us", sub=guest)))
        self.assertFalse(server.accepts(foreign_token("key", iss="them", aud="you", sub=guest)))
        server.stop()
        again = self.start(*bound)
        self.assertEqual(again.session(token).call("session.read")["user"], user)
        again.stop()

    def test_a_key_that_leaves_the_file_lets_nobody_in_any_more(self):
        keys = self.scratch / "keys.json"
        keys.write_text(foreign_keys("old"))
        server = self.start("--jwks", str(keys))
        old, new = (foreign_token(name, iss="them", sub="ada") for name in ["old", "new"])
        session = server.session(old)
        user = session.call("session.read")["user"]
        self.assertFalse(server.accepts(new))
        newer = self.scratch / "newer.json"
        newer.write_text(foreign_keys("new"))
        newer.rename(keys)
        server.process.send_signal(signal.SIGHUP)
        give_up_at = time.monotonic() + 20
        while not server.accepts(new):
            self.assertLess(time.monotonic(), give_up_at)
        self.assertFalse(server.accepts(old))
        self.assertEqual(session.call("session.read")["user"], user)
        status, log = server.stop()
        self.assertEqual(status, 0, log)
        self.assertIn("1 key from " + str(keys) + ": `new`", log)
        self.assertIn("no --issuer", log)

    def test_what_it_writes_is_for_its_user_alone(self):
        recording = self.scratch / "tickets"
        # Of an older version, and open to others.
        recording.write_bytes(b"")
        recording.chmod(0o644)
        before = os.umask(0o022)
        self.addCleanup(os.umask, before)
        server = self.start("--record-tickets", str(recording))
        host = server.session()
        self.assertIn("room", host.call("room.create", kind="meal", title="Soup", seats=2, key=key()))
        made = [Path(self.data), recording, *Path(self.data).rglob("*")]
        self.assertGreater(len(made), 5)
        for path in made:
            self.assertEqual(path.stat().st_mode & 0o077, 0, path)
        server.stop()
        # A store that an older version left open to others is closed; the directory may be others' as well.
        (Path(self.data) / "store").chmod(0o755)
        Path(self.data).chmod(0o755)
        again = self.start()
        self.assertEqual((Path(self.data) / "store").stat().st_mode & 0o777, 0o700)
        self.assertEqual(Path(self.data).stat().st_mode & 0o777, 0o755)
        again.stop()

    def test_one_address_does_not_lock_out_the_others(self):
        server = self.start(files=256)
        token = server.guest()
        crowd = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(200)]
        other = Session(server.port, token, source="127.0.0.2")
        server.sessions.append(other)
        self.assertIn("101", other.status)
        self.assertIn("user", other.call("session.read"))
        for each in crowd:
            each.close()
        status, log = server.stop()
        self.assertEqual(status, 0, log)
        self.assertIn("there are 128 connections at the most", log)
        self.assertRegex(log, r"127\.0\.0\.1 has 32 connections, as many as --connections-per-address")

    def test_the_store_opens_no_more_files_than_connections_leave(self):
        log = self.start(files=256).stop()[1]
        self.assertIn("so the store keeps 64 of its own open, not 1000", log)
        self.assertEqual(self.files_kept_open(), {"64"})
        log = self.start("--connections", "200", files=1_500).stop()[1]
        self.assertNotIn("so the store keeps", log)
        self.assertEqual(self.files_kept_open(), {"1000"})

    def files_kept_open(self):
        """What RocksDB noted down at the last start."""
        notes = max(Path(self.data, "store").glob("OPTIONS-*"))
        return set(re.findall(r"max_open_files=(\d+)", notes.read_text()))

    def test_the_log_says_what_is_open_to_whom(self):
        server = self.start("--listen", "0.0.0.0:0", "--guests-per-second", "0", "--trust-proxy", "10.0.0.0/8")
        with self.assertRaises(urllib.error.HTTPError) as refused:
            server.guest()
        self.assertEqual(refused.exception.code, 403)
        refused.exception.close()
        log = server.stop()[1]
        for line in ["people: 0.0.0.0 is open to whoever reaches it", "guests: none", "proxies: 10.0.0.0/8"]:
            self.assertIn(line, log)

    def test_mistakes_are_named(self):
        kinds = self.scratch / "kinds"
        kinds.mkdir()
        (kinds / "meal.toml").write_text('key = "meal"\nmin_seats = "two"\n')
        wrong = self.start("--kinds", str(kinds))
        self.assertIsNone(wrong.port)
        status, log = wrong.end()
        self.assertEqual(status, 1)
        self.assertIn("meal.toml:2:13: min_seats: a number", log)

        status, log = self.start("--jwks", str(self.scratch / "none.json")).end()
        self.assertEqual(status, 1)
        self.assertIn("none.json cannot be read: it has to be a file that this user may read", log)

        server = self.start()
        status, log = self.start().end()
        self.assertEqual(status, 1, log)
        self.assertEqual(server.stop()[0], 0)


if __name__ == "__main__":
    unittest.main()
