"""What operations cost in instructions; docs/cost.toml is the table, `make cost` prints it."""

import importlib.machinery
import importlib.util
import os
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def load(path):
    loader = importlib.machinery.SourceFileLoader(path.name, str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(path.name, loader))
    loader.exec_module(module)
    return module


class TheTable(unittest.TestCase):
    def test_no_operation_costs_more_than_the_table_allows(self):
        done = subprocess.run([ROOT / "tools/cost", "--build", os.environ["MOIM_BUILD"]], capture_output=True, text=True)
        print(done.stdout)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class TheComparison(unittest.TestCase):
    def dearer(self, counted):
        table = {"more_at_most_percent": 5, "instructions": {"join": 1_000}}
        return load(ROOT / "tools/cost").compare(counted, table)[1]

    def test_a_twentieth_more_is_allowed_and_no_more(self):
        self.assertEqual(self.dearer({"join": 1_050}), [])
        self.assertEqual(self.dearer({"join": 1_051}), ["join"])

    def test_a_run_that_is_not_in_the_table_fails(self):
        self.assertEqual(self.dearer({"leave": 1}), ["leave"])


if __name__ == "__main__":
    unittest.main()
