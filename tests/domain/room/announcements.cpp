#include "tests/domain/room/driver.hpp"

namespace moim::announcements_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

/// Person 1 hosts, person 2 sits there, too.
driver told_room(const announcements::rules& rules = {}) {
  driver d;
  auto of = kind_with<announcements, moderation>(3'600);
  of.facets->part<announcements>() = rules;
  d.open(4, std::move(of));
  REQUIRE(d.by(2, join_room{}));
  return d;
}

std::uint32_t say(driver& d, std::string text) {
  auto answer = d.by(1, post_announcement{{}, std::move(text)});
  REQUIRE(answer);
  return std::get<text_posted>(*answer).number;
}

announcement_page list(driver& d, std::uint64_t n, list_announcements asked = {}) {
  auto answer = d.by(n, asked);
  REQUIRE(answer);
  return std::get<announcement_page>(*answer);
}

std::vector<std::string> texts(const announcement_page& page) {
  std::vector<std::string> all;
  for (const auto& each : page.announcements) all.push_back(each.text);
  return all;
}

TEST_CASE("what the host announces is listed, the newest first") {
  auto d = told_room();
  CHECK(list(d, 2).announcements.empty());
  CHECK(say(d, "Bring a pen") == 1);
  d.now += 1'000;
  CHECK(say(d, "The door is blue") == 2);
  CHECK(list(d, 2) == announcement_page{{{2, make::user(1), "The door is blue", make::noon_ms + 1'000, {}},
                                         {1, make::user(1), "Bring a pen", make::noon_ms, {}}},
                                        {}});
  CHECK(view(d.state, audience::outsider).part<announcements>() == announcements::view{2, 2});
}

TEST_CASE("an announcement is changed and removed by the host, and nothing of what it said is kept") {
  auto d = told_room();
  say(d, "Bring a pen");
  say(d, "The door is blue");
  d.now += 5;
  REQUIRE(d.by(1, edit_announcement{{}, 1, "Bring two pens"}));
  CHECK(list(d, 2).announcements[1] ==
        announcement{1, make::user(1), "Bring two pens", make::noon_ms, make::noon_ms + 5});
  d.happened.clear();
  REQUIRE(d.by(1, edit_announcement{{}, 1, "Bring two pens"}));
  CHECK(d.count<announcement_edited>() == 0);
  REQUIRE(d.by(1, remove_announcement{{}, 2}));
  CHECK(texts(list(d, 2)) == std::vector<std::string>{"Bring two pens"});
  CHECK(view(d.state, audience::member).part<announcements>() == announcements::view{1, 1});
  CHECK(d.refused(1, remove_announcement{{}, 2}) == errc::announcement_not_found);
  CHECK(d.refused(1, edit_announcement{{}, 2, "Again"}) == errc::announcement_not_found);
  CHECK(say(d, "The door is green") == 3);
}

TEST_CASE("past the kind's number the oldest announcement goes") {
  auto d = told_room({2, 100, circle::members});
  for (auto text : {"one", "two", "three"}) say(d, text);
  CHECK(texts(list(d, 2)) == std::vector<std::string>{"three", "two"});
  CHECK(d.refused(1, edit_announcement{{}, 1, "uno"}) == errc::announcement_not_found);
}

TEST_CASE("announcements come in pages that bring no more text than a read should") {
  auto d = told_room({32, 4'000, circle::members});
  for (int i = 1; i <= 7; ++i) say(d, std::to_string(i));
  auto first = list(d, 2, {{}, {}, 3});
  CHECK(texts(first) == std::vector<std::string>{"7", "6", "5"});
  auto second = list(d, 2, {{}, first.before, 4});
  CHECK(texts(second) == std::vector<std::string>{"4", "3", "2", "1"});
  CHECK_FALSE(second.before);
  CHECK(list(d, 2, {{}, 1, {}}).announcements.empty());
  for (int i = 0; i < 8; ++i) say(d, std::string(4'000, 'a'));
  auto large = list(d, 2);
  CHECK(large.announcements.size() == 5);
  CHECK(large.before == large.announcements.back().number);
}

TEST_CASE("only the host announces; members read it, and others where the kind says so") {
  auto d = told_room();
  say(d, "Bring a pen");
  for (std::uint64_t n : {2, 9}) {
    CHECK(d.refused(n, post_announcement{{}, "Me too"}) == errc::not_host);
    CHECK(d.refused(n, edit_announcement{{}, 1, "No pen"}) == errc::not_host);
    CHECK(d.refused(n, remove_announcement{{}, 1}) == errc::not_host);
  }
  CHECK(d.refused(9, list_announcements{}) == errc::not_member);
  CHECK(list(d, 1).announcements.size() == 1);
  REQUIRE(d.by(1, ban_person{}, 2));
  CHECK(d.refused(2, list_announcements{}) == errc::not_member);
  auto open = told_room({16, 100, circle::everyone});
  say(open, "Bring a pen");
  CHECK(list(open, 9).announcements.size() == 1);
}

TEST_CASE("an announcement is as long as the kind lets it be, of characters that can be shown") {
  auto d = told_room({16, 5, circle::members});
  CHECK(d.refused(1, post_announcement{{}, "six..."}) == errc::text_invalid);
  CHECK(d.refused(1, post_announcement{{}, "a\x01"}) == errc::text_invalid);
  CHECK(say(d, "줄\n바꿈\t") == 1);
  CHECK(d.refused(1, edit_announcement{{}, 1, "six..."}) == errc::text_invalid);
  CHECK(d.refused(1, edit_announcement{{}, 1, "a\u202e"}) == errc::text_invalid);
  CHECK(texts(list(d, 1)) == std::vector<std::string>{"줄\n바꿈\t"});
}

TEST_CASE("a room that is over takes no announcements, and lets go of those that it has") {
  auto d = told_room();
  say(d, "Bring a pen");
  SECTION("cancelled") {
    REQUIRE(d.by(1, cancel_room{}));
    CHECK(d.refused(1, post_announcement{{}, "Sorry"}) == errc::room_cancelled);
    CHECK(d.refused(1, edit_announcement{{}, 1, "No pen"}) == errc::room_cancelled);
  }
  SECTION("its time is over") {
    d.pass_to(d.now + 3'600 * second_ms);
    CHECK(d.refused(1, post_announcement{{}, "Sorry"}) == errc::room_closed);
    CHECK(d.refused(1, edit_announcement{{}, 1, "No pen"}) == errc::room_closed);
  }
  CHECK(list(d, 2).announcements.size() == 1);
  REQUIRE(d.by(1, remove_announcement{{}, 1}));
  CHECK(list(d, 2).announcements.empty());
}

TEST_CASE("rooms of a kind without the table have no announcements") {
  driver d;
  d.open(4, make::meal());
  CHECK(d.refused(1, post_announcement{{}, "Bring a pen"}) == errc::not_offered);
  CHECK(d.refused(1, list_announcements{}) == errc::not_offered);
  CHECK_FALSE(view(d.state, audience::member).part<announcements>());
}

TEST_CASE("followers see the number of an announcement, and read it in the list") {
  auto seen = [](const room_event& event) { return *project(event, roster::everyone, audience::member); };
  CHECK(seen(announced{7, make::user(1), "Bring a pen"}) == room_change{"announced", {}, {}, {}, {}, 7});
  CHECK(seen(announcement_edited{7, "No pen"}) == room_change{"announcement_edited", {}, {}, {}, {}, 7});
  CHECK(seen(announcement_removed{7}) == room_change{"announcement_removed", {}, {}, {}, {}, 7});
}

}  // namespace
}  // namespace moim::announcements_cases
