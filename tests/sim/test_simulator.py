"""The simulator as a program: one seed is one story, in every process and every build, and many seeds take no more memory."""

import os
import signal
import socket
import subprocess
import unittest
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("MOIM_BUILD", "build/release")).resolve()
SIMULATOR = BUILD / "moim-sim"
SANITIZED = "asan" in BUILD.name
SEEDS = [3, 14, 159]
SOURCES = ["domain", "store", "metrics", "actors", "net", "app", "sim"]


def story(simulator, seed):
    done = subprocess.run([simulator, "run", "--seed", str(seed), "--trace"], capture_output=True, timeout=300)
    assert done.returncode == 0, done.stdout[-4000:]
    # What follows the digest tells how fast this process was.
    told, digest, rest = done.stdout.partition(b"\ndigest ")
    assert digest, done.stdout[-4000:]
    return told + rest[:16]


def most_memory_kb(seeds):
    """The most that the simulator had in memory, by what the kernel saw."""
    simulator = subprocess.Popen([SIMULATOR, "run", "--seeds", str(seeds)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(simulator.pid, 0)
    simulator.returncode = os.waitstatus_to_exitcode(status)
    assert simulator.returncode == 0
    return usage.ru_maxrss


def other_builds():
    """Simulators in other build directories that are newer than every source that they are made of."""
    newest = max(path.stat().st_mtime for folder in SOURCES for path in (ROOT / folder).rglob("*.?pp"))
    for simulator in sorted(BUILD.parent.glob("*/moim-sim")):
        if simulator.parent != BUILD and simulator.stat().st_mtime > newest:
            yield simulator


class ASeed(unittest.TestCase):
    def test_two_processes_tell_the_same_story_byte_for_byte(self):
        for seed in SEEDS:
            first = story(SIMULATOR, seed)
            self.assertGreater(len(first.splitlines()), 50)
            # Not assertEqual: nobody reads a difference of megabytes.
            self.assertTrue(first == story(SIMULATOR, seed), f"seed {seed} is told in two ways")

    def test_every_build_tells_the_same_story(self):
        others = list(other_builds())
        if not others:
            self.skipTest("there is no second build of these sources: make test presets='release asan'")
        for simulator in others:
            for seed in SEEDS:
                same = story(SIMULATOR, seed) == story(simulator, seed)
                self.assertTrue(same, f"seed {seed} is another story in {simulator}")

    def test_another_seed_is_another_story(self):
        self.assertNotEqual(story(SIMULATOR, 3), story(SIMULATOR, 4))


class ManySeeds(unittest.TestCase):
    @unittest.skipIf(SANITIZED, "the sanitizer keeps what was freed, and finds leaks itself")
    def test_many_seeds_take_no_more_memory_than_some(self):
        # The largest of many runs is a little larger than the largest of some.
        self.assertLess(most_memory_kb(400), most_memory_kb(50) + 4 * 1024)

    def test_an_interrupt_ends_with_the_report(self):
        simulator = subprocess.Popen([SIMULATOR, "run", "--seeds", "0", "--trace"], stdout=subprocess.PIPE)
        simulator.stdout.read(1)  # it runs, and so has its handler
        simulator.send_signal(signal.SIGINT)
        told, _ = simulator.communicate(timeout=300)
        self.assertEqual(simulator.returncode, 0)
        self.assertIn(b"Ways back", told[-8000:])

    def test_a_port_shows_to_prometheus_what_has_happened_so_far(self):
        simulator = subprocess.Popen(
            [SIMULATOR, "run", "--seeds", "0", "--metrics", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        url = simulator.stderr.readline().decode().removeprefix("metrics at ").strip()
        with urllib.request.urlopen(url, timeout=300) as answer:
            told = answer.read().decode()
        # Answered between two seeds, so there was a first one.
        self.assertNotIn("\nmoim_sim_seeds_total 0\n", told)
        self.assertIn('moim_sim_told_total{answer="room.join"}', told)
        self.assertIn("moim_appends_total", told)
        simulator.send_signal(signal.SIGINT)
        simulator.communicate(timeout=300)
        self.assertEqual(simulator.returncode, 0)

    def test_a_port_that_is_taken_is_refused_by_name(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            done = subprocess.run([SIMULATOR, "run", "--metrics", port], capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"port {port}", done.stderr)

    def test_a_seed_that_fails_ends_the_run_unless_it_is_to_keep_going(self):
        # On so long a way nothing arrives before the end: whatever the seed, people wait for their answers.
        too_slow = ["--network-ms", "1000000", "--recovery-phase-ms", "0"]
        fails = [SIMULATOR, "run", "--seed", "1", "--seeds", "3", *too_slow]
        first = subprocess.run(fails, capture_output=True, text=True, timeout=300)
        self.assertEqual(first.returncode, 1)
        self.assertEqual(first.stdout.count("To see all of it:"), 1)
        every = subprocess.run([*fails, "--keep-going"], capture_output=True, text=True, timeout=300)
        self.assertEqual(every.returncode, 1)
        self.assertIn("0 seeds passed, 3 failed", every.stdout)
        self.assertEqual(every.stdout.count("To see all of it:"), 3)


if __name__ == "__main__":
    unittest.main()
