import itertools
import json

import attack
import wire
from crowd import Crowd


def batch(*calls):
    return wire.frame(b"[" + b",".join(calls) + b"]")


class Attack(attack.Attack):
    name = "batch bombs"
    sentence = "Batches of the largest answers, batches that are too large, nested ones, and many of one request."
    refused_by = (
        'moim_edge_refused_total{reason="in_flight"',
        'moim_requests_total{method="unknown",code="invalid_request"',
    )
    options = ("--handshakes-per-second", "1000")
    sessions = 12

    def scale(self, options, is_long):
        return {"connections": self.sessions, "people": 12, "asking": self.sessions, "slow_readers": self.sessions}

    def prepare(self, scene, is_long):
        return wire.guests(scene.port, self.sessions)

    def run(self, scene):
        read = wire.request("room.read", room=scene.rooms[0])
        bombs = itertools.cycle(
            [
                batch(*[wire.request("rpc.discover")] * 64),
                batch(*[b"1"] * 20_000),
                batch(*[read] * 64) * 20,
                wire.frame(json.dumps([[]] * 10_000).encode()),
                batch(read, *[b'{"jsonrpc":"2.0","method":"room.read"}'] * 63) * 20,
            ]
        )
        tokens = itertools.cycle(scene.prepared)

        def join(crowd):
            crowd.add(wire.open_session(scene.port, next(tokens), scene.source()), itertools.repeat(next(bombs)), every=0.05)

        return Crowd(join, self.sessions).run(scene.until)
