#!/usr/bin/env python3
"""Makes a copy of the tree that has grown: `grow.py TREE COPY`.

The copy holds links to the sources, a facet of rooms and a plain type of entity that the tree has not, and their two
lines in the lists of such. Nothing else differs: what a facet and a type of entity take is what is written here.
"""

import os
import shutil
import sys
from pathlib import Path

FOLDERS = ("domain", "metrics", "store", "actors", "net", "sim", "app", "tests")
SUFFIXES = (".hpp", ".cpp")
# (what is added, to which folder)
ADDED = {"cheers": "domain/room/cheers", "guestbook": "domain/guestbook"}
# file: [(text that is there, the line that is put before it, or the text that it becomes)]
LINES = {
    "domain/room/facets.hpp": [
        ('#include "domain/room/holds/holds.hpp"', '#include "domain/room/cheers/cheers.hpp"\n#include "domain/room/holds/holds.hpp"'),
        ("memberships, notices>;", "memberships, notices, cheers>;"),
    ],
    "domain/entity_types.hpp": [
        ('#include "domain/declare/plain_state.hpp"', '#include "domain/declare/plain_state.hpp"\n#include "domain/guestbook/guestbook.hpp"'),
        ("using plain_types = type_list<>;", "using plain_types = type_list<guestbook>;"),
    ],
}


def link(source, target):
    if target.is_symlink() and os.readlink(target) == str(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    target.symlink_to(source)


def write(target, text):
    if target.exists() and not target.is_symlink() and target.read_text() == text:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    target.write_text(text)


def main():
    tree, copy = Path(sys.argv[1]), Path(sys.argv[2])
    wanted = set()
    for folder in FOLDERS:
        for source in sorted((tree / folder).rglob("*")):
            path = source.relative_to(tree)
            if source.suffix in SUFFIXES and path.parts[:2] != ("tests", "extension"):
                wanted.add(copy / path)
                if str(path) not in LINES:
                    link(source, copy / path)
    for name, folder in ADDED.items():
        for source in sorted((tree / "tests/extension" / name).iterdir()):
            wanted.add(copy / folder / source.name)
            link(source, copy / folder / source.name)
    for path, changes in LINES.items():
        text = (tree / path).read_text()
        for there, becomes in changes:
            if text.count(there) != 1:
                sys.exit(f"{path} does not have {there!r} once")
            text = text.replace(there, becomes)
        write(copy / path, text)
    for old in [path for path in copy.rglob("*") if path.suffix in SUFFIXES and path not in wanted]:
        old.unlink()
    for kept in ("tests/store/golden_events.txt", "tests/store/golden_room.txt", "docs/protocol.md"):
        target = copy / kept
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(tree / kept, target)


if __name__ == "__main__":
    main()
