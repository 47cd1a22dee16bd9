"""What an attack says about itself, and what it is given."""

import time
from dataclasses import dataclass, field


@dataclass
class Scene:
    """What one of an attack's processes is given."""

    port: int
    operators: int
    until: float  # by the monotonic clock
    number: int = 0  # of this process
    prepared: object = None
    #: rooms in which the well-behaved client joins, leaves and reads meanwhile
    rooms: list = field(default_factory=list)

    def source(self, at=0):
        """An address of this process's own; another for each `at`."""
        return f"127.{1 + self.number}.{at // 250}.{1 + at % 250}"

    def over(self):
        return time.monotonic() >= self.until


class Attack:
    """One attack. Each lies in a file of `tried/`, whose name is what it is called on the command line."""

    #: what is done, for the table
    name = ""
    #: what it is after, and what stops it
    sentence = ""
    #: options of moimd that bring its bounds within reach of some seconds
    options = ()
    processes = 1
    #: series of which at least one that begins so has grown afterwards: each says how the attack was refused
    refused_by = ()
    #: whether the server has to have ended connections of the attack
    is_cut = False
    #: whether it has to have left unread what the attack asks, or to have ended its connections; on a busy machine the
    #: attacker may be too slow for the first
    is_held_up = False

    def scale(self, options, is_long):
        """How many the attack may have of what docs/operations.md counts (`memory.py`), with these options of moimd."""
        return {}

    def prepare(self, scene, is_long):
        """What has to be there before; each process finds it in `scene.prepared`. `is_long`: not as few as in the suite."""
        return None

    def run(self, scene):
        """Attacks until `scene.until`; returns a crowd's counts."""
        raise NotImplementedError
