import itertools

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "HTTP answers that nobody reads"
    sentence = "Asks for the console again and again, ahead of the answers, and reads none of them."
    options = ("--answer-seconds", "1")
    is_cut = True
    connections = 200

    def scale(self, options, is_long):
        return {"connections": self.connections, "http_readers": self.connections}

    def run(self, scene):
        def join(crowd):
            crowd.add(wire.connect(scene.port, scene.source(), 4_096), itertools.repeat(wire.GET_CONSOLE * 40), reads=False)

        return Crowd(join, self.connections).run(scene.until)
