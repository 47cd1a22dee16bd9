import itertools

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "readers of the metrics"
    sentence = "Reads the operators' metrics without a pause, by more connections than that listener has."
    refused_by = ('moim_edge_refused_total{reason="connections"',)
    readers = 80

    def scale(self, options, is_long):
        return {"connections": self.readers, "http_readers": 64}

    def run(self, scene):
        ask = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"

        def join(crowd):
            crowd.add(wire.connect(scene.operators, scene.source()), itertools.repeat(ask), every=0.05)

        return Crowd(join, self.readers).run(scene.until)
