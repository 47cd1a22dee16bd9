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

    def test_no_two_folders_include_each_other(self):
        self.assert_nothing_amiss(house.mutual_folders(TEXTS))

    def test_no_two_files_have_one_name(self):
        self.assert_nothing_amiss(house.same_names(TEXTS))

    def test_every_function_fits_on_a_screen(self):
        self.assert_nothing_amiss([w for path, text in TEXTS.items() for w in house.wrong_functions(path, text, RULES)])

    def test_the_functions_are_seen(self):
        self.assertGreater(sum(len(house.functions(text)) for text in TEXTS.values()), 3000)

    def test_long_files_are_told(self):
        for path, text in TEXTS.items():
            for advice in house.long_files(path, text, RULES):
                print(f"warning: {advice}", file=sys.stderr)

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

    def test_a_sibling_may_not_include_one_back(self):
        texts = {Path("domain/user/user.hpp"): '#include "domain/room/room.hpp"\n',
                 Path("domain/room/room.hpp"): '#include "domain/room/seats/seats.hpp"\n#include "domain/ids.hpp"\n',
                 Path("domain/room/seats/seats.hpp"): '#include "domain/room/room.hpp"\n'}
        self.assertEqual(house.mutual_folders(texts), [])
        texts[Path("domain/room/room.cpp")] = '#include "domain/user/rooms.hpp"\n'
        wrongs = house.mutual_folders(texts)
        self.assertEqual(len(wrongs), 1)
        self.assertIn("domain/room/room.cpp includes domain/user/rooms.hpp", wrongs[0])

    def test_two_files_of_one_name_are_found(self):
        self.assertEqual(house.same_names([Path("net/edge.hpp"), Path("net/edge.cpp"), Path("tests/net/edge.cpp")]), [])
        self.assertEqual(house.same_names([Path("net/edge.hpp"), Path("metrics/edge.hpp")]),
                         ["metrics/edge.hpp, net/edge.hpp: one name"])

    def test_a_body_of_51_lines_is_too_long(self):
        for head in ["int f()", "bool c::f(int x) const noexcept", "template <class T>\nauto f(T t) -> std::vector<T>",
                     "c::c(int x) : a_{x}, b_(x)", "c::c(int x)\n    : a_{{x}, 1},\n      b_{x}", 'TEST_CASE("a brace {")',
                     "struct s {\n  void f() override"]:
            with self.subTest(head):
                def wrongs(lines):
                    text = f"namespace n {{\n{head} {{\n" + "  g({1});\n" * lines + "}\n}\n"
                    return house.wrong_functions(Path("domain/room.cpp"), text, RULES)

                self.assertEqual(wrongs(50), [])
                self.assertEqual(len(wrongs(51)), 1)
                self.assertIn("domain/room.cpp:", wrongs(51)[0])

    def test_what_is_no_function_may_be_long(self):
        for head in ["struct s", "enum class e : int", "namespace m", "constexpr std::array<int, 60> table = ",
                     "const int list[]", "class c final : public d"]:
            text = f"{head} {{\n" + "  x,\n" * 60 + "};\n"
            self.assertEqual(house.wrong_functions(Path("domain/room.cpp"), text, RULES), [], head)

    def test_comments_and_texts_are_no_code(self):
        text = "int f() {\n" + "  // {\n" * 10 + '  g("{", \'{\', R"(}})");\n  /* {\n { */\n}\nint h() { return 1\'000; }\n'
        self.assertEqual([(line, head) for line, _, head in house.functions(text)], [(1, "int f()"), (16, "int h()")])

    def test_a_long_file_is_advised_upon(self):
        self.assertEqual(house.long_files(Path("domain/room.cpp"), "\n" * 200, RULES), [])
        self.assertEqual(len(house.long_files(Path("domain/room.cpp"), "\n" * 201, RULES)), 1)

    def test_a_header_without_a_guard_is_refused(self):
        self.assertEqual(house.wrong_guard(Path("domain/room.hpp"), "#pragma once\n"), [])
        self.assertEqual(len(house.wrong_guard(Path("domain/room.hpp"), "int x;\n")), 1)
        self.assertEqual(house.wrong_guard(Path("domain/room.cpp"), "int x;\n"), [])


if __name__ == "__main__":
    unittest.main()
