"""What a facet and a type of entity take: a folder and a line each. The grown copy of the tree is talked to, and its
golden file and protocol page are written anew as whoever adds something does it."""

import os
import subprocess
import unittest
from pathlib import Path

BUILD = Path(os.environ["MOIM_BUILD"])
GROWN = BUILD / "grown"
ROOT = Path(__file__).resolve().parents[2]


def run(*cases, **environment):
    return subprocess.run([BUILD / "grown_tests", *cases], cwd=GROWN, env={**os.environ, **environment},
                          capture_output=True, text=True)


def added(path):
    """The lines that a kept file of the copy has more than the tree's."""
    before = (ROOT / path).read_text().splitlines()
    return [line for line in (GROWN / path).read_text().splitlines() if line not in before]


class TheGrownTree(unittest.TestCase):
    def test_what_was_added_is_talked_to(self):
        told = run("[extension]")
        self.assertEqual(told.returncode, 0, told.stdout)

    def test_what_was_added_is_missed_in_the_kept_files_and_written_to_them(self):
        subprocess.run(["python3", ROOT / "tests/extension/grow.py", ROOT, GROWN], check=True)
        self.assertNotEqual(run("[kept]").returncode, 0)
        told = run("[kept]", MOIM_WRITE="1")
        told = run("[kept]")
        self.assertEqual(told.returncode, 0, told.stdout)
        events = [line.split()[:2] for line in added("tests/store/golden_events.txt")]
        self.assertIn(["room", "cheered"], events)
        self.assertIn(["guestbook", "line_written"], events)
        page = "\n".join(added("docs/protocol.md"))
        for name in ("### `room.cheer`", "### `guestbook.write`", "### `guestbook.read`"):
            self.assertIn(name, page)

    def test_nothing_else_differs_from_the_tree(self):
        files = [path for path in GROWN.rglob("*") if path.suffix in (".hpp", ".cpp")]
        of_its_own = {str(path.relative_to(GROWN)) for path in files if not path.is_symlink()}
        self.assertEqual(of_its_own, {"domain/room/facets.hpp", "domain/entity_types.hpp"})
        for path in of_its_own:
            before, after = (ROOT / path).read_text().splitlines(), (GROWN / path).read_text().splitlines()
            self.assertLessEqual(len([line for line in after if line not in before]), 2, path)


if __name__ == "__main__":
    unittest.main()
