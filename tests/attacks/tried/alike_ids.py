import itertools

from tried import invented_rooms
from tried.invented_rooms import DIGITS

PAIRS = [bytes([DIGITS[at], DIGITS[31 - at]]) for at in range(32)]


class Attack(invented_rooms.Attack):
    name = "ids that are alike"
    sentence = "Reads rooms whose ids differ in a few bits, of which a hash without a key makes one long chain."
    counter = itertools.count()

    def digits(self, count):
        """Every other digit counts up and the one behind it down: their sums stay the same."""
        for at in itertools.islice(self.counter, count):
            yield b"0" * 17 + b"".join(PAIRS[at >> shift & 31] for shift in (15, 10, 5, 0))
