import itertools

import attack
import hall
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "large answers that nobody reads"
    sentence = "Asks for the largest answers there are, the protocol's description and a hall's members, and reads none."
    is_held_up = True
    readers = 60

    def members(self, is_long):
        return 2_000 if is_long else 300

    def scale(self, options, is_long):
        members = self.members(is_long)
        return {
            "connections": self.readers,
            "people": members,
            "seats": members,
            "largest": members,
            "outcomes": members,
            "slow_readers": self.readers,
            "asking": self.readers,
        }

    def prepare(self, scene, is_long):
        room, _ = hall.filled(scene.port, self.members(is_long))
        return room, wire.guests(scene.port, 8)

    def run(self, scene):
        room, tokens = scene.prepared
        tokens = itertools.cycle(tokens)
        asked = wire.call("room.read", room=room) * 64 + wire.call("rpc.discover") * 8

        def join(crowd):
            reader = wire.open_session(scene.port, next(tokens), scene.source(), 2_304)
            crowd.add(reader, itertools.repeat(asked), every=0.1, reads=False)

        return Crowd(join, self.readers).run(scene.until)
