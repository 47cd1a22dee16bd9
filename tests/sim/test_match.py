"""The matcher's bench as a program: what it reads, writes and tells."""

import os
import subprocess
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path

BUILD = Path(os.environ.get("MOIM_BUILD", "build/release")).resolve()
VOID = {"meta", "link", "br", "hr", "img", "input"}


def bench(*arguments):
    return subprocess.run([BUILD / "moim-sim", "match", *arguments], capture_output=True, text=True, timeout=300)


class Page(HTMLParser):
    """Knows whether tags are closed in the order in which they were opened, and what a page would fetch."""

    def __init__(self, text):
        super().__init__()
        self.open, self.wrong, self.fetched, self.titles, self.tags = [], [], [], [], set()
        self.feed(text)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.fetched += [value for name, value in attributes if name in ("src", "href", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if self.open and self.open[-1] == "h2":
            self.titles.append(data)


class TheReport(unittest.TestCase):
    def page_of(self, *arguments):
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "report.html"
            done = bench(*arguments, "--report", str(file))
            self.assertEqual(done.returncode, 0, done.stderr)
            return file.read_text()

    def assert_whole(self, text):
        page = Page(text)
        self.assertEqual(page.wrong, [])
        self.assertEqual(page.fetched, [], "a page that lies alone somewhere fetches nothing")
        self.assertNotIn("nan", text.lower())
        self.assertNotIn("inf%", text)
        return page

    def test_a_report_is_one_whole_page_with_everything_on_it(self):
        text = self.page_of("--count", "300", "--family", "wide", "--compare")
        page = self.assert_whole(text)
        for title in ["Waits", "Waits by quantile", "The pool", "Groups", "Work", "Ends", "The pool's rules", "What was run"]:
            self.assertIn(title, page.titles)
        self.assertIn("svg", page.tags)
        self.assertIn("oldest first", text)
        self.assertIn("--count 300 --family wide", text)

    def test_a_report_on_nothing_is_whole_too(self):
        for arguments in (["--count", "0"], ["--count", "1"], ["--count", "30", "--per-minute", "0"]):
            self.assert_whole(self.page_of(*arguments, "--compare"))

    def test_a_report_that_cannot_be_written_is_refused_by_name(self):
        done = bench("--count", "1", "--report", "/nowhere/report.html")
        self.assertEqual(done.returncode, 2)
        self.assertIn("/nowhere/report.html", done.stderr)


if __name__ == "__main__":
    unittest.main()
