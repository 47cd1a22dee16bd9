"""The server is killed with SIGKILL twenty times in the middle of a load: P1, P2, P3 and P7 are kept all the same."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request
from pathlib import Path

BUILD = Path(os.environ["MOIM_BUILD"])
KILLS = 20
# Requests between a start and the next kill: few enough that some kills meet a server that has just come back.
REQUESTS_LEAST, REQUESTS_MOST = 50, 2000
PATIENCE_SECONDS = 60


class Server:
    """A moimd that can be killed and started again on the same data and port."""

    def __init__(self, data):
        self.data = data
        self.port = 0
        self.start()

    def start(self):
        # The port above may be somebody else's by now.
        operators = ["--operator-listen", "127.0.0.1:0"]
        command = [BUILD / "moimd", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", *operators]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        said = self.process.stdout.readline()
        if not (found := re.search(r"listening on http://127\.0\.0\.1:(\d+)", said)):
            raise AssertionError(f"the server did not come up; it said {said!r}")
        self.port = int(found[1])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def forget(self):
        """Loses everything but the secret that people's tokens are signed with."""
        for path in self.data.iterdir():
            if path.is_dir():
                shutil.rmtree(path)


class Load:
    """A `moim-sim load` that runs until it is asked to stop."""

    def __init__(self, port, report):
        command = [BUILD / "moim-sim", "load", "--target", f"127.0.0.1:{port}", "--metrics", "127.0.0.1:0"]
        command += ["--scenario", "churn", "--users", "80", "--rooms", "40", "--retries", "0.2", "--encoding", "both"]
        command += ["--duration", "10m", "--json", report]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.metrics = re.search(r"metrics at (http\S+)", self.process.stderr.readline())[1]
        self.said = []
        self.reader = threading.Thread(target=lambda: self.said.extend(self.process.stderr), daemon=True)
        self.reader.start()

    def done(self):
        """How many requests have their outcome, as its metrics say."""
        text = urllib.request.urlopen(self.metrics, timeout=PATIENCE_SECONDS).read().decode()
        return sum(float(value) for value in re.findall(r"^moim_load_requests_total\S* (\S+)$", text, re.M))

    def wait_for(self, more):
        target, until = self.done() + more, time.monotonic() + PATIENCE_SECONDS
        while self.done() < target:
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError("the load does not go on:\n" + "".join(self.said))
            time.sleep(0.01)

    def finish(self):
        self.process.send_signal(signal.SIGINT)
        table = self.process.stdout.read()
        self.process.wait(PATIENCE_SECONDS)
        self.reader.join()
        self.process.stdout.close()
        self.process.stderr.close()
        return table


class TheServer(unittest.TestCase):
    def setUp(self):
        self.home = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="moim-sigkill-")))
        self.report = self.home / "report.json"
        self.server = Server(self.home / "data")
        self.addCleanup(lambda: self.server.process.poll() is None and self.server.kill())
        self.load = Load(self.server.port, self.report)
        self.addCleanup(lambda: self.load.process.poll() is None and self.load.process.kill())

    def checks(self):
        return json.loads(self.report.read_text())["checks"]

    def test_killed_twenty_times_it_keeps_what_it_acknowledged(self):
        order = random.Random(20)
        for _ in range(KILLS):
            self.load.wait_for(order.randint(REQUESTS_LEAST, REQUESTS_MOST))
            self.server.kill()
            self.server.start()
        self.load.wait_for(REQUESTS_MOST)
        table = self.load.finish()
        print(table)
        self.assertEqual(self.load.process.returncode, 0, table + "".join(self.load.said))
        checks = self.checks()
        self.assertTrue(checks["kept"])
        self.assertEqual(checks["unanswered"], "")
        # Every kill cuts all connections, so the same key must have come again and rooms must have been resumed.
        self.assertGreater(checks["sent_again"], KILLS)
        self.assertGreater(checks["resumed"], KILLS)
        self.assertGreater(checks["rooms_read"], 0)

    def test_a_server_that_comes_back_without_its_data_is_found_out(self):
        self.load.wait_for(REQUESTS_MOST)
        self.server.kill()
        self.server.forget()
        self.server.start()
        self.load.wait_for(REQUESTS_MOST)
        table = self.load.finish()
        self.assertEqual(self.load.process.returncode, 1, table)
        lost = "the room was acknowledged, and then it was not found"
        self.assertRegex(table, rf"P2 · room_\w{{26}}: {lost}")
        self.assertRegex(table, r"P7 · room_\w{26}: ")
        checks = self.checks()
        self.assertFalse(checks["kept"])
        self.assertGreater(checks["broken"], 0)


if __name__ == "__main__":
    unittest.main()
