"""The files in grafana/ by themselves: no server needed."""

import re
import subprocess
import unittest

import dashboard

KNOWN = dashboard.golden()
RULES_TEXT = dashboard.RULES.read_text()

# Metrics that no panel shows, each with the reason.
NOT_SHOWN = {
    "moim_store_clock_jumps_total": "an alert tells of the jump itself",
    "moim_store_clock_jumps_followed_total": "an alert tells of the jump itself",
    "moim_store_clock_offset_seconds": "an alert: no one needs a line that is always 0",
    "moim_store_start_replayed_commits": "about one moment, and the log tells it too",
    "moim_store_start_dropped_bytes": "about one moment, and the log tells it too",
    "moim_store_start_lost_changes": "about one moment, and the log tells it too",
    "moim_store_full": "an alert: no one needs a line that is always 0",
    "moim_entity_messages_total": "for measuring what an operation costs; requests tell an operator more",
    "process_threads": "constant; there for a look by hand",
}


class TheDashboard(unittest.TestCase):
    def setUp(self):
        self.dashboard = dashboard.load()
        self.queries = dashboard.queries(self.dashboard)

    def test_every_query_asks_for_metrics_of_the_catalogue(self):
        for query in self.queries:
            named = dashboard.metrics_named_in(query.expression)
            self.assertTrue(named, query)
            self.assertLessEqual(named, set(KNOWN), query)

    def test_every_query_uses_labels_that_its_metrics_have(self):
        for query in self.queries:
            own = (KNOWN[name][1] for name in dashboard.metrics_named_in(query.expression))
            allowed = {"job", "instance"}.union(*own)
            self.assertLessEqual(dashboard.labels_named_in(query.expression), allowed, query)
            self.assertLessEqual(set(re.findall(r"{{(\w+)}}", query.legend)), allowed, query)

    def test_every_query_is_for_the_chosen_nodes_of_moim_alone(self):
        # Every exporter has metrics of its process, and other jobs may run on instances of the same names.
        for query in self.queries:
            for name in dashboard.metrics_named_in(query.expression):
                chosen = rf'{name}\b(?!{{job=~"\$job", instance=~"\$instance")'
                self.assertNotRegex(query.expression, chosen, query)

    def test_all_jobs_are_those_that_run_moim(self):
        (job,) = [each for each in self.dashboard["templating"]["list"] if each["name"] == "job"]
        self.assertEqual(job["query"]["query"], "label_values(moim_build_info, job)")
        # With a value of its own "All" would take in every job; without one it is the list of those that were found.
        self.assertNotIn("allValue", job)

    def test_counters_are_shown_as_rates(self):
        for query in self.queries:
            for name in dashboard.metrics_named_in(query.expression):
                if name.endswith(("_total", "_bucket", "_sum", "_count")):
                    self.assertNotRegex(query.expression, rf"(?<!rate\(){name}\b", query)

    def test_every_metric_is_shown_or_left_out_for_a_reason(self):
        shown = {
            dashboard.metric_of(name, KNOWN)
            for query in self.queries
            for name in dashboard.metrics_named_in(query.expression)
        }
        every = {dashboard.metric_of(name, KNOWN) for name in KNOWN}
        self.assertEqual(every - shown, set(NOT_SHOWN))

    def test_every_panel_says_what_it_shows_and_in_which_unit(self):
        for panel in dashboard.panels(self.dashboard):
            self.assertTrue(panel["description"].endswith("."), panel["title"])
            self.assertTrue(panel["fieldConfig"]["defaults"]["unit"], panel["title"])
            if panel["type"] == "timeseries":
                self.assertTrue(panel["title"].endswith("?"), panel["title"])

    def test_only_parts_of_one_whole_are_stacked(self):
        # One query, a metric's rate split by one label: the height of the stack is the rate of all. Steps are no
        # parts of a whole, for what was made is accepted later.
        split = re.compile(r"sum by \((\w+)\) \(rate\(\w+\{[^}]*\}\[\$__rate_interval\]\)\)(?: > 0)?")
        for panel in dashboard.panels(self.dashboard):
            if panel["fieldConfig"]["defaults"].get("custom", {}).get("stacking", {}).get("mode") != "normal":
                continue
            self.assertEqual(len(panel["targets"]), 1, panel["title"])
            label = split.fullmatch(panel["targets"][0]["expr"])
            self.assertTrue(label, panel["title"])
            self.assertEqual(panel["targets"][0]["legendFormat"], f"{{{{{label[1]}}}}}", panel["title"])
            self.assertNotEqual(label[1], "step", panel["title"])
            self.assertEqual(panel["fieldConfig"]["overrides"], [], panel["title"])

    def test_what_has_an_axis_of_its_own_is_shown(self):
        for panel in dashboard.panels(self.dashboard):
            for override in panel["fieldConfig"]["overrides"]:
                wanted = override["matcher"]["options"]
                # JavaScript's notation of an expression, for the series of several pools.
                matches = re.compile(wanted.strip("/") if wanted.startswith("/") else re.escape(wanted) + "$")
                legends = [target["legendFormat"] for target in panel["targets"]]
                self.assertTrue(any(matches.search(legend) for legend in legends), panel["title"])

    def test_links_lead_to_panels_and_playbooks_that_exist(self):
        titles = {panel["id"]: panel["title"] for panel in self.dashboard["panels"]}
        for panel in dashboard.panels(self.dashboard):
            for link in panel.get("links", []):
                to_panel, playbook = dashboard.PANEL_LINK.fullmatch(link["url"]), dashboard.playbook_of(link)
                self.assertTrue(to_panel or playbook, link)
                if to_panel:
                    self.assertEqual(link["title"], titles[int(to_panel[1])], panel["title"])
                    self.assertNotEqual(link["title"], panel["title"])
                else:
                    self.assertEqual(link["title"], f"Playbook: {playbook.stem}", panel["title"])
                    self.assertTrue(playbook.exists(), link)

    def test_a_symptom_leads_to_its_playbook_and_to_the_panels_that_the_playbook_looks_at(self):
        linked = set()
        for panel in dashboard.panels(self.dashboard):
            links = panel.get("links", [])
            playbooks = [path for path in map(dashboard.playbook_of, links) if path]
            linked.update(playbooks)
            seen = {panel["title"]}.union(link["title"] for link in links)
            for path in playbooks:
                self.assertLessEqual(dashboard.panels_named_in(path), seen, f"{panel['title']}: {path.name}")
        self.assertEqual(linked, set(dashboard.PLAYBOOKS.glob("*.md")))

    def test_panels_neither_share_an_id_nor_overlap(self):
        taken = set()
        for panel in self.dashboard["panels"]:
            place = panel["gridPos"]
            cells = {
                (x, y)
                for x in range(place["x"], place["x"] + place["w"])
                for y in range(place["y"], place["y"] + place["h"])
            }
            self.assertFalse(cells & taken, panel["title"])
            self.assertLessEqual(place["x"] + place["w"], 24, panel["title"])
            taken |= cells
        ids = [panel["id"] for panel in self.dashboard["panels"]]
        self.assertEqual(len(ids), len(set(ids)))

    def test_the_data_source_is_for_the_reader_to_choose(self):
        for panel in dashboard.panels(self.dashboard):
            for target in panel["targets"]:
                self.assertEqual(target["datasource"]["uid"], "${datasource}", panel["title"])


class TheAlerts(unittest.TestCase):
    def assert_promtool_is_content(self, *arguments):
        done = subprocess.run(["promtool", *arguments], cwd=dashboard.ROOT, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_rules_are_well_formed(self):
        self.assert_promtool_is_content("check", "rules", "--lint=all", "--lint-fatal", str(dashboard.RULES))

    def test_the_example_configuration_is_well_formed(self):
        self.assert_promtool_is_content("check", "config", "grafana/prometheus.yml")

    def test_each_alert_fires_when_it_should_and_only_then(self):
        self.assert_promtool_is_content("test", "rules", "tests/dashboard/alerts.yml")

    def test_each_alert_is_tested(self):
        tested = set(re.findall(r"alertname: (\w+)", (dashboard.ROOT / "tests/dashboard/alerts.yml").read_text()))
        self.assertEqual(tested, set(re.findall(r"alert: (\w+)", RULES_TEXT)))

    def test_alerts_ask_for_metrics_of_the_catalogue(self):
        named = dashboard.metrics_named_in(re.sub(r"#.*|runbook_url: .*", "", RULES_TEXT))
        self.assertTrue(named)
        self.assertLessEqual(named, set(KNOWN))

    def test_each_alert_has_a_playbook_and_each_playbook_an_alert(self):
        base = re.escape("{{ with $externalLabels.moim_files }}{{ . }}/{{ end }}")
        linked = re.findall(rf'runbook_url: "{base}grafana/playbooks/(\w+\.md)"$', RULES_TEXT, re.MULTILINE)
        self.assertEqual(len(linked), RULES_TEXT.count("- alert:"))
        self.assertEqual(set(linked), {path.name for path in dashboard.PLAYBOOKS.glob("*.md")})

    def test_playbooks_point_at_panels_metrics_and_pages_that_exist(self):
        titles = {panel["title"] for panel in dashboard.load()["panels"]}
        metrics = {dashboard.metric_of(name, KNOWN) for name in KNOWN}
        for path in dashboard.PLAYBOOKS.glob("*.md"):
            text = path.read_text()
            self.assertIn("**Who feels it.**", text, path.name)
            self.assertIn("**Over when**", text, path.name)
            self.assertLessEqual(dashboard.panels_named_in(path), titles, path.name)
            self.assertLessEqual(set(re.findall(r"`(moim_[a-z_]+)`", text)), metrics, path.name)
            for linked in re.findall(r"\]\((\w+\.md)\)", text):
                self.assertTrue((dashboard.PLAYBOOKS / linked).exists(), f"{path.name}: {linked}")


if __name__ == "__main__":
    unittest.main()
