#!/usr/bin/env python3
"""Attacks a moimd and looks at how a well-behaved client fares meanwhile: `tests/attacks/run.py [attack...]`

Each attack gets a server of its own. The client is measured beside the attack, and in turn on another server beside
processes that burn as much CPU as the attackers and the server did, and do nothing else. Ends with 1 if an attack broke
a promise: the client had an error, or waited more than three times as long (p99); the server took more memory than
docs/operations.md says, or did not end well; the attack was not refused as it says itself.
"""

import argparse
import importlib
import json
import multiprocessing
import os
import resource
import sys
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import burn  # noqa: E402
import memory  # noqa: E402
import neighbour  # noqa: E402
import report  # noqa: E402
from attack import Scene  # noqa: E402
from server import Server, is_sanitized  # noqa: E402

ALL = sorted(path.stem for path in (HERE / "tried").glob("*.py"))
#: Bounds that let an attack of seconds reach them.
USUAL = ("--connections", "2000")
#: What the well-behaved client has of everything, with the one who hosts its rooms.
ITS_SCALE = {"connections": 16, "people": 8, "rooms": 8, "seats": 64, "outcomes": 4_096, "asking": 1}
#: How long the attackers have to begin before it counts how the client fares.
LEAD_SECONDS = 0.3
#: Attack and idle burn take turns, so that whatever else the machine does meanwhile is in both.
ROUND_SECONDS = 5
#: How long an attack goes on at a time, where no times are compared, until it is refused.
PATIENCE_SECONDS = 16
forking = multiprocessing.get_context("fork")


def load(name):
    return importlib.import_module(f"tried.{name}").Attack()


class Task:
    """A function in a process of its own: what it returned, and how much CPU it took."""

    def __init__(self, work, *arguments):
        self.receives, sends = forking.Pipe(duplex=False)
        self.process = forking.Process(target=self.perform, args=(sends, work, arguments))
        self.process.start()
        sends.close()

    @staticmethod
    def perform(sends, work, arguments):
        try:
            given = work(*arguments)
        except Exception:
            given = {"failed": traceback.format_exc()}
        sends.send((given, time.process_time()))

    def result(self):
        try:
            return self.receives.recv()
        finally:
            self.process.join()


def beside(server, settled, seconds, others):
    """How the client fares while `others(until)` makes tasks: what it had, and what they gave."""
    since = time.monotonic() + LEAD_SECONDS
    tasks = others(since + seconds)
    client = Task(neighbour.live, server.port, *settled, since, since + seconds)
    fared, _ = client.result()
    return fared, [task.result() for task in tasks]


class Trial:
    """One attack against a server of its own, and the same client on another server, beside nothing but burnt CPU."""

    def __init__(self, attack, with_times, is_long):
        self.attack, self.is_long = attack, is_long
        self.options = [*USUAL, *attack.options]
        self.server = Server(*self.options)
        self.quiet_server = Server(*USUAL) if with_times else None
        self.settled = neighbour.settle(self.server.port)
        self.quiet_settled = neighbour.settle(self.quiet_server.port) if with_times else None
        self.prepared = None
        self.prepared = attack.prepare(self.scene(0), is_long)
        self.before = self.server.series()
        self.fared, self.burnt, self.given, self.cpu_shares = [], [], [], []

    def scene(self, until, number=0):
        return Scene(self.server.port, self.server.operators, until, number, self.prepared, self.settled[1])

    def attack_for(self, seconds):
        def attackers(until):
            return [Task(self.attack.run, self.scene(until, number)) for number in range(self.attack.processes)]

        before, began = self.server.cpu_seconds(), time.monotonic()
        fared, given = beside(self.server, self.settled, seconds, attackers)
        self.fared.append(fared)
        self.given += [counts for counts, _ in given]
        cpu = [*(cpu for _, cpu in given), self.server.cpu_seconds() - before]
        self.cpu_shares.append([min(1.0, each / (time.monotonic() - began)) for each in cpu])

    def burn_for(self, seconds):
        """As much CPU as the attackers and their server took the last time."""

        def burners(until):
            return [Task(burn.burn, share, until) for share in self.cpu_shares[-1]]

        self.burnt.append(beside(self.quiet_server, self.quiet_settled, seconds, burners)[0])

    def outcome(self):
        after, bounds = self.server.series(), memory.options_of(self.options)
        scale = dict(ITS_SCALE)
        for name, count in self.attack.scale(bounds, self.is_long).items():
            scale[name] = scale.get(name, 0) + count
        return {
            "attacked": joined(self.fared),
            "burnt": joined(self.burnt) if self.burnt else None,
            "given": self.given,
            "cpu_shares": self.cpu_shares,
            "peak_bytes": self.server.peak_bytes(),
            "bound_bytes": memory.bound(bounds, scale),
            "grown": {name: grown for name, value in after.items() if (grown := value - self.before.get(name, 0)) > 0},
        }

    def end(self):
        if self.quiet_server:
            self.quiet_server.stop()
        return dict(zip(("status", "log"), self.server.stop()))


def joined(rounds):
    """What the client had in all rounds. One that failed itself is an error."""
    failures = [each["failed"] for each in rounds if "failed" in each]
    had = {kind: [one for each in rounds for one in each.get(kind, [])] for kind in ("read", "change", "errors")}
    return {**had, "errors": had["errors"] + failures}


def try_out(name, seconds, with_times):
    attack = load(name)
    trial = Trial(attack, with_times, is_long=seconds >= ROUND_SECONDS)
    try:
        rounds = max(1, round(seconds / ROUND_SECONDS))
        for _ in range(rounds):
            trial.attack_for(seconds / rounds)
            if with_times:
                trial.burn_for(seconds / rounds)
        outcome = trial.outcome()
        # A machine with much else to do needs longer until an attack has reached its bounds.
        while not with_times and seconds < PATIENCE_SECONDS and not report.was_refused(attack, outcome):
            seconds *= 2
            trial.attack_for(seconds)
            outcome = trial.outcome()
    finally:
        ended = trial.end()
    outcome |= {"attack": name, "name": attack.name, **ended}
    outcome["broken"] = report.broken(attack, outcome, is_sanitized())
    return outcome


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("attacks", nargs="*", metavar="attack", help=f"which; all if none is named: {', '.join(ALL)}")
    parser.add_argument("--seconds", type=float, default=60, help="how long each attack takes (60)")
    parser.add_argument("--no-times", action="store_true", help="do not compare times: as the suite does, in seconds")
    parser.add_argument("--json", type=Path, help="write all that was measured there")
    asked = parser.parse_args()
    if unknown := [name for name in asked.attacks if name not in ALL]:
        parser.error(f"there is no {unknown[0]}; there are: {', '.join(ALL)}")
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    outcomes = []
    for name in asked.attacks or ALL:
        outcomes.append(try_out(name, asked.seconds, not asked.no_times))
        report.tell(outcomes[-1], is_first=len(outcomes) == 1)
    if asked.json:
        asked.json.write_text(json.dumps(outcomes))
    report.conclude(outcomes)
    return 1 if any(each["broken"] for each in outcomes) else 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    sys.exit(main())
