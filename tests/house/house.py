"""Reads the sources by the house's rules. A check answers with a list of sentences, one for each thing amiss."""

import fnmatch
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
CXX_STANDARD = re.compile(r"[a-z_0-9]+$")
BRACE = re.compile(r"[{}]")
BRACE_OR_END = re.compile(r"[{};]")
SCOPE = re.compile(r"(template <.*> )?(inline )?(namespace|struct|class|union|enum|extern)\b[^()]*$", re.S)
# What stands before a body: a list of parameters and what may follow one, or a constructor's last initializer.
BODY_FOLLOWS = re.compile(r"(\)|\b(const|noexcept|override|final|mutable|try)|&|->[^;{}=]*|\bdo|})\s*$")


def load_rules():
    return tomllib.loads((ROOT / "tests/house/rules.toml").read_text())


def sources(root, rules):
    """Every C++ file of the house, as paths relative to its root."""
    folders = [*rules["folders"], "tests"]
    paths = (p.relative_to(root) for f in folders for p in (root / f).rglob("*.[ch]pp"))
    return sorted(p for p in paths if f"{p.parent}/" not in rules["tests"]["grows"])


def row_of(path, rules):
    """What the file at `path` may include: (its folder, files of the house, libraries)."""
    parts = path.parts
    if parts[0] != "tests":
        row = rules["folders"][parts[0]]
        return f"{parts[0]}/", [f"{parts[0]}/", *row["files"]], row["libraries"]
    alike = [rules["tests"]["alike"].get(part, part) for part in parts[1:-1]]
    tested = [part for part in alike if part in rules["folders"]][:1]
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


def siblings(path, other):
    """The two folders in which the ways to these files part; nothing if one lies beside or above the other's folder."""
    ours, theirs = path.parent.parts, other.parent.parts
    for depth, (one, two) in enumerate(zip(ours, theirs)):
        if one != two:
            return Path(*ours[: depth + 1]), Path(*theirs[: depth + 1])
    return None


def mutual_folders(texts):
    """One sentence for each two folders side by side that include each other."""
    reason = {}
    for path, text in texts.items():
        for found in filter(None, map(INCLUDE.match, text.splitlines())):
            if found[1] == '"' and (pair := siblings(path, Path(found[2]))):
                reason.setdefault(pair, f"{path} includes {found[2]}")
    return [
        f"{folder}/ and {other}/ include each other: {why}, but {reason[other, folder]}"
        for (folder, other), why in sorted(reason.items())
        if folder < other and (other, folder) in reason
    ]


def same_names(paths):
    """One sentence for each name that two files outside of tests/ have: whoever looks for one finds the other."""
    by_name = {}
    for path in paths:
        if path.parts[0] != "tests":
            by_name.setdefault((path.stem, path.suffix), []).append(str(path))
    return [f"{', '.join(sorted(all))}: one name" for all in by_name.values() if len(all) > 1]


def long_files(path, text, rules):
    """Advice: a long file may have more than one reason to exist."""
    lines = text.count("\n")
    if lines <= rules["file_lines_advised"]:
        return []
    return [f"{path}: {lines} lines, more than {rules['file_lines_advised']}: which part has a reason of its own to exist?"]


def wrong_guard(path, text):
    if path.suffix != ".hpp" or text.startswith("#pragma once\n"):
        return []
    return [f"{path}:1: a header begins with `#pragma once`"]


def without_comments_and_texts(text):
    """The same lines and braces, with nothing in comments, strings and characters that could look like code."""
    pattern = r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])\'|^[ ]*#[^\n]*'

    def stand_in(found):
        return (" " if found[0].lstrip()[0] in "/#" else "_") + "\n" * found[0].count("\n")

    return re.sub(pattern, stand_in, text, flags=re.S | re.M)


def closing_brace(code, opening):
    """Where the brace at `opening` is closed; the end of `code` if nowhere."""
    depth = 0
    for found in BRACE.finditer(code, opening):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.start()
    return len(code)


def functions(text):
    """(line, lines of the body, head) of each function; one inside another counts for the outer one only."""
    code = without_comments_and_texts(text)
    found, begin, at = [], 0, 0
    while brace_or_end := BRACE_OR_END.search(code, at):
        at = brace_or_end.end()
        if brace_or_end[0] != "{":
            begin = at
            continue
        head = code[begin : brace_or_end.start()]
        if SCOPE.match(head.strip()):
            begin = at
            continue
        end = closing_brace(code, brace_or_end.start())
        at = min(end + 1, len(code))
        if not BODY_FOLLOWS.search(head):
            continue  # an initializer: what it belongs to goes on behind it
        first = begin + len(head) - len(head.lstrip())
        body_lines = max(0, code.count("\n", brace_or_end.start(), end) - 1)
        found.append((code.count("\n", 0, first) + 1, body_lines, " ".join(head.split())))
        begin = at
    return found


def wrong_functions(path, text, rules):
    most = rules["max_function_lines"]
    return [
        f"{path}:{line}: a function of {lines} lines, at most {most}: what in it has a name of its own? ({head[:60]})"
        for line, lines, head in functions(text)
        if lines > most
    ]
