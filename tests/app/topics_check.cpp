#include "app/kinds_file.hpp"

#include <catch2/catch.hpp>

namespace moim::topics_check_cases {
namespace {

constexpr std::string_view kind_without =
    "key = \"meal\"\nmin_seats = 2\nmax_seats = 20\nhost_takes_seat = true\n"
    "who_sees_members = \"members\"\nopen_for_s = 60\nin_members_lists = false\n";

/// The kind with this as its line 9 and further.
auto read(std::string_view table) {
  return read_kind(std::string{kind_without} + "[notices]\n" + std::string{table} + "\n", "meal.toml");
}

std::string mistake_in(std::string_view table) {
  auto made = read(table);
  return made ? "none" : made.error();
}

bool begins(const std::string& text, std::string_view with) {
  INFO(text);
  return text.rfind(with, 0) == 0;
}

TEST_CASE("the table of notices says of which events who hears, and where") {
  auto made = read(
      "members = [\"room_locked\"]\nhost = [\"applied\", \"seat_taken\"]\n"
      "[notices.inbox]\nmembers = [\"room_cancelled\"]\nhost = [\"seat_left\"]\nabout = [\"kicked\"]");
  REQUIRE(made);
  const auto* topics = made->kinds.front().rules<notices>();
  REQUIRE(topics);
  CHECK(*topics == notice_topics{{"room_locked"},
                                 {"applied", "seat_taken"},
                                 inbox_topics{{"room_cancelled"}, {"seat_left"}, {"kicked"}}});
  CHECK(read("inbox = { about = [\"kicked\"] }")->kinds.front().rules<notices>()->inbox->about_them.size() == 1);
  CHECK(*read("")->kinds.front().rules<notices>() == notice_topics{});
}

TEST_CASE("an event that there is not is named, with its line, its key and those that there are") {
  CHECK(begins(mistake_in("members = [\"room_locked\",\n  \"seat_takn\"]"),
               "meal.toml:10:3: members: there is no event \"seat_takn\"; the events are seat_taken, seat_left, "));
  CHECK(begins(mistake_in("host = [\"\"]"), "meal.toml:9:9: host: there is no event \"\""));
  CHECK(
      begins(mistake_in("inbox = { members = [\"deliveries_owed\"] }"), "meal.toml:9:22: members: there is no event"));
  CHECK(begins(mistake_in("inbox = { host = [\"noticed\"] }"), "meal.toml:9:19: host: there is no event"));
  CHECK(begins(mistake_in("inbox = { about = [\"kicke\"] }"), "meal.toml:9:20: about: there is no event"));
}

TEST_CASE("nobody can be told of what is about nobody") {
  CHECK(begins(mistake_in("inbox = { about = [\"room_locked\"] }"),
               "meal.toml:9:20: about: \"room_locked\" is about nobody"));
}

TEST_CASE("an event stands once in a list, and is for members or for the host alone") {
  CHECK(begins(mistake_in("host = [\"applied\", \"applied\"]"), "meal.toml:9:20: host: \"applied\" is there twice"));
  CHECK(begins(mistake_in("members = [\"applied\"]\nhost = [\"applied\"]"),
               "meal.toml:10:9: host: \"applied\" is for all members already"));
}

TEST_CASE("a list that is none, is too long, or holds something else is a mistake") {
  CHECK(begins(mistake_in("members = \"room_locked\""), "meal.toml:9:11: members: a list of 0 to 32 texts, please"));
  CHECK(begins(mistake_in("members = [1]"), "meal.toml:9:12: members: texts, please"));
  CHECK(begins(mistake_in("inbox = [\"kicked\"]"), "meal.toml:9:9: inbox: a table [inbox], please"));
  CHECK(begins(mistake_in("guests = []"), "meal.toml:9:1: guests: there is no such key; the keys are members, host"));
  std::string many = "members = [\"e0\"";
  for (int i = 1; i <= 32; ++i) many += ", \"e" + std::to_string(i) + '"';
  CHECK(begins(mistake_in(many + "]"), "meal.toml:9:11: members: a list of 0 to 32 texts, please"));
}

}  // namespace
}  // namespace moim::topics_check_cases
