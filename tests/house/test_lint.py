"""Formatting everywhere; clang-tidy, some minutes, for the rules. `make lint` has it read everything."""

import subprocess
import unittest

import house


class TheSources(unittest.TestCase):
    def assert_clean(self, *arguments):
        done = subprocess.run([house.ROOT / "tools/lint", *arguments], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_every_file_is_formatted_as_make_format_does_it(self):
        self.assert_clean("format")

    def test_pages_are_wrapped(self):
        self.assert_clean("pages")

    def test_the_rules_are_tidy(self):
        self.assert_clean("--jobs", "2", "tidy", "domain")


if __name__ == "__main__":
    unittest.main()
