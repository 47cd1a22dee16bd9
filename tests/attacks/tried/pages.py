import itertools

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "pages of one address"
    sentence = "Asks for the console from one address as fast as it can, and connects again when it is cut."
    options = ("--http-requests-per-second", "2")
    refused_by = ('moim_edge_refused_total{reason="http_requests"',)
    connections = 32

    def scale(self, options, is_long):
        return {"connections": self.connections}

    def run(self, scene):
        def join(crowd):
            crowd.add(wire.connect(scene.port, scene.source()), itertools.repeat(wire.GET_CONSOLE), every=0.005)

        return Crowd(join, self.connections).run(scene.until)
