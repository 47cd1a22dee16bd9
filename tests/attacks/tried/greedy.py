import itertools

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "greedy sessions"
    sentence = "Sessions ask for what they may, as fast as the sockets take it."
    is_held_up = True

    def size(self, is_long):
        return 200 if is_long else 40

    def scale(self, options, is_long):
        size = self.size(is_long)
        return {"connections": size, "people": 20, "slow_readers": size, "asking": size}

    def prepare(self, scene, is_long):
        return self.size(is_long), wire.guests(scene.port, 20)

    def run(self, scene):
        size, tokens = scene.prepared
        tokens = itertools.cycle(tokens)
        asked = (wire.call("session.read") + wire.call("room.read", room=scene.rooms[0]) + wire.call("room.list")) * 40

        def join(crowd):
            crowd.add(wire.open_session(scene.port, next(tokens), scene.source()), itertools.repeat(asked))

        return Crowd(join, size).run(scene.until)
