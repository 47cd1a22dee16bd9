"""A guest on a WebSocket of their own, in Python's standard library: what the examples beside it stand on."""

import base64
import json
import os
import re
import socket
import struct
import sys
import textwrap
import time
import urllib.parse
import urllib.request

SERVER = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"


def request_key():
    """A UUIDv7: the time, then random bits. One for each thing wanted; sent again, it is still done only once."""
    raw = bytearray(int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10))
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    text = raw.hex()
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


def guest_token():
    asked = urllib.request.Request(SERVER + "/auth/guest", method="POST")
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return json.load(answer)["token"]


def told(who, what):
    """What is printed of a message: on lines of a page's width, of ids and keys only what tells them apart."""
    what = re.sub(r"\b(room|user|tkt)_\w{22}(\w{4})\b", r"\1_…\2", what)
    what = re.sub(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{8}([0-9a-f]{4})\b", r"…\1", what)
    return textwrap.fill(f"{who:<4} {what}", 110, subsequent_indent=" " * 7, break_long_words=False, break_on_hyphens=False)


class Person:
    """A guest on a WebSocket of their own; just enough of RFC 6455 for short messages."""

    def __init__(self, name):
        self.name, self.id, self.pushes = name, 0, []
        url = urllib.parse.urlsplit(SERVER)
        self.socket = socket.create_connection((url.hostname, url.port or 80), timeout=10)
        self.bytes = self.socket.makefile("rb")
        self.socket.sendall(
            f"GET /ws HTTP/1.1\r\nHost: {url.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: moim.v1.json\r\nAuthorization: Bearer {guest_token()}\r\n\r\n".encode()
        )
        status = self.bytes.readline().decode().strip()
        if " 101 " not in status:
            raise SystemExit(f"{SERVER} does not upgrade: {status}")
        while self.bytes.readline() != b"\r\n":
            pass

    def tell(self, what):
        print(told(self.name, what), flush=True)

    def send(self, message):
        payload, mask = json.dumps(message).encode(), os.urandom(4)
        short = len(payload) < 126
        size = bytes([0x80 | len(payload)]) if short else b"\xfe" + struct.pack(">H", len(payload))
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
        self.socket.sendall(b"\x81" + size + mask + masked)

    def receive(self):
        kind, size = self.bytes.read(2)
        if size >= 126:
            size = int.from_bytes(self.bytes.read(2 if size == 126 else 8), "big")
        payload = self.bytes.read(size)
        if kind != 0x81:
            raise SystemExit(f"{self.name} was sent no text but a frame of kind {kind & 15}")
        return json.loads(payload)

    def call(self, method, **params):
        """Asks, and returns the result; nothing if it was refused. On the wire it is JSON-RPC 2.0."""
        self.id += 1
        self.tell(f"→ {method} {json.dumps(params)}")
        self.send({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params})
        while (answer := self.receive()).get("id") != self.id:
            self.pushes.append(answer)  # it came in between
        self.tell("← " + ("" if "result" in answer else "error ") + json.dumps(answer.get("result", answer.get("error"))))
        return answer.get("result")

    def await_push(self, method):
        """The next one that tells something: of a commit that followers see nothing of they get the versions alone."""
        while True:
            push = self.pushes.pop(0) if self.pushes else self.receive()
            if push.get("method") == method and push["params"].get("changes") != []:
                break
        self.tell(f"⇠ {method} {json.dumps(push['params'])}")


def people(*names):
    """As many guests, or a sentence on what to do first."""
    try:
        return [Person(name) for name in names]
    except ConnectionRefusedError:
        raise SystemExit(f"There is no server at {SERVER}; `make run` starts one, and prints its address.") from None
