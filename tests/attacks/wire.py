"""Bytes that an attacker sends: HTTP requests, handshakes and WebSocket frames, made beforehand so that they cost little."""

import base64
import json
import os
import socket
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "durability"))
from client import request_key  # noqa: E402  (another suite's client)

TEXT, CLOSE, PING = 1, 8, 9
GET_CONSOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
ASK_GUEST = b"POST /auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"


def frame(payload, kind=TEXT):
    """One whole frame. The mask is zero: a mask keeps clients from misleading proxies, and attackers are no clients."""
    size = len(payload)
    if size < 126:
        head = struct.pack(">BB", 0x80 | kind, 0x80 | size)
    elif size < 65_536:
        head = struct.pack(">BBH", 0x80 | kind, 0x80 | 126, size)
    else:
        head = struct.pack(">BBQ", 0x80 | kind, 0x80 | 127, size)
    return head + bytes(4) + payload


def request(method, id=1, **params):
    return json.dumps({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).encode()


def call(method, id=1, **params):
    return frame(request(method, id, **params))


def change(method, id=1, key=None, **params):
    """A request with a key; a new one if none is given."""
    return call(method, id, key=key or request_key(), **params)


def key_at(at_ms):
    """A UUIDv7 of another time than now."""
    tail = request_key()[13:]
    head = f"{at_ms:012x}"
    return f"{head[:8]}-{head[8:]}{tail}"


def handshake(token=None, **headers):
    given = {f.replace("_", "-"): value for f, value in headers.items()}
    if token:
        given["Authorization"] = f"Bearer {token}"
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return (
        "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n"
        f"Sec-WebSocket-Protocol: moim.v1.json\r\n{lines}\r\n"
    ).encode()


def connect(port, source="127.0.0.1", receive_bytes=None):
    """A connected socket of that address; a small `receive_bytes` is a client whose system holds little for it."""
    made = socket.socket()
    try:
        made.settimeout(20)
        if receive_bytes:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        made.bind((source, 0))
        made.connect(("127.0.0.1", port))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError:
        made.close()
        raise
    return made


def read_head(from_socket):
    """The lines of an answer up to the empty one, and what came behind them; as far as there is any."""
    got = b""
    while b"\r\n\r\n" not in got:
        more = from_socket.recv(65_536)
        if not more:
            break
        got += more
    head, _, rest = got.partition(b"\r\n\r\n")
    return head, rest


def open_session(port, token, source="127.0.0.1", receive_bytes=None):
    """The socket of a session; a ConnectionError if there is no upgrade."""
    made = connect(port, source, receive_bytes)
    made.sendall(handshake(token))
    head, _ = read_head(made)
    if b" 101 " not in head.split(b"\r\n")[0]:
        made.close()
        raise ConnectionError(head.split(b"\r\n")[0].decode(errors="replace") or "no answer")
    return made


def read_answer(from_socket):
    """The next answer of a session that asks one thing at a time; pushes are passed over."""

    def exactly(count):
        got = from_socket.recv(count, socket.MSG_WAITALL)
        if len(got) < count:
            raise ConnectionError("closed")
        return got

    while True:
        size = exactly(2)[1]
        if size >= 126:
            size = int.from_bytes(exactly(2 if size == 126 else 8), "big")
        message = json.loads(exactly(size))
        if "id" in message:
            return message


def guests(port, count, source="127.0.0.1"):
    """Tokens of so many new people, asked for one after the other on one connection."""
    tokens = []
    with connect(port, source) as asked:
        for _ in range(count):
            asked.sendall(ASK_GUEST)
            head, body = read_head(asked)
            size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            while len(body) < size:
                body += asked.recv(65_536)
            tokens.append(json.loads(body)["token"])
    return tokens
