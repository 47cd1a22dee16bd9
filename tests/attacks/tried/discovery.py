import itertools

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "the description, again and again"
    sentence = "Sessions that have not said who they are ask for the protocol's description faster than it can be read."
    is_held_up = True
    sessions = 4

    def scale(self, options, is_long):
        return {"connections": self.sessions, "slow_readers": self.sessions, "asking": self.sessions}

    def run(self, scene):
        def join(crowd):
            crowd.add(wire.open_session(scene.port, None, scene.source()), itertools.repeat(wire.call("rpc.discover") * 200), every=0.1)

        return Crowd(join, self.sessions).run(scene.until)
