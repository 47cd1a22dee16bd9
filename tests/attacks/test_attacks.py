"""Each attack for a moment. How long others waited is not asked here, on a machine that does other things meanwhile;
that they had no error, what it cost in memory, and that the attack was refused as it says itself, is."""

import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import memory  # noqa: E402
import report  # noqa: E402
import run  # noqa: E402

SECONDS = "1"
AT_ONCE = min(3, os.cpu_count() or 1)


def attacked(name):
    """What `run.py` says of an attack, and wrote of it."""
    with tempfile.TemporaryDirectory() as scratch:
        written = Path(scratch) / "outcome.json"
        command = [sys.executable, HERE / "run.py", name, "--no-times", "--seconds", SECONDS, "--json", written]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=300)
        outcome = json.loads(written.read_text())[0] if written.exists() else None
        return name, ended.stdout + ended.stderr, outcome


class TheAttacks(unittest.TestCase):
    def test_no_attack_breaks_a_promise(self):
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as several:
            for name, said, outcome in several.map(attacked, run.ALL):
                with self.subTest(name):
                    self.assertIsNotNone(outcome, said)
                    self.assertEqual(outcome["broken"], [], said)

    def test_each_attack_says_what_it_does_and_how_it_is_refused(self):
        self.assertGreater(len(run.ALL), 15)
        for name in run.ALL:
            attack = run.load(name)
            with self.subTest(name):
                self.assertTrue(attack.name and attack.sentence.endswith("."))
                self.assertTrue(attack.refused_by or attack.is_cut or attack.is_held_up)


class WhatIsBroken(unittest.TestCase):
    """An attack that is not held has to be seen."""

    def broken(self, is_cut=True, **differs):
        outcome = {
            "attacked": {"read": [1.0] * 100, "change": [9.0] * 100, "errors": []},
            "burnt": {"read": [1.0] * 100, "change": [9.0] * 100},
            "given": [{"cut": 1, "sent_bytes": 100_000}],
            "grown": {'moim_edge_refused_total{reason="rate"}': 1.0},
            "peak_bytes": 100,
            "bound_bytes": 100,
            "status": 0,
            "log": "",
        } | differs
        refused_by = ('moim_edge_refused_total{reason="rate"',)
        attack = SimpleNamespace(refused_by=refused_by, is_cut=is_cut, is_held_up=not is_cut)
        return report.broken(attack, outcome, is_sanitized=False)

    def test_one_that_is_held_breaks_nothing(self):
        self.assertEqual(self.broken(), [])
        self.assertEqual(self.broken(is_cut=False, given=[{"cut": 0, "sent_bytes": 100_000}]), [])
        self.assertEqual(self.broken(is_cut=False, given=[{"cut": 1, "sent_bytes": 9_000}]), [])

    def test_what_the_others_felt_is_told(self):
        felt = {"read": [1.0] * 100, "change": [9.0] * 100, "errors": ["overloaded"]}
        self.assertIn("had 1 errors: ['overloaded']", self.broken(attacked=felt)[0])
        slow = {"read": [1.0] * 97 + [40.0] * 3, "change": [9.0] * 100, "errors": []}
        self.assertIn("reads took 40.0 times as long", self.broken(attacked=slow)[0])

    def test_what_the_server_felt_is_told(self):
        self.assertIn("more than the", self.broken(peak_bytes=101)[0])
        self.assertIn("moimd ended with -11", self.broken(status=-11)[0])

    def test_an_attack_that_nobody_refused_is_told(self):
        self.assertIn('no moim_edge_refused_total{reason="rate" was counted', self.broken(grown={})[0])
        self.assertIn("no connection of the attack was ended", self.broken(given=[{"cut": 0, "sent_bytes": 100_000}])[0])
        self.assertIn("all that the attack asked was read", self.broken(False, given=[{"cut": 0, "sent_bytes": 9_000}])[0])
        self.assertIn("the attack itself failed", self.broken(given=[{"failed": "", "cut": 1}])[0])


class TheFormula(unittest.TestCase):
    def test_each_of_its_words_is_explained(self):
        formulas, known = memory.formulas(), {*memory.sizes(), *memory.counts(), *memory.options_of([])}
        self.assertEqual(list(formulas)[-1], "memory")
        for name, formula in formulas.items():
            words = set(memory.WORD.findall(formula)) - {"min", "max"}
            self.assertEqual(words - known, set(), name)
            known.add(name)

    def test_it_counts_what_a_server_is_let_have(self):
        few = memory.bound(memory.options_of(["--outbox-bytes", "1000"]), {"slow_readers": 100})
        many = memory.bound(memory.options_of(["--outbox-bytes", "2000"]), {"slow_readers": 100})
        self.assertEqual(many - few, 1_000 * 100 * 5 // 4)

    def test_the_worked_example_is_what_the_formula_gives(self):
        words, scale, told = memory.example()
        self.assertEqual(round(memory.bound(memory.options_of(words), scale) / 2**20), told)


if __name__ == "__main__":
    unittest.main()
