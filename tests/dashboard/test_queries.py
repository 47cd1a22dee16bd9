"""Every query of the dashboard and every alert, evaluated by a real Prometheus that has scraped a real server under load."""

import math
import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import dashboard
import servers

BUILD = Path(os.environ.get("MOIM_BUILD", dashboard.ROOT / "build/release"))
LOAD_SECONDS = 6

# What may be empty on one healthy node, each with the reason.
MAY_BE_EMPTY = {
    "How long must a lost round be replayed? [99 of 100 need at most]": "one node has no conflicts",
    "Are timers on time? [99 of 100 are at most]": "a short run need not have a timer that is due",
    "How long is the certificate good? [{{instance}}]": "this server speaks no TLS",
    "What do people do in chats? [{{method}}]": "the load writes nothing",
    "Are writers held up? [{{code}}]": "the load writes nothing",
    "Do followed lists keep up? [99 of 100 within]": "the load follows no list",
    "How long does a search take? [half take at most]": "the load searches for nothing",
    "How long does a search take? [99 of 100 take at most]": "the load searches for nothing",
    "annotation [Restarts]": "nothing restarts",
}


class TheQueries(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        data = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="moim-data-"))
        cls.moim = cls.enterClassContext(servers.Moim(BUILD, data))
        cls.prometheus = cls.enterClassContext(servers.Prometheus(cls.moim.operators, dashboard.RULES))
        # Rates need a sample from before the load.
        began_at = cls.prometheus.wait_for_scrape_after(time.time())
        load = subprocess.run(
            [BUILD / "moim-sim", "load", "--target", cls.moim.address, "--duration", f"{LOAD_SECONDS}s"],
            capture_output=True,
            text=True,
        )
        if load.returncode:
            raise AssertionError(f"moim-sim load: {load.returncode}\n{load.stdout}{load.stderr}")
        match = subprocess.run(
            ["python3", dashboard.ROOT / "docs/examples/first_match.py", f"http://{cls.moim.address}"],
            capture_output=True,
            text=True,
        )
        if match.returncode:
            raise AssertionError(f"first_match.py: {match.returncode}\n{match.stdout}{match.stderr}")
        # Everybody has left, and the server knows; what it tells may be a second old.
        cls.loaded_at = cls.prometheus.wait_for_scrape_after(time.time() + 1, "moim_connections", 0)
        # However long the load took on this machine, the rates are over all of it.
        cls.interval = f"{math.ceil(cls.loaded_at - began_at)}s"

    def evaluated(self, query):
        expression = dashboard.filled_in(query.expression, self.interval)
        return [value for value in self.prometheus.query(expression, self.loaded_at) if not math.isnan(value)]

    def test_every_query_of_the_dashboard_has_an_answer(self):
        for query in dashboard.queries(dashboard.load()):
            with self.subTest(str(query)):
                if not self.evaluated(query):
                    self.assertIn(str(query), MAY_BE_EMPTY, query.expression)

    def test_what_may_be_empty_is_still_asked(self):
        self.assertLessEqual(set(MAY_BE_EMPTY), {str(query) for query in dashboard.queries(dashboard.load())})

    def test_the_load_is_seen(self):
        for metric in [
            'moim_requests_total{method="room.join", code="ok"}',
            "moim_request_duration_seconds_count",
            'moim_appends_total{outcome="committed"}',
            "moim_store_sync_duration_seconds_count",
            "moim_entity_loads_total",
            "moim_received_bytes_total",
            "moim_sent_bytes_total",
            "process_cpu_seconds_total",
        ]:
            with self.subTest(metric):
                self.assertGreater(sum(self.prometheus.query(f"rate({metric}[{self.interval}])", self.loaded_at)), 0)

    def test_every_alert_can_be_evaluated_and_a_healthy_node_sets_none_off(self):
        # Rules that are due once a second have been evaluated once the next scrape but one is in.
        self.prometheus.wait_for_scrape_after(self.loaded_at + 2)
        rules = [rule for group in self.prometheus.ask("rules")["groups"] for rule in group["rules"]]
        self.assertEqual(len(rules), dashboard.RULES.read_text().count("- alert:"))
        for rule in rules:
            with self.subTest(rule["name"]):
                self.assertEqual(rule["health"], "ok", rule.get("lastError"))
                self.assertNotEqual(rule["state"], "firing", rule)
                self.prometheus.query(rule["query"])


if __name__ == "__main__":
    unittest.main()
