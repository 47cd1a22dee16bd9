import itertools

import attack
import wire
from crowd import Crowd


class Attack(attack.Attack):
    name = "connections that are hoarded"
    sentence = "Opens more connections than one address may have, and keeps them; those refused try again."
    refused_by = ('moim_edge_refused_total{reason="address_connections"',)
    connections = 700

    def scale(self, options, is_long):
        return {"connections": options["connections_per_address"]}

    def run(self, scene):
        def join(crowd):
            crowd.add(wire.connect(scene.port, scene.source()), itertools.repeat(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"), every=1)

        return Crowd(join, self.connections).run(scene.until)
