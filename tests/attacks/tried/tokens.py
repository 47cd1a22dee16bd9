import base64
import itertools
import json

import attack
import wire
from crowd import Crowd


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def forged(algorithm):
    claims = {"iss": "moim", "sub": "user_01m7p3qq00t790mpjtb9d5mpjt", "exp": 4_102_444_800}
    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(claims)}.{'A' * 86}"


class Attack(attack.Attack):
    name = "forged tokens"
    sentence = "Handshakes and `session.authenticate` with tokens that nobody signed, of every algorithm and of none."
    refused_by = ('moim_tokens_refused_total{reason="invalid"', 'moim_connections_closed_total{reason="token_refused"')
    options = ("--handshakes-per-second", "1000")
    at_once = 30

    def scale(self, options, is_long):
        return {"connections": self.at_once, "asking": self.at_once}

    def run(self, scene):
        tokens = [forged(each) for each in ("HS256", "RS256", "ES256", "none")] + ["a.b.c", "A" * 4_000]
        tries = itertools.cycle(
            [[wire.handshake(token)] for token in tokens]
            + [[wire.handshake(), wire.call("session.authenticate", token=token) * 10] for token in tokens]
        )

        def join(crowd):
            crowd.add(wire.connect(scene.port, scene.source()), next(tries), every=0.01)

        return Crowd(join, self.at_once).run(scene.until)
