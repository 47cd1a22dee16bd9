import itertools

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "invitations of one person"
    sentence = "Many invite the same person to groups, cancel, and invite again, to fill what that person is told."
    refused_by = ('moim_requests_total{method="ticket.submit",code="rate_limited"',)

    def size(self, is_long):
        return 100 if is_long else 20

    def scale(self, options, is_long):
        size = self.size(is_long)
        return {"connections": size, "people": size + 1, "asking": size, "tickets": size}

    def prepare(self, scene, is_long):
        """The person's id, and the tokens of those who invite them."""
        asked, *inviters = wire.guests(scene.port, 1 + self.size(is_long))
        with wire.open_session(scene.port, asked) as session:
            session.sendall(wire.call("session.read"))
            return wire.read_answer(session)["result"]["user"], inviters

    def run(self, scene):
        asked, inviters = scene.prepared
        tokens = itertools.cycle(inviters)
        pages = wire.call("ticket.list", kind="meal")

        def join(crowd):
            token = next(tokens)
            with wire.open_session(scene.port, token, scene.source()) as session:
                session.sendall(wire.call("session.read"))
                own = wire.read_answer(session)["result"]["user"]

            def script():
                while True:
                    where = {"lat": -60, "lon": 10.0, "radius_m": 100}
                    yield wire.change("ticket.submit", kind="meal", users=[own, asked], criteria={"where": where})
                    yield pages

            crowd.add(wire.open_session(scene.port, token, scene.source()), script(), every=0.01)

        return Crowd(join, len(inviters)).run(scene.until)
