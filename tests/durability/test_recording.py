"""What happens to tickets on a live server, written down and played again by the bench."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from client import Person, request_key
from test_tickets import BUILD, Server


def submit(person, places, kind="partner"):
    wish = {"kind": kind, "key": request_key(), "size": {"min": 2, "max": 2}, "criteria": {"place": places}}
    return person.call("ticket.submit", **wish)["result"]["ticket"]


class Recording(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.file = Path(self.place.name, "live.record")
        self.server = Server(Path(self.place.name, "data"), "--record-tickets", self.file)
        self.addCleanup(lambda: self.server.process.poll() is None and self.server.kill())

    def person(self):
        made = Person(self.server.port)
        self.addCleanup(made.close)
        return made

    def replay(self, *options):
        out = Path(self.place.name, "groups.jsonl")
        command = [BUILD / "moim-sim", "match", "--matches", out, *options]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
        lines = [json.loads(line) for line in out.read_text().splitlines()] if ended.returncode == 0 else []
        return ended, [line["match"]["tickets"] for line in lines if "match" in line]

    def play(self):
        """Six people, in this order: 1 waits, 2 thinks better of it, 3 is matched with 1, 4 with 5, 6 waits."""
        people = [self.person() for _ in range(6)]
        submit(people[0], ["a"])
        taken_back = submit(people[1], ["b"])
        people[1].call("ticket.cancel", key=request_key(), ticket=taken_back)
        submit(people[2], ["a", "b"])
        submit(people[3], ["b"])
        submit(people[4], ["b", "c"])
        submit(people[5], ["a"])

    def test_the_bench_makes_the_same_groups_of_a_recording(self):
        self.play()
        self.server.kill()
        ended, groups = self.replay("--recorded", self.file)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual(groups, [["t1", "t3"], ["t4", "t5"]])
        history = Path(self.place.name, "live.jsonl")
        self.replay("--recorded", self.file, "--kind", "partner", "--write", history)
        self.assertEqual(self.replay("--tickets", history)[1], groups)
        self.assertNotRegex(history.read_text(), "user_|tkt_")

    def test_a_recording_goes_on_after_a_restart_and_may_be_cut_off_anywhere(self):
        self.play()
        self.server.kill()
        self.server.start()
        submit(self.person(), ["a"])
        self.server.kill()
        self.assertEqual(self.replay("--recorded", self.file)[1], [["t1", "t3"], ["t4", "t5"], ["t6", "t7"]])
        os.truncate(self.file, self.file.stat().st_size - 3)
        ended, groups = self.replay("--recorded", self.file)
        self.assertEqual(groups[:2], [["t1", "t3"], ["t4", "t5"]])
        self.assertIn("cut off", ended.stdout)

    def test_which_of_several_pools_is_meant_has_to_be_said(self):
        person = self.person()
        submit(person, ["a"])
        submit(person, ["a"], "meal")
        self.server.kill()
        ended, _ = self.replay("--recorded", self.file)
        self.assertEqual(ended.returncode, 2)
        self.assertIn("--kind: meal, partner", ended.stderr.replace("partner, meal", "meal, partner"))
        self.assertEqual(self.replay("--recorded", self.file, "--kind", "meal")[0].returncode, 0)

    def test_a_recording_that_cannot_be_written_is_said_at_the_start(self):
        command = [BUILD / "moimd", "--data", Path(self.place.name, "other"), "--listen", "127.0.0.1:0"]
        ended = subprocess.run(
            [*command, "--record-tickets", Path(self.place.name, "nowhere", "x")], capture_output=True, text=True, timeout=60
        )
        self.assertEqual(ended.returncode, 1)
        self.assertIn("cannot write --record-tickets", ended.stderr)


if __name__ == "__main__":
    unittest.main()
