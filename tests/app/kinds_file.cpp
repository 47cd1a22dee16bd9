#include "app/kinds_file.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

namespace moim {
namespace {

std::string with(std::string_view line, std::string_view instead) {
  std::string text =
      "key = \"meal\"\n"
      "min_seats = 2\n"
      "max_seats = 20\n"
      "host_takes_seat = true\n"
      "who_sees_members = \"members\"\n"
      "open_for_s = 60\n"
      "in_members_lists = false\n";
  if (!line.empty()) text.replace(text.find(line), line.size(), instead);
  return text;
}

std::string mistake_in(const std::string& toml) {
  auto made = read_kind(toml, "meal.toml");
  return made ? "none" : made.error();
}

TEST_CASE("a file with the names that keys had before is read as well") {
  auto made = read_kind(with("min_seats", "seats_least") + "[pool]\npeople_most = 3\n", "meal.toml");
  REQUIRE(made);
  CHECK(made->kinds[0].min_seats == 2);
  CHECK(made->pools[0].matching.max_people == 3);
  auto both = read_kind(with("max_seats", "max_seats = 9\nseats_most"), "meal.toml");
  REQUIRE_FALSE(both);
  CHECK(both.error().find("seats_most") != std::string::npos);
}

TEST_CASE("a kind is what its file says") {
  auto made = read_kind(with("", ""), "meal.toml");
  REQUIRE(made);
  CHECK(made->kinds == std::vector{kind{"meal", 2, 20, true, roster::members, 60, false}});
  CHECK(made->pools.empty());
}

TEST_CASE("how many rooms one person may have open is 16, unless the file says otherwise") {
  CHECK(read_kind(with("", ""), "meal.toml")->kinds.front().max_open_rooms == 16);
  CHECK(read_kind(with("", "") + "max_open_rooms = 3\n", "meal.toml")->kinds.front().max_open_rooms == 3);
  CHECK(mistake_in(with("", "") + "max_open_rooms = 0\n") ==
        "meal.toml:8:18: max_open_rooms: 0 is not within 1 and 10000");
}

TEST_CASE("a table in a kind's file switches a facet on, and holds its numbers") {
  auto made = read_kind(with("", "") + "[waitlist]\n[approval]\nmax_open = 3\nttl_s = 60\n", "meal.toml");
  REQUIRE(made);
  const auto& of = made->kinds.front();
  REQUIRE(of.rules<approval>());
  CHECK(*of.rules<approval>() == approval::rules{3, 60});
  REQUIRE(of.rules<waitlist>());
  CHECK(*of.rules<waitlist>() == waitlist::rules{});
  CHECK_FALSE(of.rules<holds>());
  CHECK_FALSE(of.rules<moderation>());
}

TEST_CASE("a kind's file says who talks in its rooms, and from when on") {
  auto made = read_kind(with("", "") + "[chat]\nwho = \"everyone\"\nopens = \"when_locked\"\n", "meal.toml");
  REQUIRE(made);
  CHECK(*made->kinds.front().rules<talk>() == chat_terms{.who = circle::everyone, .opens = chat_opening::when_locked});
  CHECK(mistake_in(with("", "") + "[chat]\nwho = \"nobody\"\n") ==
        "meal.toml:9:7: who: one of \"members\", \"everyone\", please, not \"nobody\"");
}

TEST_CASE("a mistake in a facet's table is named, and a table that is none of a facet's is refused") {
  auto mistake = [](const std::string& added) { return mistake_in(with("", "") + added); };
  CHECK(mistake("[approval]\nmax_open = 0\n") == "meal.toml:9:12: max_open: 0 is not within 1 and 1000");
  CHECK(mistake("[approval]\nmax = 1\n") == "meal.toml:9:1: max: there is no such key; the keys are max_open, ttl_s");
  CHECK(mistake("approval = true\n") == "meal.toml:8:12: approval: a table [approval], please");
  CHECK(mistake("[approval.more]\nmax_open = 1\n").rfind("meal.toml:8:11: more: there is no such key", 0) == 0);
  CHECK(mistake("[facets]\n").rfind("meal.toml:8:2: facets: there is no such key; the keys are key, ", 0) == 0);
  CHECK(mistake("[aproval]\n").rfind("meal.toml:8:2: aproval: there is no such key", 0) == 0);
  CHECK(mistake("[pool]\n[pool.ttl_s]\nmore = 1\n").rfind("meal.toml:9:", 0) == 0);
}

TEST_CASE("a kind gives its rooms fields of its own, a table each") {
  auto made = read_kind(with("", "") +
                            "[description]\nmax_tags = 2\n[[description.fields]]\nkey = \"effort\"\ntype = \"choice\"\n"
                            "options = [\"light\", \"heavy\"]\nrequired = true\n[[description.fields]]\nkey = \"age\"\n"
                            "type = \"integer\"\nmin = -5\n",
                        "meal.toml");
  REQUIRE(made);
  const auto* rules = made->kinds.front().rules<description>();
  REQUIRE(rules);
  CHECK(rules->max_tags == 2);
  CHECK(rules->fields_of_kind.get() ==
        std::vector<field_rule>{{"effort", field_type::choice, true, {}, {}, {"light", "heavy"}},
                                {"age", field_type::integer, false, -5, {}, {}}});
}

TEST_CASE("a mistake in a kind's own fields is named") {
  auto mistake = [](const std::string& added) { return mistake_in(with("", "") + "[description]\n" + added); };
  CHECK(mistake("fields = 1\n") == "meal.toml:9:10: fields: a list of at most 32, please");
  CHECK(mistake("[[description.fields]]\nkey = \"a\"\ntype = \"date\"\n") ==
        "meal.toml:11:8: type: one of \"text\", \"integer\", \"boolean\", \"choice\", please, not \"date\"");
  CHECK(mistake("[[description.fields]]\nkey = \"a\"\ntype = \"choice\"\noptions = [1]\n") ==
        "meal.toml:12:12: options: texts, please");
  CHECK(mistake("[[description.fields]]\nkey = \"a\"\ntype = \"choice\"\n") ==
        "meal.toml:8:1: description: a: a choice needs options");
  CHECK(mistake("[schedule]\nlock_at_start = true\nlock_before_start_s = 5\n") ==
        "meal.toml:9:1: schedule: lock_at_start: not together with lock_before_start_s");
}

TEST_CASE("a mistake in a kind is named with its line and column") {
  auto begins = [](const std::string& text, const std::string& with) {
    INFO(text);
    return text.rfind(with, 0) == 0;
  };
  CHECK(begins(mistake_in(with("max_seats = 20", "max_seats = ")), "meal.toml:3:"));
  CHECK(begins(mistake_in(with("max_seats", "max_saets")), "meal.toml:3:1: max_saets: there is no such key"));
  CHECK(begins(mistake_in(with("open_for_s = 60\n", "")), "meal.toml:1:1: open_for_s is missing"));
  CHECK(begins(mistake_in(with("20", "\"20\"")), "meal.toml:3:13: max_seats: a number"));
  CHECK(begins(mistake_in(with("20", "100001")), "meal.toml:3:13: max_seats: 100001 is not within 1 and 100000"));
  CHECK(begins(mistake_in(with("min_seats = 2", "min_seats = 0")), "meal.toml:2:13: min_seats: 0 is not"));
  CHECK(begins(mistake_in(with("60", "-1")), "meal.toml:6:14: open_for_s"));
  CHECK(begins(mistake_in(with("in_members_lists = false", "in_members_lists = 0")),
               "meal.toml:7:20: in_members_lists: true or false"));
  CHECK(begins(mistake_in(with("true", "1")), "meal.toml:4:19: host_takes_seat: true or false"));
  CHECK(begins(mistake_in(with("\"members\"", "\"nobody\"")),
               "meal.toml:5:20: who_sees_members: one of \"everyone\", \"members\""));
  CHECK(begins(mistake_in(with("\"meal\"", "\"Meal\"")), "meal.toml:1:7: key: only a-z"));
  CHECK(begins(mistake_in(with("\"meal\"", "\"\"")), "meal.toml:1:7: key: a text of 1 to 32"));
  CHECK(begins(mistake_in(with("min_seats = 2", "min_seats = 21")), "meal.toml:2:13: min_seats: 21 is more"));
  CHECK(begins(mistake_in(with("max_seats = 20", "max_seats = 20\nmax_seats = 21")), "meal.toml:4:"));
}

/// A directory that is gone afterwards.
struct directory {
  directory() {
    std::string name = (std::filesystem::temp_directory_path() / "moim-kinds-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~directory() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& text) const { std::ofstream{path / name} << text; }
  std::filesystem::path path;
};

TEST_CASE("a directory holds one kind a file, each of its own key") {
  directory kinds;
  CHECK(read_kinds(kinds.path).error().find("no .toml file") != std::string::npos);
  kinds.write("b.toml", with("", ""));
  kinds.write("a.toml", with("\"meal\"", "\"study\""));
  kinds.write("readme.md", "not a kind");
  auto all = read_kinds(kinds.path);
  REQUIRE(all);
  REQUIRE(all->kinds.size() == 2);
  CHECK(all->kinds[0].key == "study");
  kinds.write("c.toml", with("", ""));
  CHECK(read_kinds(kinds.path).error().find("is taken by") != std::string::npos);
  CHECK_FALSE(read_kinds(kinds.path / "missing"));
}

TEST_CASE("the kinds that moim ships can be read") {
  auto all = read_kinds("kinds");
  REQUIRE(all);
  CHECK(all->kinds.size() >= 2);
  CHECK(all->pools.size() >= 3);
}

constexpr auto a_pool = R"(
[pool]
prefer = 4
patience_s = 30
regions = ["seoul", "busan"]
[[pool.criteria]]
key = "place"
type = "any_of"
empty_is_all = true
)";

TEST_CASE("a kind may say how its tickets are matched; a region has a pool of its own") {
  auto made = read_kind(with("", "") + a_pool, "meal.toml");
  REQUIRE(made);
  REQUIRE(made->pools.size() == 2);
  const auto& busan = made->pools[1];
  CHECK(busan.region == "busan");
  CHECK(busan.room.key == "meal");
  CHECK(busan.matching.prefer == 4u);
  CHECK(busan.matching.ttl_s == 1'800);
  CHECK(busan.matching.criteria == std::vector{criterion_rule{"place", criterion_type::any_of, true}});
  CHECK(id_of(made->pools[0]) != id_of(busan));
}

TEST_CASE("a pool that gives absent people up looks for them often enough, unless it says how often") {
  auto with_line = [](const std::string& line) {
    std::string pool = a_pool;
    pool.insert(pool.find("regions"), line + "\n");
    return read_kind(with("", "") + pool, "meal.toml");
  };
  CHECK(with_line("absent_after_s = 120")->pools.front().matching.presence_every_s == 30);
  CHECK(with_line("absent_after_s = 2")->pools.front().matching.presence_every_s == 1);
  CHECK(with_line("absent_after_s = 120\npresence_every_s = 5")->pools.front().matching.presence_every_s == 5);
  CHECK(with_line("backfill = true\naccept_within_s = 9").error().find("backfill: not together") != std::string::npos);
}

TEST_CASE("a group has as many people as its room may have seats") {
  auto pool_with = [](const std::string& kind, const std::string& line) {
    return read_kind(kind + "[pool]\n" + line + "\n", "meal.toml");
  };
  auto plain = pool_with(with("", ""), "");
  REQUIRE(plain);
  CHECK(plain->pools[0].matching.min_people == 2);
  CHECK(plain->pools[0].matching.max_people == 20);
  CHECK(pool_with(with("20", "9_000"), "")->pools[0].matching.max_people == max_group_people);
  CHECK(pool_with(with("", ""), "max_people = 8")->pools[0].matching.max_people == 8);
  auto refusal = [&](const std::string& kind, const std::string& line) { return pool_with(kind, line).error(); };
  CHECK(refusal(with("", ""), "max_people = 21") ==
        "meal.toml:9:14: min_people, max_people: the rooms of this kind have 2 to 20 seats");
  CHECK(refusal(with("min_seats = 2", "min_seats = 4"), "min_people = 3").rfind("meal.toml:9:14: min_people", 0) == 0);
  CHECK(refusal(with("", ""), "min_people = 9\nmax_people = 8").find("is more than max_people, 8") !=
        std::string::npos);
  CHECK(refusal(with("", ""), "max_people = 4\nleast_tickets = 5").find("least_tickets: more than the 4") !=
        std::string::npos);
  CHECK(refusal(with("", ""), "penalty_s = 5").find("penalty_s: for whom?") != std::string::npos);
  CHECK(refusal(with("", ""), "prefer = 21").rfind("meal.toml:9:10: prefer: more than the 20 people", 0) == 0);
  CHECK(refusal(with("min_seats = 2\nmax_seats = 20", "min_seats = 1\nmax_seats = 1"), "").find("2 to 64 people") !=
        std::string::npos);
}

TEST_CASE("a mistake in a pool is named with its line and column") {
  auto wrong = [](const std::string& line, const std::string& instead) {
    std::string pool = a_pool;
    pool.replace(pool.find(line), line.size(), instead);
    return mistake_in(with("", "") + pool);
  };
  CHECK(wrong("prefer = 4", "prefer = 1").find("prefer: 1 is not within 2 and 64") != std::string::npos);
  CHECK(wrong("prefer", "prefers").find("prefers: there is no such key") != std::string::npos);
  CHECK(wrong("\"any_of\"", "\"any\"").find("type: one of") != std::string::npos);
  CHECK(wrong("key = \"place\"", "key = \"Place\"").find("only a-z") != std::string::npos);
  CHECK(wrong("type = \"any_of\"\n", "").find("type is missing") != std::string::npos);
  CHECK(wrong("\"busan\"", "\"seoul\"").find("is there twice") != std::string::npos);
  CHECK(wrong("[\"seoul\", \"busan\"]", "[]").find("a list of 1 to 256") != std::string::npos);
}

}  // namespace
}  // namespace moim
