import itertools

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "guests without end"
    sentence = "Asks for guests' tokens from one address as fast as it can."
    options = ("--guests-per-second", "2")
    refused_by = ('moim_edge_refused_total{reason="guests"',)
    connections = 32

    def scale(self, options, is_long):
        return {"connections": self.connections}

    def run(self, scene):
        def join(crowd):
            crowd.add(wire.connect(scene.port, scene.source()), itertools.repeat(wire.ASK_GUEST), every=0.005)

        return Crowd(join, self.connections).run(scene.until)
