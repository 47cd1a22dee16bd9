"""The server that is attacked: a moimd of its own, in a directory of its own."""

import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

MOIMD = Path(os.environ.get("MOIM_BUILD", "build/release")).resolve() / "moimd"


class Server:
    def __init__(self, *options):
        self.data = tempfile.TemporaryDirectory(prefix="moim-attacked-")
        command = [MOIMD, "--data", self.data.name, "--listen", "127.0.0.1:0", "--drain-seconds", "0", *options]
        self.log = open(Path(self.data.name) / "log", "w+")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.port, self.operators = (self.read_port() for _ in range(2))

    def read_port(self):
        line = self.process.stdout.readline()
        if not (found := re.search(r":(\d+)$", line)):
            self.log.seek(0)
            raise RuntimeError(f"moimd did not start: {line}{self.log.read()}")
        return int(found[1])

    def page(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.operators}/metrics", timeout=30) as answer:
            return answer.read().decode()

    def series(self):
        """All that `/metrics` tells as of now, by name and labels. Within a second all get the same page: until there
        is another one it may be of before."""
        seen = page = self.page()
        while page == seen:
            time.sleep(0.05)
            page = self.page()
        lines = (line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, value in lines}

    def peak_bytes(self):
        """The most memory that it has had in use."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024

    def cpu_seconds(self):
        words = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        """Asks it to end; how it did, and the end of its log."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self.process.stdout.close()
        self.log.seek(0)
        log = self.log.read()
        self.log.close()
        self.data.cleanup()
        return status, log


def is_sanitized():
    """Whether moimd was built with the sanitizers, whose memory is another."""
    return b"__asan_init" in MOIMD.read_bytes()
