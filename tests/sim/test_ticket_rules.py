"""The matcher's answers to ticket files, judged by rules that were written anew from the text of the format."""

import copy
import json
import os
import random
import subprocess
import tempfile
import unittest
from pathlib import Path

import ticket_histories
import ticket_rules

BUILD = Path(os.environ.get("MOIM_BUILD", "build/release")).resolve()
SANITIZED = "asan" in BUILD.name
HISTORIES, BATCHES = (15, 15) if SANITIZED else (100, 60)


def answers_to(lines):
    with tempfile.TemporaryDirectory() as directory:
        tickets, matches = Path(directory) / "tickets.jsonl", Path(directory) / "matches.jsonl"
        tickets.write_text("".join(json.dumps(line) + "\n" for line in lines))
        done = subprocess.run(
            [BUILD / "moim-sim", "match", "--tickets", tickets, "--matches", matches],
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return ticket_rules.read(matches.read_text())


def told(lines):
    return "".join(json.dumps(line) + "\n" for line in lines)


class Drawn(unittest.TestCase):
    def test_every_match_is_valid_and_no_ready_group_is_left_waiting(self):
        groups = 0
        for seed in range(HISTORIES):
            lines = ticket_histories.history(random.Random(seed))
            answers = answers_to(lines)
            groups += sum("match" in answer for answer in answers)
            self.assertEqual(ticket_rules.check(lines, answers), [], f"seed {seed}\n{told(lines)}")
        self.assertGreater(groups, HISTORIES / 2)

    def test_one_batch_holds_as_many_people_as_any_choice_of_groups(self):
        most = 0
        for seed in range(BATCHES):
            lines = ticket_histories.batch(random.Random(1000 + seed))
            answers = answers_to(lines)
            matches = [answer for answer in answers if "match" in answer]
            at_once = sum(match["match"]["people"] for match in matches if match["at_ms"] == 0)
            rules, tickets = lines[0]["pool"], []
            for number, line in enumerate(lines[1:]):
                ticket = ticket_rules.Waiting(line, number)
                if not ticket_rules.is_refused(rules, ticket, tickets) and not ticket.is_over(rules, 0):
                    tickets.append(ticket)
            best = ticket_rules.most_people(rules, tickets, 0)
            self.assertEqual(at_once, best, f"seed {seed}\n{told(lines)}")
            most += best
        self.assertGreater(most, BATCHES)

    def test_the_matches_of_generated_streams_are_valid(self):
        for family in ("dense", "narrow", "mixed", "wide", "skewed"):
            asked = f"--family {family} --count {150 if SANITIZED else 400} --per-minute 120 --ttl-s 300 --waiting 100"
            asked += " --neighbours 30 --relax-after-s 60 --abandoned 0.2 --wave-ms 500"
            with tempfile.TemporaryDirectory() as directory:
                tickets, matches = Path(directory) / "tickets.jsonl", Path(directory) / "matches.jsonl"
                command = [BUILD / "moim-sim", "match", *asked.split(), "--write", tickets, "--matches", matches]
                subprocess.run(command, check=True, capture_output=True)
                lines, answers = (ticket_rules.read(file.read_text()) for file in (tickets, matches))
            self.assertGreater(len(answers), 20)
            self.assertEqual(ticket_rules.check(lines, answers, judge_left=False), [], family)


class TheJudge(unittest.TestCase):
    """It has to find fault with answers that are wrong."""

    LINES = [
        {"pool": {"criteria": {"place": {"type": "any_of"}, "where": {"type": "radius"}, "when": {"type": "window"}}}},
        {"at_ms": 0, "submit": {"ticket": "a", "users": ["u"], "size": {"min": 2, "max": 3}, "criteria": {
            "place": ["x", "y"], "where": {"lat": 0, "lon": 0, "radius_m": 800}, "when": {"from_ms": 5, "to_ms": 90}}}},
        {"at_ms": 0, "submit": {"ticket": "b", "users": ["v"], "size": {"min": 2, "max": 3}, "criteria": {
            "place": ["y", "x"], "where": {"lat": 0, "lon": 0.01, "radius_m": 800}, "when": {"from_ms": 9, "to_ms": 99}}}},
    ]  # fmt: skip

    def test_a_right_answer_passes(self):
        self.assertEqual(ticket_rules.check(self.LINES, answers_to(self.LINES)), [])

    def test_wrong_answers_do_not(self):
        def spoil(change):
            answers = copy.deepcopy(answers_to(self.LINES))
            change(answers)
            return ticket_rules.check(self.LINES, answers)

        def agreed(answers):
            return answers[0]["match"]["agreed"]

        for change in (
            lambda answers: answers.pop(0),
            lambda answers: answers.insert(0, answers[0]),
            lambda answers: answers[0]["match"].update(people=3),
            lambda answers: answers[0]["match"].update(tickets=["a"]),
            lambda answers: answers[0].update(at_ms=1_800_000),
            lambda answers: agreed(answers).update(place="y"),
            lambda answers: agreed(answers).pop("when"),
            lambda answers: agreed(answers)["when"].update(to_ms=99),
            lambda answers: agreed(answers)["where"].update(lat=0.006),
            lambda answers: agreed(answers)["where"].update(lon=0.0072),
        ):
            self.assertNotEqual(spoil(change), [])


if __name__ == "__main__":
    unittest.main()
