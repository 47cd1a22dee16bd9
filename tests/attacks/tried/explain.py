import itertools

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "explanations of tickets"
    sentence = "Many people ask why their tickets wait, each far more often than they may."
    refused_by = ('moim_requests_total{method="ticket.explain",code="rate_limited"',)

    def size(self, is_long):
        return 200 if is_long else 40

    def scale(self, options, is_long):
        size = self.size(is_long)
        return {"connections": size, "people": size, "asking": size, "tickets": size}

    def prepare(self, scene, is_long):
        """People who wait, whom nothing suits: their tokens and tickets."""
        waiting = []
        for number, token in enumerate(wire.guests(scene.port, self.size(is_long))):
            with wire.open_session(scene.port, token) as session:
                where = {"lat": -60 + number * 0.5, "lon": 10.0, "radius_m": 100}
                session.sendall(wire.change("ticket.submit", kind="meal", criteria={"where": where}))
                waiting.append((token, wire.read_answer(session)["result"]["ticket"]))
        return waiting

    def run(self, scene):
        waiting = itertools.cycle(scene.prepared)

        def join(crowd):
            token, ticket = next(waiting)
            asked = wire.call("ticket.explain", ticket=ticket) * 5
            crowd.add(wire.open_session(scene.port, token, scene.source()), itertools.repeat(asked), every=0.2)

        return Crowd(join, len(scene.prepared)).run(scene.until)
