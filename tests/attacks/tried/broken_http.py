import itertools

import attack
import wire
from crowd import Crowd

GARBAGE = (
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Large: " + b"o" * 60_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 9_000 + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: y\r\n folded\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    b"POST /auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nabc",
    b"POST /auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /auth/guest HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),  # TLS
    b"\0" * 20_000,
    b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n",
)


class Attack(attack.Attack):
    name = "broken HTTP"
    sentence = "Sends requests that are none: huge headers, folded lines, lengths that contradict each other, TLS."
    refused_by = ('moim_http_requests_total{path="other",status="4xx"',)
    is_cut = True
    connections = 20

    def scale(self, options, is_long):
        return {"connections": self.connections}

    def run(self, scene):
        kinds = itertools.cycle(GARBAGE)

        def join(crowd):
            crowd.add(wire.connect(scene.port, scene.source()), [next(kinds)])

        return Crowd(join, self.connections).run(scene.until)
