"""What the files in grafana/ ask Prometheus for."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DASHBOARD = ROOT / "grafana/dashboards/moim.json"
RULES = ROOT / "grafana/alerts/moim.rules.yml"
PLAYBOOKS = ROOT / "grafana/playbooks"
GOLDEN_NAMES = ROOT / "tests/metrics/golden_names.txt"

METRIC = re.compile(r"\b(?:moim|process)_[a-z_]+\b")
LABEL = re.compile(r'([a-z]+)\s*(?:=~|!~|!=|=)\s*"')
PANEL_LINK = re.compile(r"/d/moim/moim\?viewPanel=(\d+)&\$\{__url_time_range\}&\$\{__all_variables\}")
PLAYBOOK_LINK = re.compile(r"\$\{files:raw\}/grafana/playbooks/(\w+\.md)")
OF_HISTOGRAM = re.compile(r"_(?:bucket|sum|count)$")


@dataclass(frozen=True)
class Query:
    """One query of a panel, as Grafana would send it."""

    panel: str
    legend: str
    expression: str

    def __str__(self):
        return f"{self.panel} [{self.legend}]"


def load():
    return json.loads(DASHBOARD.read_text())


def panels(dashboard):
    """All panels that show something: rows are only headings."""
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def playbook_of(link):
    """The file that a panel's link leads to; nothing if it leads elsewhere."""
    found = PLAYBOOK_LINK.fullmatch(link["url"])
    return PLAYBOOKS / found[1] if found else None


def panels_named_in(playbook):
    """The titles of the panels that a playbook looks at: questions in quotation marks."""
    return set(re.findall(r'"([A-Z][^"]*\?)"', playbook.read_text().replace("\n", " ")))


def queries(dashboard):
    return [
        Query(panel["title"], target["legendFormat"], target["expr"])
        for panel in panels(dashboard)
        for target in panel["targets"]
    ] + [Query("annotation", each["name"], each["expr"]) for each in dashboard["annotations"]["list"]]


def filled_in(expression, rate_interval):
    """The expression with Grafana's variables replaced: all nodes of moim's job, rates over `rate_interval`."""
    interval = {"$__rate_interval": rate_interval, "$__interval": rate_interval}
    for name, value in {"$job": "moim", "$instance": ".*", **interval}.items():
        expression = expression.replace(name, value)
    return expression


def metrics_named_in(expression):
    return set(METRIC.findall(expression))


def labels_named_in(expression):
    grouped = re.findall(r"\bby \(([^)]*)\)", expression)
    return set(LABEL.findall(expression)) | {label.strip() for group in grouped for label in group.split(",")}


def golden():
    """Each metric's type and labels, by the names under which its series appear."""
    known = {}
    for line in GOLDEN_NAMES.read_text().splitlines():
        name, kind, *labels = line.split()
        if kind == "histogram":
            known |= {f"{name}_bucket": (kind, {*labels, "le"}), f"{name}_sum": (kind, set(labels))}
            known |= {f"{name}_count": (kind, set(labels))}
        else:
            known[name] = (kind, set(labels))
    return known


def metric_of(series_name, known):
    """The metric that a series belongs to: `x_bucket` belongs to the histogram `x`."""
    kind, _ = known[series_name]
    return OF_HISTOGRAM.sub("", series_name) if kind == "histogram" else series_name
