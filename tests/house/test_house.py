"""The house rules, read from the sources themselves."""

import sys
import unittest
from pathlib import Path

import house

RULES = house.load_rules()
TEXTS = {path: (house.ROOT / path).read_text() for path in house.sources(house.ROOT, RULES)}


class TheHouse(unittest.TestCase):
    def assert_nothing_amiss(self, wrongs):
        self.assertFalse(wrongs, "\n" + "\n".join(wrongs))

    def test_there_are_sources_to_read(self):
        self.assertIn(Path("domain/declare/ids.hpp"), TEXTS)

    def test_every_folder_includes_only_what_its_row_allows(self):
        self.assert_nothing_amiss([w for path, text in TEXTS.items() for w in house.wrong_includes(path, text, RULES)])

    def test_no_file_has_grown_too_long(self):
        for path, text in TEXTS.items():
            if RULES["lines_warned"] < (lines := text.count("\n")) <= RULES["lines_at_most"]:
                print(f"warning: {path} has {lines} lines", file=sys.stderr)
        self.assert_nothing_amiss([w for path, text in TEXTS.items() for w in house.wrong_length(path, text, RULES)])

    def test_every_header_is_included_once(self):
        self.assert_nothing_amiss([w for path, text in TEXTS.items() for w in house.wrong_guard(path, text)])


class TheRules(unittest.TestCase):
    """Each rule is shown a file that breaks it, and one that does not."""

    def wrongs(self, path, line):
        return house.wrong_includes(Path(path), f"#pragma once\n\n{line}\n", RULES)

    def assert_refused(self, path, line, reason):
        wrongs = self.wrongs(path, line)
        self.assertEqual(len(wrongs), 1, f"{path} with {line}")
        self.assertTrue(wrongs[0].startswith(f"{path}:3: "), wrongs[0])
        self.assertIn(reason, wrongs[0])

    def test_a_folder_may_not_include_one_above_it(self):
        self.assert_refused("domain/room.hpp", '#include "store/log_store.hpp"', "it may include only domain/")

    def test_actors_see_of_the_store_its_port_alone(self):
        self.assertEqual(self.wrongs("actors/entity.cpp", '#include "store/log_store.hpp"'), [])
        rules = RULES | {"folders": RULES["folders"] | {"actors": {"files": ["store/none.hpp"], "libraries": []}}}
        wrongs = house.wrong_includes(Path("actors/entity.cpp"), '#include "store/log_store.hpp"', rules)
        self.assertIn("only actors/, store/none.hpp", wrongs[0])

    def test_a_library_stays_where_it_belongs(self):
        self.assert_refused("store/memory.cpp", "#include <caf/all.hpp>", "its libraries are the standard one")
        self.assert_refused("actors/entity.cpp", "#  include <boost/asio.hpp>", "its libraries are")
        self.assert_refused("net/session.cpp", "#include <rocksdb/db.h>", "rocksdb is for store/rocks*")
        self.assert_refused("store/memory.cpp", "#include <hiredis/hiredis.h>", "hiredis is for store/redis*")
        self.assert_refused("app/options.cpp", "#include <catch2/catch.hpp>", "move the check to tests/")
        self.assert_refused("domain/room.cpp", "#include <unistd.h>", "its libraries are the standard one, expected")

    def test_an_unknown_library_is_refused_everywhere(self):
        self.assert_refused("sim/run.cpp", "#include <zmq.hpp>", "does not know")

    def test_a_quoted_include_is_written_from_the_root(self):
        self.assert_refused("domain/room.cpp", '#include "ids.hpp"', "from the repository's root")

    def test_what_a_row_allows_passes(self):
        for path, line in [
            ("domain/room.cpp", '#include "domain/declare/ids.hpp"'),
            ("domain/room.cpp", "#include <tl/expected.hpp>"),
            ("store/rocks_store.cpp", "#include <rocksdb/db.h>"),
            ("tests/store/rocks_store.cpp", "#include <rocksdb/db.h>"),
            ("tests/fuzz/net/frame.cpp", "#include <msgpack.hpp>"),
            ("sim/load/client.cpp", "#include <boost/beast.hpp>"),
        ]:
            self.assertEqual(self.wrongs(path, line), [])

    def test_a_file_of_251_lines_is_too_long(self):
        self.assertEqual(house.wrong_length(Path("domain/room.cpp"), "\n" * 250, RULES), [])
        self.assertEqual(len(house.wrong_length(Path("domain/room.cpp"), "\n" * 251, RULES)), 1)

    def test_a_header_without_a_guard_is_refused(self):
        self.assertEqual(house.wrong_guard(Path("domain/room.hpp"), "#pragma once\n"), [])
        self.assertEqual(len(house.wrong_guard(Path("domain/room.hpp"), "int x;\n")), 1)
        self.assertEqual(house.wrong_guard(Path("domain/room.cpp"), "int x;\n"), [])


if __name__ == "__main__":
    unittest.main()
