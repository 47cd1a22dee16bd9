import itertools
import time

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "keys that are dated ahead"
    sentence = "Joins and leaves the client's own rooms with keys minutes ahead, to have its keys expire."
    refused_by = ("moim_requests_total{method=\"room.join\",code=\"key_ahead\"",)
    people = 8

    def scale(self, options, is_long):
        return {"connections": self.people, "people": self.people, "asking": self.people, "outcomes": self.people * 4 * 512}

    def prepare(self, scene, is_long):
        return wire.guests(scene.port, self.people)

    def run(self, scene):
        tokens = itertools.cycle(scene.prepared)

        def come_and_go():
            for room in itertools.cycle(scene.rooms):
                ahead = time.time_ns() // 1_000_000 + 280_000
                yield b"".join(
                    wire.change(method, key=wire.key_at(at_ms), room=room)
                    for at_ms in (ahead, ahead + 120_000)
                    for method in ("room.join", "room.leave")
                )

        def join(crowd):
            crowd.add(wire.open_session(scene.port, next(tokens), scene.source()), come_and_go(), every=0.02)

        return Crowd(join, self.people).run(scene.until)
