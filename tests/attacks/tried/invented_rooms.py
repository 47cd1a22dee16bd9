import os

import attack
import wire
from crowd import Crowd

DIGITS = b"0123456789abcdefghjkmnpqrstvwxyz"
ANY_DIGIT = bytes(DIGITS[byte % 32] for byte in range(256))
AT_ONCE = 200


class Attack(attack.Attack):
    name = "invented rooms"
    sentence = "Reads rooms that nobody has created, another one each time, so that each wakes an actor."
    refused_by = ('moim_requests_total{method="room.read",code="room_not_found"',)
    sessions = 8

    def scale(self, options, is_long):
        return {"connections": self.sessions, "people": self.sessions, "inventing": self.sessions, "asking": self.sessions}

    def prepare(self, scene, is_long):
        return wire.guests(scene.port, self.sessions)

    def digits(self, count):
        """The last 25 digits of so many ids."""
        digits = os.urandom(25 * count).translate(ANY_DIGIT)
        return (digits[at : at + 25] for at in range(0, len(digits), 25))

    def run(self, scene):
        tokens = iter(scene.prepared * 100)
        before, after = wire.call("room.read", room="room_0" + "#" * 25).split(b"#" * 25)

        def ask():
            # At twice the rate that a session has.
            while True:
                yield b"".join(before + digits + after for digits in self.digits(AT_ONCE))

        def join(crowd):
            crowd.add(wire.open_session(scene.port, next(tokens), scene.source()), ask(), every=AT_ONCE / 2_000)

        return Crowd(join, self.sessions).run(scene.until)
