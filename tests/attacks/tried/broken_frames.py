import itertools

import attack
import wire
from crowd import Crowd

GARBAGE = (
    b"\x81\x02{}",  # no mask
    b"\xf1\x82\0\0\0\0{}",  # bits that nothing uses
    b"\x83\x80\0\0\0\0",  # no such kind
    b"\x89\xfe\x01\x00\0\0\0\0" + bytes(256),  # a ping that is too long
    wire.frame(b"\xff\xfe\xfd"),  # no UTF-8
    b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0",  # eight exabytes are to come
    b"\x01\x82\0\0\0\0{}" + b"\x81\x82\0\0\0\0{}",  # a message begins within another
    b"\x80\x82\0\0\0\0{}",  # the end of none
    wire.frame(b"{" * 200) * 150,  # one message after another is no request
    wire.frame(b"[" * 60_000) * 150,
)
NAMES = ("protocol_error", "invalid_text", "message_too_big", "too_many_errors")


class Attack(attack.Attack):
    name = "broken frames"
    sentence = "Sends frames that break the WebSocket protocol in all its ways, and messages that are no requests."
    options = ("--handshakes-per-second", "1000")
    refused_by = tuple(f'moim_connections_closed_total{{reason="{name}"' for name in NAMES)
    sessions = 20

    def scale(self, options, is_long):
        return {"connections": self.sessions, "asking": self.sessions, "slow_senders": self.sessions}

    def run(self, scene):
        kinds = itertools.cycle(GARBAGE)

        def join(crowd):
            crowd.add(wire.connect(scene.port, scene.source()), [wire.handshake(), next(kinds)], every=0.02)

        return Crowd(join, self.sessions).run(scene.until)
