"""The programs that the test runs: a moim, and a Prometheus that scrapes it. Both choose their ports themselves."""

import json
import re
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 30


class Program:
    """A child process whose standard error and output are read line by line. Ends with the `with` block."""

    def __init__(self, command):
        self.lines = []
        self._told = threading.Condition()
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._process.stdout.close()

    def _read(self):
        for line in self._process.stdout:
            with self._told:
                self.lines.append(line)
                self._told.notify_all()
        with self._told:
            self.lines.append("(ended)\n")
            self._told.notify_all()

    def said(self, pattern):
        """The first match of `pattern` in what the program said; waits for it."""

        def match():
            return next((found for line in self.lines if (found := re.search(pattern, line))), None)

        with self._told:
            self._told.wait_for(lambda: match() or self.lines[-1:] == ["(ended)\n"], START_SECONDS)
            if not (found := match()):
                raise AssertionError(f"no {pattern!r} in:\n{''.join(self.lines)}")
            return found


class Moim(Program):
    def __init__(self, build, data):
        super().__init__([f"{build}/moimd", "--data", str(data), "--listen", "127.0.0.1:0"])
        self.address = self.said(r"listening on http://(127\.0\.0\.1:\d+)")[1]
        self.operators = self.said(r"operators on http://(127\.0\.0\.1:\d+)")[1]


class Prometheus(Program):
    """Scrapes `target` as the only one of the job `moim`, and evaluates the rules in `rules`."""

    SCRAPE_SECONDS = 0.5

    def __init__(self, target, rules):
        self._home = tempfile.TemporaryDirectory(prefix="moim-prometheus-")
        home = Path(self._home.name)
        (home / "prometheus.yml").write_text(
            json.dumps(  # which is YAML too
                {
                    "global": {"scrape_interval": "500ms", "evaluation_interval": "1s"},
                    "rule_files": [str(rules)],
                    "scrape_configs": [{"job_name": "moim", "static_configs": [{"targets": [target]}]}],
                }
            )
        )
        super().__init__(
            [
                "prometheus",
                f"--config.file={home}/prometheus.yml",
                f"--storage.tsdb.path={home}/data",
                "--web.listen-address=127.0.0.1:0",
            ]
        )
        self._address = self.said(r'msg="Listening on" address=(127\.0\.0\.1:\d+)')[1]
        self.said("Server is ready")

    def __exit__(self, *reason):
        super().__exit__(*reason)
        self._home.cleanup()

    def ask(self, path, **parameters):
        """The data of an API answer; an error of Prometheus is an AssertionError with its words."""
        url = f"http://{self._address}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        try:
            with urllib.request.urlopen(url, timeout=START_SECONDS) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as failed:
            raise AssertionError(f"{path} {parameters}: {failed.read().decode()}") from failed

    def query(self, expression, at=None):
        """The numbers that `expression` gives at a time (seconds since 1970), or now."""
        moment = {} if at is None else {"time": at}
        return [float(each["value"][1]) for each in self.ask("query", query=expression, **moment)["result"]]

    def wait_for_scrape_after(self, moment, metric="up", value=1):
        """When the first successful scrape that began after `moment` and found `metric` at `value` was."""
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up:
            # Not `timestamp(up == 1)`: of anything but a bare metric Prometheus tells the time of the question.
            last = self.query(f"timestamp({metric}) and {metric} == {value}")
            if last and last[0] > moment:
                return last[0]
            time.sleep(self.SCRAPE_SECONDS / 5)
        raise AssertionError("no scrape: " + json.dumps(self.ask("targets")["activeTargets"]))
