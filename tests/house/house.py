"""Reads the sources by the house's rules. A check answers with a list of sentences, one for each thing amiss."""

import fnmatch
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
CXX_STANDARD = re.compile(r"[a-z_0-9]+$")


def load_rules():
    return tomllib.loads((ROOT / "tests/house/rules.toml").read_text())


def sources(root, rules):
    """Every C++ file of the house, as paths relative to its root."""
    folders = [*rules["folders"], "tests"]
    return sorted(p.relative_to(root) for f in folders for p in (root / f).rglob("*.[ch]pp"))


def row_of(path, rules):
    """What the file at `path` may include: (its folder, files of the house, libraries)."""
    parts = path.parts
    if parts[0] != "tests":
        row = rules["folders"][parts[0]]
        return f"{parts[0]}/", [f"{parts[0]}/", *row["files"]], row["libraries"]
    tested = [part for part in parts[1:-1] if part in rules["folders"]][:1]
    files, libraries = list(rules["tests"]["files"]), list(rules["tests"]["libraries"])
    for folder in tested:
        files += [f"{folder}/", *rules["folders"][folder]["files"]]
        libraries += rules["folders"][folder]["libraries"]
    return f"{path.parent}/", files, libraries


def library_of(header, rules):
    """The library that a header in angle brackets belongs to; nothing if the rules do not know it."""
    if CXX_STANDARD.match(header):
        return "standard"
    for name, beginnings in rules["libraries"].items():
        if any(header == b or (b.endswith("/") and header.startswith(b)) for b in beginnings):
            return name
    return None


def wrong_file(included, files, root):
    if not (root / included).is_file():
        return "no such file; write it from the repository's root"
    if not any(included == f or (f.endswith("/") and included.startswith(f)) for f in files):
        return f"of the house it may include only {', '.join(sorted(set(files)))}"
    return None


def wrong_library(path, header, libraries, rules):
    library = library_of(header, rules)
    if library is None:
        return "a library that tests/house/rules.toml does not know; add it there if the house wants it"
    for rule in rules["only"]:
        if rule["library"] == library and not any(fnmatch.fnmatch(str(path), p) for p in rule["files"]):
            return f"{library} is for {', '.join(rule['files'])} only; {rule['instead']}"
    if library != "standard" and library not in libraries and "*" not in libraries:
        return f"its libraries are the standard one{''.join(', ' + name for name in sorted(set(libraries)))}"
    return None


def wrong_includes(path, text, rules, root=ROOT):
    """One sentence for each #include in `text` that the file at `path` may not have."""
    folder, files, libraries = row_of(path, rules)
    wrongs = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not (found := INCLUDE.match(line)):
            continue
        bracket, name = found.groups()
        house = bracket == '"'
        why = wrong_file(name, files, root) if house else wrong_library(path, name, libraries, rules)
        if why:
            wrongs.append(f"{path}:{number}: {folder} may not include {line.split('include')[1].strip()}: {why}")
    return wrongs


def wrong_length(path, text, rules):
    lines = text.count("\n")
    if lines <= rules["lines_at_most"]:
        return []
    return [f"{path}: {lines} lines, at most {rules['lines_at_most']}: which part has a reason of its own to exist?"]


def wrong_guard(path, text):
    if path.suffix != ".hpp" or text.startswith("#pragma once\n"):
        return []
    return [f"{path}:1: a header begins with `#pragma once`"]
