import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "one person's rooms"
    sentence = "A few guests create rooms at full rate, which would never close and fill the directory."
    refused_by = ('moim_requests_total{method="room.create",code="too_many_rooms"',)
    people = 4

    def scale(self, options, is_long):
        rooms = self.people * options["rooms_per_hour"]
        return {"connections": self.people, "people": self.people, "asking": self.people, "rooms": rooms, "seats": rooms}

    def prepare(self, scene, is_long):
        return wire.guests(scene.port, self.people)

    def run(self, scene):
        tokens = iter(scene.prepared * 100)

        def create():
            while True:
                yield b"".join(wire.change("room.create", kind="lecture", title="spam") for _ in range(50))

        def join(crowd):
            crowd.add(wire.open_session(scene.port, next(tokens), scene.source()), create(), every=0.1)

        return Crowd(join, self.people).run(scene.until)
