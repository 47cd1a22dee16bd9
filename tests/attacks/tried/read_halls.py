import itertools

from tried import unread_answers
import wire
from crowd import Crowd


class Attack(unread_answers.Attack):
    name = "halls that are read at full rate"
    sentence = "Asks for all members of a hall as often as it may at a time, and reads them, too."
    is_held_up = True
    readers = 30

    def run(self, scene):
        room, tokens = scene.prepared
        tokens = itertools.cycle(tokens)

        def join(crowd):
            reader = wire.open_session(scene.port, next(tokens), scene.source())
            crowd.add(reader, itertools.repeat(wire.call("room.read", room=room) * 64), every=0.05)

        return Crowd(join, self.readers).run(scene.until)
