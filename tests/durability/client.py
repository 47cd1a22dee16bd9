"""A person on a WebSocket who asks until there is an answer, in Python's standard library."""

import base64
import json
import os
import socket
import struct
import time
import urllib.request


def request_key():
    """A UUIDv7."""
    raw = bytearray(int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10))
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    text = raw.hex()
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


class Connection:
    def __init__(self, port, token):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.bytes = self.socket.makefile("rb")
        self.id = 0
        self.socket.sendall(
            "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: moim.v1.json\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
        )
        if b" 101 " not in self.bytes.readline():
            raise ConnectionError("no upgrade")
        while self.bytes.readline() != b"\r\n":
            pass

    def call(self, method, params):
        self.id += 1
        payload = json.dumps({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params}).encode()
        mask = os.urandom(4)
        size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack(">H", len(payload))
        self.socket.sendall(b"\x81" + size + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload)))
        while (answer := self.receive()).get("id") != self.id:
            pass  # a push
        return answer

    def receive(self):
        head = self.bytes.read(2)
        if len(head) < 2 or head[0] != 0x81:
            raise ConnectionError("closed")
        size = head[1]
        if size >= 126:
            size = int.from_bytes(self.bytes.read(2 if size == 126 else 8), "big")
        return json.loads(self.bytes.read(size))


class Person:
    """Sends each request again, with the same key, until it is answered for good: whatever dies meanwhile."""

    def __init__(self, port, patience_s=60):
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/auth/guest", method="POST")
        with urllib.request.urlopen(asked, timeout=20) as answer:
            self.token = json.load(answer)["token"]
        self.port, self.patience_s, self.connection = port, patience_s, None

    def close(self):
        if self.connection:
            self.connection.bytes.close()
            self.connection.socket.close()
        self.connection = None

    def call(self, method, **params):
        until = time.monotonic() + self.patience_s
        while True:
            try:
                self.connection = self.connection or Connection(self.port, self.token)
                answer = self.connection.call(method, params)
                if answer.get("error", {}).get("data", {}).get("retry") != "same_key":
                    return answer
            except (OSError, ValueError):
                self.close()
            if time.monotonic() > until:
                raise TimeoutError(f"{method} has had no answer for {self.patience_s} s")
