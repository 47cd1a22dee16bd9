#include "sim/match/files/ticket_file.hpp"
#include "sim/match/runs/generator.hpp"
#include "sim/match/runs/match_run.hpp"

#include <catch2/catch.hpp>

namespace moim::sim::bad_lines_cases {
namespace {

const std::string pool =
    R"({"pool": {"name": "p", "criteria": {"place": {"type": "any_of"}, "when": {"type": "window"},)"
    R"( "where": {"type": "radius"}, "age": {"type": "spread"}, "language": {"type": "equal"}}}})"
    "\n";

/// A file of the pool and one line, on line 2.
std::string complaint_about(const std::string& line) {
  auto read = read_tickets(pool + line + "\n");
  return read ? "none" : read.error();
}

std::string submit_of(const std::string& rest) {
  return R"({"at_ms": 0, "submit": {"ticket": "t", "users": ["u"])" + rest + "}}";
}

std::string criterion(const std::string& text) { return submit_of(R"(, "criteria": {)" + text + "}"); }

TEST_CASE("a file without its pool is refused") {
  CHECK(read_tickets("").error() == "line 1: the file is empty; the first line is the pool");
  CHECK(read_tickets("\n\n").error() == "line 2: the file is empty; the first line is the pool");
  CHECK(read_tickets("{}\n").error() == "line 1: the first line is the pool");
  CHECK(read_tickets("\n" + submit_of("") + "\n").error() == "line 2: the first line is the pool");
  CHECK(complaint_about(pool) == "line 2: a second pool");
}

TEST_CASE("a pool that is wrong is refused with the name of what is wrong") {
  auto complaint = [](const std::string& rest) { return read_tickets(R"({"pool": )" + rest + "}").error(); };
  CHECK(complaint("5") == "line 1: `pool`: an object was expected");
  CHECK(complaint(R"({"ttl_s": 0})") == "line 1: `ttl_s`: a number from 1 to 4294967295 was expected");
  CHECK(complaint(R"({"ttl_s": "5"})") == "line 1: `ttl_s`: a number was expected");
  CHECK(complaint(R"({"patience_s": -1})") == "line 1: `patience_s`: a number from 0 to 4294967295 was expected");
  CHECK(complaint(R"({"patience_s": 0.5})") == "line 1: `patience_s`: a whole number was expected");
  CHECK(complaint(R"({"ttl_s": 5, "ttl_s": 6})") == "line 1: `ttl_s`: is there twice");
  CHECK(complaint(R"({"prefer": 65})") == "line 1: `prefer`: a number from 0 to 64 was expected");
  CHECK(complaint(R"({"criteria": []})") == "line 1: `criteria`: an object was expected");
  CHECK(complaint(R"({"criteria": {"a": {}}})") == "line 1: `a`: there is no `type`");
  CHECK(complaint(R"({"criteria": {"a": {"type": "near"}}})") ==
        "line 1: `a`: its type is none of any_of, equal, window, spread, radius");
  CHECK(complaint(R"({"criteria": {"a": {"type": "equal"}, "a": {"type": "equal"}}})") ==
        "line 1: `a`: is there twice");
  std::string nine;
  for (int i = 0; i < 9; ++i) nine += (i ? ", \"c" : "\"c") + std::to_string(i) + R"(": {"type": "equal"})";
  CHECK(complaint("{\"criteria\": {" + nine + "}}") == "line 1: `criteria`: a pool has at most 8");
}

TEST_CASE("a line that is no command is refused by its number") {
  CHECK(complaint_about("nonsense").substr(0, 15) == "line 2: no JSON");
  CHECK(complaint_about("[1]") == "line 2: an object was expected");
  CHECK(complaint_about("\"text\"") == "line 2: an object was expected");
  CHECK(complaint_about(R"({"at_ms": 1})") == "line 2: neither submit, cancel, answer nor presence");
  CHECK(complaint_about(R"({"at_ms": 1, "cancel": {"ticket": "t"}, "presence": {"ticket": "t", "here": true}})") ==
        "line 2: more than one of submit, cancel, answer and presence");
  CHECK(complaint_about(R"({"cancel": {"ticket": "t"}})") == "line 2: there is no `at_ms`");
  CHECK(complaint_about(R"({"at_ms": NaN, "cancel": {"ticket": "t"}})").substr(0, 15) == "line 2: no JSON");
  CHECK(complaint_about(R"({"at_ms": 1e999, "cancel": {"ticket": "t"}})").substr(0, 15) == "line 2: no JSON");
  CHECK(complaint_about("{\"at_ms\": 1, \"cancel\": {\"ticket\": \"\xff\"}}").substr(0, 15) == "line 2: no JSON");
  CHECK(complaint_about(submit_of("") + submit_of("")).substr(0, 15) == "line 2: no JSON");
  CHECK(complaint_about(std::string(2'000, '[')).substr(0, 15) == "line 2: no JSON");
}

TEST_CASE("a time that is wrong is refused") {
  auto complaint = [](const std::string& at) {
    return complaint_about(R"({"at_ms": )" + at + R"(, "cancel": {"ticket": "t"}})");
  };
  CHECK(complaint("\"1\"") == "line 2: `at_ms`: a number was expected");
  CHECK(complaint("-1") == "line 2: `at_ms`: a time from 0 to 10,000,000,000,000,000 was expected");
  CHECK(complaint("1e17") == "line 2: `at_ms`: a time from 0 to 10,000,000,000,000,000 was expected");
  CHECK(complaint("1e30") == "line 2: `at_ms`: the number is too large");
  CHECK(complaint("12.0") == "none");
  CHECK(complaint_about(R"({"at_ms": 5, "cancel": {"ticket": "t"}})"
                        "\n\n"
                        R"({"at_ms": 4, "cancel": {"ticket": "t"}})") == "line 4: `at_ms` goes back from 5 to 4");
}

TEST_CASE("what a ticket lacks, or has in the wrong type, is named") {
  CHECK(complaint_about(R"({"at_ms": 0, "submit": {"users": ["u"]}})") == "line 2: `submit`: there is no `ticket`");
  CHECK(complaint_about(R"({"at_ms": 0, "submit": {"ticket": "t"}})") == "line 2: `submit`: there is no `users`");
  CHECK(complaint_about(R"({"at_ms": 0, "submit": {"ticket": 7, "users": []}})") ==
        "line 2: `ticket`: a text was expected");
  CHECK(complaint_about(R"({"at_ms": 0, "submit": {"ticket": "t", "users": "u"}})") ==
        "line 2: `users`: a list was expected");
  CHECK(complaint_about(R"({"at_ms": 0, "submit": {"ticket": "t", "users": [""]}})") ==
        "line 2: `users`: the text is empty");
  CHECK(complaint_about(submit_of(R"(, "size": 4)")) == "line 2: `size`: an object was expected");
  CHECK(complaint_about(submit_of(R"(, "size": {})")) ==
        "line 2: `size`: there is neither `one_of`, nor `min` or `max`");
  CHECK(complaint_about(submit_of(R"(, "size": {"min": 2, "one_of": [3]})")) ==
        "line 2: `size`: either `one_of`, or `min` and `max`");
  CHECK(complaint_about(submit_of(R"(, "size": {"min": 2.5})")) == "line 2: `min`: a whole number was expected");
  CHECK(complaint_about(submit_of(R"(, "not_with": "u2")")) == "line 2: `not_with`: a list was expected");
  CHECK(complaint_about(submit_of(R"(, "relax": [{"size": {"min": 2}}])")) == "line 2: `relax`: there is no `after_s`");
  CHECK(complaint_about(R"({"at_ms": 0, "presence": {"ticket": "t", "here": 1}})") ==
        "line 2: `here`: true or false was expected");
  CHECK(complaint_about(submit_of("") + "\n" + submit_of("")) == "line 3: `ticket`: `t` was submitted before");
}

TEST_CASE("a criterion that is wrong is named") {
  CHECK(complaint_about(criterion(R"("height": 5)")) == "line 2: `height`: the pool has no such criterion");
  CHECK(complaint_about(criterion(R"("place": "p0")")) == "line 2: `place`: a list was expected");
  CHECK(complaint_about(criterion(R"("place": [null])")) == "line 2: `place`: null is no value");
  CHECK(complaint_about(criterion(R"("when": {"from_ms": 5})")) == "line 2: `when`: there is no `to_ms`");
  CHECK(complaint_about(criterion(R"("when": 5)")) == "line 2: `when`: an object was expected");
  CHECK(complaint_about(criterion(R"("where": {"lat": "37", "lon": 1, "radius_m": 1})")) ==
        "line 2: `lat`: a number was expected");
  CHECK(complaint_about(criterion(R"("age": {"limit": 8})")) == "line 2: `age`: there is no `values`");
  CHECK(complaint_about(criterion(R"("age": {"values": [1e18], "limit": 1})")) ==
        "line 2: `values`: the number is too large");
  CHECK(complaint_about(criterion(R"("age": {"values": [1], "limit": 1, "limit": 2})")) ==
        "line 2: `limit`: is there twice");
  CHECK(complaint_about(submit_of(R"(, "relax": [{"after_s": 1, "criteria": {"place": null}}])")) ==
        "line 2: `place`: a step replaces a criterion, it cannot take it away");
}

TEST_CASE("a line of ten megabytes is refused, not read") {
  CHECK(complaint_about(submit_of(", \"x\": \"" + std::string(10'000'000, 'x') + "\"")) ==
        "line 2: longer than 1048576 bytes");
}

TEST_CASE("byte order marks, CRLF, empty lines and a missing last line end are nothing to complain of") {
  auto read = read_tickets("\xef\xbb\xbf" + pool.substr(0, pool.size() - 1) + "\r\n\r\n  \n" + submit_of("") + "\r\n" +
                           R"({"at_ms": 1, "cancel": {"ticket": "t"}})");
  REQUIRE(read);
  CHECK(read->commands.size() == 2);
  CHECK(read->notes.empty());
}

TEST_CASE("names that the format does not know are passed over and told") {
  auto read = read_tickets(pool + submit_of(R"(, "not_wiht": ["v"])") + "\n");
  REQUIRE(read);
  CHECK(read->notes == std::vector<std::string>{"line 2: `not_wiht` is unknown and was passed over"});
  std::string many;
  for (int i = 0; i < 40; ++i)
    many += R"({"at_ms": 0, "hint": 1, "cancel": {"ticket": "t"}})"
            "\n";
  CHECK(read_tickets(pool + many)->notes.back() == "32 more unknown names");
}

TEST_CASE("a ticket that the pool refuses is counted by its code, and the others go on") {
  auto ticket = [](const char* name, const char* users, const char* rest) {
    return std::string{R"({"at_ms": 0, "submit": {"ticket": ")"} + name + R"(", "users": )" + users + rest + "}}\n";
  };
  auto read = read_tickets(pool + ticket("a", R"(["u", "v"])", R"(, "size": {"min": 2, "max": 2})") +
                           ticket("b", R"(["u1"])", R"(, "criteria": {"place": []})") + ticket("c", "[]", "") +
                           ticket("d", R"(["u2"])", "") + ticket("e", R"(["u2"])", "") + ticket("f", R"(["u3"])", "") +
                           R"({"at_ms": 0, "cancel": {"ticket": "z"}})");
  REQUIRE(read);
  match_run run{read->kind, {}};
  run.run(*read);
  CHECK(run.outcome().refusals == std::map<errc, std::size_t>{{errc::party_fills_group, 1},
                                                              {errc::empty_list, 1},
                                                              {errc::party_invalid, 1},
                                                              {errc::already_waiting, 1},
                                                              {errc::ticket_not_found, 1}});
  CHECK(run.outcome().people_matched == 2);
}

TEST_CASE("numbers finer than the format never make a group valid that is not") {
  auto pair = [](const char* a, const char* b, const char* limit) {
    auto one = [&](const char* name, const char* value) {
      return std::string{R"({"at_ms": 0, "submit": {"ticket": ")"} + name + R"(", "users": [")" + name +
             R"("], "criteria": {"age": {"value": )" + value + R"(, "limit": )" + limit + "}}}}\n";
    };
    auto read = read_tickets(pool + one("a", a) + one("b", b));
    REQUIRE(read);
    match_run run{read->kind, {}};
    run.run(*read);
    return run.outcome().matches;
  };
  CHECK(pair("10.0004", "20.0014", "10.0005") == 0);
  CHECK(pair("10", "20.001", "10.0009") == 0);
  CHECK(pair("10", "20.3", "10.3") == 1);
  CHECK(pair("0.1", "0.3", "0.19999999999999998") == 1);
}

TEST_CASE("whole numbers are one value however they are written, and no text or truth") {
  auto pair = [](const char* a, const char* b) {
    auto one = [&](const char* name, const char* value) {
      return std::string{R"({"at_ms": 0, "submit": {"ticket": ")"} + name + R"(", "users": [")" + name +
             R"("], "criteria": {"language": )" + value + "}}}\n";
    };
    auto read = read_tickets(pool + one("a", a) + one("b", b));
    REQUIRE(read);
    match_run run{read->kind, {}};
    run.run(*read);
    return run.outcome().matches;
  };
  CHECK(pair("1", "1.0") == 1);
  CHECK(pair("1", "\"1\"") == 0);
  CHECK(pair("1", "true") == 0);
  CHECK(pair("true", "true") == 1);
}

TEST_CASE("a recording that was written is read as the same") {
  for (std::size_t i = 0; i < enum_names(family{}).size(); ++i) {
    generator_options options;
    options.what = static_cast<family>(i);
    options.tickets = 200;
    options.share_abandoned = 0.2;
    auto made = generate(options);
    auto text = ticket_text(made);
    auto read = read_tickets(text);
    REQUIRE(read);
    CHECK(read->notes.empty());
    CHECK(ticket_text(*read) == text);
    match_run first{made.kind, {}};
    match_run second{read->kind, {}};
    first.run(made);
    second.run(*read);
    CHECK(first.outcome().waits_ms == second.outcome().waits_ms);
    CHECK(first.outcome().work == second.outcome().work);
  }
}

}  // namespace
}  // namespace moim::sim::bad_lines_cases
