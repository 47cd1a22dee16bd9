"""The formula of docs/operations.md that bounds a server's memory, computed from that page and the server's options."""

import re
import subprocess
from pathlib import Path

from server import MOIMD

PAGE = Path(__file__).resolve().parents[2] / "docs/operations.md"
WORD = re.compile(r"[a-z_]+")


def section():
    return PAGE.read_text().split("\n## Memory\n")[1].split("\n## ")[0]


def sizes():
    """The bytes of each thing, by its name, as the page's table gives them."""
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([\d,]+) \|$", section(), re.M)
    return {name: int(number.replace(",", "")) for name, number in rows}


def formulas():
    """The page's formulas, by what they give, in Python's words."""
    lines = re.search(r"```\n(.*?)```", section(), re.S)[1].replace("×", "*").replace("\n ", " ")
    return dict(re.split(r" += +", line.strip(), maxsplit=1) for line in lines.strip().splitlines())


def counts():
    """What the page says is counted, each 0 unless there are some."""
    return dict.fromkeys(re.findall(r"^\* `(\w+)`", section(), re.M), 0)


def example():
    """The page's worked example: the options, what there is of everything, and the MiB that it says come of it."""
    text = re.search(r"^\*\*An example\.\*\*.*?\n\n", section(), re.M | re.S)[0].replace("\n", " ")
    words = re.search(r"`moimd (.*?)`", text)[1].split()
    scale = {name: int(count.replace(",", "")) for count, name in re.findall(r"([\d,]+) `(\w+)`", text)}
    return words, scale, int(re.search(r"\*\*([\d,]+) MiB\*\*", text)[1].replace(",", ""))


def defaults():
    """moimd's own bounds, by the names of their options."""
    help = subprocess.run([MOIMD, "--help"], capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^ +--([a-z-]+) \d+\.\.\d+=(\d+)", help, re.M)
    return {name.replace("-", "_"): int(value) for name, value in found}


def options_of(command):
    """The bounds of a moimd that was started with these words."""
    given = {name[2:].replace("-", "_"): int(value) for name, value in zip(command[::2], command[1::2])}
    made = defaults() | given
    made.setdefault("connections_per_address", min(5_000, max(8, made["connections"] // 4)))
    return made


def bound(options, scale):
    """The bytes that the server may take with these options, while there is as much of everything as `scale` says."""
    known = sizes() | counts() | options
    for name in scale:
        if name not in known:
            raise KeyError(f"{name} is nothing that {PAGE.name} counts")
    known |= scale
    for name, formula in formulas().items():
        known[name] = eval(formula, {"min": min, "max": max, "__builtins__": {}}, known)
    return int(known["memory"])
