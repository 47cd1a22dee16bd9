"""The report of what the simulator reaches, on a simulator of three lines."""

import importlib.machinery
import importlib.util
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
loader = importlib.machinery.SourceFileLoader("coverage", str(ROOT / "tools/coverage"))
coverage = importlib.util.module_from_spec(importlib.util.spec_from_loader("coverage", loader))
loader.exec_module(coverage)

SOURCES = {
    "domain/half.cpp": "int half(int x) {\n  if (x > 1)\n    return 7;\n  return 1;\n}\n",
    "domain/twice.hpp": "template <class T>\nT twice(T x) {\n  return x + x;\n}\n",
    "actors/one.cpp": '#include "domain/twice.hpp"\nint one() {\n  return twice(1);\n}\n',
    "actors/asleep.cpp": "int asleep() {\n  return 1;\n}\n",
    "store/rocks_store.cpp": "int rocks() {\n  return 1;\n}\n",
    "net/edge.cpp": "int edge() {\n  return 1;\n}\n",
    "main.cpp": "int half(int);\nint one();\nint main() { return half(1) - one() + 1; }\n",
}


def built(root):
    """A program `moim-sim` of these sources, with its notes beside it."""
    build = root / "build"
    build.mkdir()
    for name, text in SOURCES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    units = [f"../{name}" for name in SOURCES if name.endswith(".cpp")]
    compiler = ["g++", "-std=c++20", "--coverage", "-I", "..", "-o", "moim-sim"]
    subprocess.run([*compiler, *units], cwd=build, check=True)
    return build


class Coverage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as directory:
            root = Path(directory).resolve()
            build = built(root)
            coverage.run_seeds(build, 1)
            coverage.run_seeds(build, 1)
            cls.files = coverage.lines_of(build, root, coverage.FOLDERS)
            cls.text, cls.forgotten = coverage.report(cls.files, coverage.FOLDERS)

    def test_each_line_says_how_often_it_was_reached_since_the_run_began(self):
        self.assertEqual(self.files["domain/half.cpp"], {1: 1, 2: 1, 3: 0, 4: 1})
        self.assertEqual(self.files["domain/twice.hpp"], {2: 1, 3: 1})

    def test_only_the_folders_that_were_asked_for_count(self):
        self.assertEqual({Path(name).parts[0] for name in self.files}, {"domain", "actors", "store"})

    def test_the_least_covered_file_comes_first(self):
        names = [name for name, *_ in coverage.counted(self.files)]
        self.assertEqual(names[0], "actors/asleep.cpp")
        self.assertLess(names.index("domain/half.cpp"), names.index("domain/twice.hpp"))
        self.assertRegex(self.text, r"domain/half.cpp +3 of +4 lines +75.0%  3\n")

    def test_lines_that_were_not_reached_are_told_as_ranges(self):
        self.assertEqual(coverage.gaps({1: 0, 2: 0, 4: 0, 5: 1, 9: 0}), "1–4, 9")

    def test_a_folder_does_not_count_what_is_left_to_other_tests(self):
        self.assertNotRegex(self.text, r"\n  store/ ")
        self.assertRegex(self.text, r"Left to other tests \(2 lines\): the embedded store.*\n  store/rocks_store.cpp")

    def test_a_file_that_nothing_reaches_has_to_have_a_reason(self):
        self.assertEqual(self.forgotten, ["actors/asleep.cpp"])


if __name__ == "__main__":
    unittest.main()
