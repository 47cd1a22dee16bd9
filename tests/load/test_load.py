"""The load harness against a server that it starts: short runs that must keep every promise."""

import json
import os
import re
import resource
import subprocess
import tempfile
import unittest
from pathlib import Path

BUILD = Path(os.environ["MOIM_BUILD"])


def load(*arguments, before=None):
    """Runs `moim-sim load`; its ended process and its JSON report. `before`: what its process does first."""
    with tempfile.TemporaryDirectory(prefix="moim-load-test-") as home:
        report = Path(home) / "report.json"
        command = [BUILD / "moim-sim", "load", "--json", report, *arguments]
        ended = subprocess.run(command, capture_output=True, text=True, preexec_fn=before)
        return ended, json.loads(report.read_text()) if report.exists() else None


class TheHarness(unittest.TestCase):
    def assert_kept(self, ended, report):
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertTrue(report["checks"]["kept"])
        self.assertEqual(report["checks"]["violations"], [])

    def test_a_mixed_run_in_both_encodings_keeps_every_promise(self):
        ended, report = load("--duration", "3s", "--encoding", "both", "--users", "100", "--rooms", "50", "--seed", "7")
        self.assert_kept(ended, report)
        for operation in ["room.create", "room.join", "room.leave", "room.read", "room.list", "user.rooms"]:
            self.assertGreater(report["operations"][operation]["done"], 0, operation)
        self.assertGreater(report["checks"]["rooms_read"], 49)
        self.assertGreater(report["checks"]["followers"], 0)
        self.assertGreater(report["checks"]["pushes"], 0)
        self.assertGreater(report["checks"]["sent_again"], 0)
        self.assertGreater(report["window"]["server_cpu_us_per_answer"], 0)
        self.assertIn("Every promise was kept.", ended.stdout)
        for operation in ["ticket.submit", "(match)"]:
            self.assertGreater(report["operations"][operation]["done"], 0, operation)
        # Everybody suits everybody, so one at the most is left waiting.
        self.assertLessEqual(report["checks"]["tickets"] - report["checks"]["tickets_ended"], 1)
        self.assertRegex(ended.stdout, r"P4 one end per ticket: \d+ tickets")
        # 100 people, two connections each, two requests on each.
        self.assertEqual(report["plan"]["requests_under_way"], 400)
        self.assertIn("latencies are those of 400 requests under way at once (closed loop)", ended.stdout)

    def test_people_whose_connections_break_lose_nothing(self):
        ended, report = load("--scenario", "churn", "--duration", "3s", "--users", "60", "--rooms", "30")
        self.assert_kept(ended, report)
        self.assertGreater(report["operations"]["(reconnect)"]["done"], 0)
        self.assertGreater(report["checks"]["resumed"], 0)

    def test_a_hot_room_is_filled_to_its_last_seat_and_the_late_are_refused(self):
        sizes = ["--seats", "100", "--rooms", "5", "--followers", "3"]
        ended, report = load("--scenario", "hot", "--duration", "20s", *sizes)
        self.assert_kept(ended, report)
        self.assertTrue(report["window"]["ran_dry"])
        self.assertEqual(report["operations"]["room.join"]["done"], report["checks"]["members_seen"])
        self.assertGreater(report["refusals"]["room_full"], 0)

    def test_few_people_fill_many_rooms(self):
        ended, report = load("--scenario", "many", "--duration", "1s", "--rooms", "2000")
        self.assert_kept(ended, report)

    def test_an_open_loop_keeps_its_rate(self):
        ended, report = load("--rate", "200", "--duration", "4s", "--users", "50", "--rooms", "20")
        self.assert_kept(ended, report)
        done = sum(each["done"] + each["refused"] for each in report["operations"].values())
        self.assertGreater(done, 600)
        self.assertLess(done, 1000)

    def test_more_connections_than_files_may_be_open_end_with_2_and_the_numbers(self):
        def allow_few_files():
            resource.setrlimit(resource.RLIMIT_NOFILE, (300, 300))

        ended, report = load("--users", "500", before=allow_few_files)
        self.assertEqual(ended.returncode, 2, ended.stdout + ended.stderr)
        self.assertIsNone(report)
        self.assertIn("1000 connections are too many for 300 open files", ended.stderr)

    def test_a_connection_that_the_server_refuses_is_counted_and_said(self):
        ended, report = load("--users", "20", "--away", "1", "--", "--connections", "30")
        self.assertEqual(ended.returncode, 2, ended.stdout + ended.stderr)
        self.assertRegex(ended.stderr, r"30 of 40 connections to 127.0.0.1 are open, .* tries failed, the last one: \w")

    def test_what_cannot_be_run_says_why_and_ends_with_2(self):
        for arguments, why in [
            (["--target", "nowhere"], "is not ADDRESS:PORT"),
            (["--target", "127.0.0.1:1", "--away", "0.2"], "no connection to 127.0.0.1"),
            (["--seats", "2..60000"], "no kind allows rooms of 2 to 60000 seats; there are: "),
            (["--seats", "foo"], "--seats: MIN..MAX, 1 to 100000"),
            (["--", "--no-such-option"], "did not say where it listens"),
        ]:
            with self.subTest(why):
                ended, report = load("--quiet", *arguments)
                self.assertEqual(ended.returncode, 2, ended.stdout + ended.stderr)
                self.assertIsNone(report)
                self.assertRegex(ended.stderr, re.escape(why))


if __name__ == "__main__":
    unittest.main()
