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
        for title in [
            "Waits", "Waits by quantile", "The pool", "Groups", "Work", "Ends", "The pool's rules", "What was run"
        ]:
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

    def test_a_curve_and_a_comparison_of_rules_are_on_the_page(self):
        page = self.assert_whole(self.page_of("--count", "200", "--curve", "patience=0,30,60", "--prefer", "4"))
        self.assertIn("Patience", page.titles)
        with tempfile.TemporaryDirectory() as directory:
            rules = Path(directory) / "patient.json"
            rules.write_text(POOL % '"prefer": 4, "patience_s": 60, "ttl_s": 600')
            text = self.page_of("--count", "200", "--against", str(rules))
        self.assert_whole(text)
        self.assertIn("patient", text)


POOL = '{"pool": {"name": "patient", %s, "criteria": {"place": {"type": "any_of"}, "slot": {"type": "any_of"}}}}\n'


class TheCommand(unittest.TestCase):
    def test_two_files_of_rules_are_compared_on_one_stream(self):
        with tempfile.TemporaryDirectory() as directory:
            one, other = Path(directory) / "one.json", Path(directory) / "other.json"
            one.write_text(POOL % '"ttl_s": 600')
            # Without the slots there are more groups; what the tickets say of slots is passed over.
            other.write_text('{"pool": {"name": "no slots", "ttl_s": 600, "criteria": {"place": {"type": "any_of"}}}}')
            done = bench("--count", "300", "--pool", str(one), "--against", str(other))
        self.assertEqual(done.returncode, 0, done.stderr)
        head = done.stdout.splitlines()[0]
        self.assertLess(head.index("patient"), head.index("no slots"))
        wait = next(line for line in done.stdout.splitlines() if "mean wait" in line).split()
        self.assertLess(float(wait[4]), float(wait[2]))
        self.assertTrue(wait[6].startswith("-"), wait)

    def test_refused_tickets_are_named_and_the_others_go_on(self):
        ticket = '{"at_ms": 7, "submit": {"ticket": "%s", "users": ["%s"], "size": {"min": %d, "max": %d}}}\n'
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "tickets.jsonl"
            tickets = [ticket % ("a", "u", 2, 2), ticket % ("b", "v", 1, 1), ticket % ("c", "w", 2, 2)]
            file.write_text(POOL % '"ttl_s": 5' + "".join(tickets))
            told = bench("--tickets", str(file)).stdout
            explained = [bench("--tickets", str(file), "--explain", name).stderr for name in "abx"]
        self.assertIn("b was refused at 7 ms, party_fills_group", told)
        self.assertIn("refused: party_fills_group", told)
        for end, text in zip(("was matched at 7 ms", "was refused, or is over", "never came"), explained):
            self.assertIn(end, text)

    def test_files_that_cannot_be_read_are_named(self):
        for arguments in (
            ["--tickets", "/nowhere"], ["--tickets", "/tmp"], ["--pool", "/nowhere"], ["--against", "/tmp"]
        ):
            done = bench(*arguments)
            self.assertEqual(done.returncode, 2)
            self.assertIn(arguments[1], done.stderr)

    def test_a_wrong_line_ends_it_with_its_number(self):
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "tickets.jsonl"
            file.write_text(POOL % '"ttl_s": 600' + "\n" + '{"at_ms": 0, "submit": {"ticket": "t"}}\n')
            done = bench("--tickets", str(file))
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, f"moim-sim match: {file}: line 3: `submit`: there is no `users`\n")
        self.assertEqual(done.stdout, "")

    def test_what_was_written_is_read_with_the_same_matches(self):
        with tempfile.TemporaryDirectory() as directory:
            tickets, first, second = (Path(directory) / name for name in ("tickets", "first", "second"))
            asked = "--family mixed --count 400 --per-minute 600 --waiting 100 --neighbours 40 --abandoned 0.1".split()
            asked += "--accept-within-s 30 --declining 0.1 --silent 0.1".split()
            bench(*asked, "--write", str(tickets), "--matches", str(first))
            bench("--tickets", str(tickets), "--matches", str(second))
            groups = [line for line in first.read_text().splitlines() if "match" in line and "summary" not in line]
            again = [line for line in second.read_text().splitlines() if "match" in line and "summary" not in line]
        self.assertGreater(len(groups), 5)
        self.assertEqual(groups, again)

    def test_the_optimum_is_told_or_why_it_is_not(self):
        self.assertIn("100.00 % of them were matched", bench("--count", "24", "--per-minute", "0", "--optimum").stdout)
        self.assertIn("were matched", bench("--count", "24", "--burst", "8", "--optimum").stdout)
        self.assertIn("not computed: ", bench("--count", "200", "--optimum").stdout)

    def test_lists_that_meet_in_pairs_never_make_a_group_of_three(self):
        found = bench("--family", "pairs", "--count", "200", "--waiting", "60")
        self.assertRegex(found.stdout, r"people matched +0\b")
        self.assertRegex(found.stdout, r"searches cut short +0\b")

    def test_the_numbers_of_one_batch_are_of_the_optimum_where_it_is_known(self):
        found = bench("--bench", "batches")
        self.assertEqual(found.returncode, 0, found.stderr)
        small = [line.split() for line in found.stdout.splitlines() if line.split()[1:2] == ["20"]]
        self.assertEqual(len(small), 5)
        for row in small:
            self.assertEqual(row[4], "100.00", row)


if __name__ == "__main__":
    unittest.main()
