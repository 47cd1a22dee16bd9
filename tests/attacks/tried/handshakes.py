import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "handshakes of one address"
    sentence = "Begins sessions as fast as it can, without a token, and leaves them at once."
    options = ("--handshakes-per-second", "2")
    refused_by = ('moim_edge_refused_total{reason="handshakes"',)
    at_once = 50

    def scale(self, options, is_long):
        return {"connections": self.at_once}

    def run(self, scene):
        def join(crowd):
            crowd.add(wire.connect(scene.port, scene.source()), [wire.handshake() + wire.frame(b"", wire.CLOSE)])

        return Crowd(join, self.at_once).run(scene.until)
