import itertools

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "pushes that nobody reads"
    sentence = "Many sessions follow a busy room and read nothing of what they are pushed."
    options = ("--outbox-bytes", "16384", "--send-buffer-bytes", "4096")
    refused_by = ('moim_connections_closed_total{reason="slow_reader"',)
    busy = 4
    readers = 100

    def scale(self, options, is_long):
        return {
            "connections": self.readers + self.busy,
            "people": self.busy + 10,
            "slow_readers": self.readers,
            "asking": self.busy,
            "outcomes": self.busy * 512,
        }

    def prepare(self, scene, is_long):
        return wire.guests(scene.port, self.busy + 10)

    def run(self, scene):
        busy, readers = scene.prepared[: self.busy], itertools.cycle(scene.prepared[self.busy :])
        joined = itertools.count()

        def come_and_go(room):
            while True:
                yield wire.change("room.join", room=room) + wire.change("room.leave", room=room)

        def join(crowd):
            if (at := next(joined)) < len(busy):
                session = wire.open_session(scene.port, busy[at], scene.source())
                crowd.add(session, come_and_go(scene.rooms[0]), every=0.002)
                return
            reader = wire.open_session(scene.port, next(readers), scene.source(1), 2_304)
            crowd.add(reader, [wire.call("room.subscribe", room=scene.rooms[0])], reads=False)

        return Crowd(join, self.readers + len(busy)).run(scene.until)
