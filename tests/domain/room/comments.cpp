#include "tests/domain/room/driver.hpp"

namespace moim::comments_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

/// Person 1 hosts, persons 2 and 3 sit there, too.
driver discussed_room(const comments::rules& rules = {}) {
  driver d;
  auto of = kind_with<comments, moderation>(3'600);
  of.facets->part<comments>() = rules;
  d.open(6, std::move(of));
  for (std::uint64_t n : {2, 3}) REQUIRE(d.by(n, join_room{}));
  return d;
}

post_comment saying(std::string text, std::optional<std::uint32_t> reply_to = {}) {
  return {{}, std::move(text), reply_to};
}

std::uint32_t say(driver& d, std::uint64_t n, std::string text, std::optional<std::uint32_t> reply_to = {}) {
  auto answer = d.by(n, saying(std::move(text), reply_to));
  REQUIRE(answer);
  return std::get<text_posted>(*answer).number;
}

comment_page list(driver& d, std::uint64_t n, list_comments asked = {}) {
  auto answer = d.by(n, asked);
  REQUIRE(answer);
  return std::get<comment_page>(*answer);
}

std::vector<std::uint32_t> numbers(const comment_page& page) {
  std::vector<std::uint32_t> all;
  for (const auto& each : page.comments) all.push_back(each.number);
  return all;
}

std::string detail_of(driver& d, std::uint64_t n, const post_comment& asked) {
  auto answer = d.by(n, asked);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == errc::too_many_comments);
  return answer.error().detail;
}

TEST_CASE("members comment and reply, and each sees what replies to what") {
  auto d = discussed_room();
  CHECK(say(d, 2, "Is there parking?") == 1);
  CHECK(say(d, 3, "See you") == 2);
  CHECK(say(d, 1, "Behind the house", 1) == 3);
  auto event = std::get<comment_posted>(d.happened.front());
  CHECK(event.reply_to == 1);
  CHECK(event.replied == make::user(2));
  CHECK(list(d, 3) == comment_page{{{1, make::user(2), "Is there parking?", make::noon_ms, {}, {}, 1},
                                    {2, make::user(3), "See you", make::noon_ms, {}, {}, 1},
                                    {3, make::user(1), "Behind the house", make::noon_ms, {}, 1, 2}},
                                   {}});
  CHECK(view(d.state, audience::outsider).part<comments>() == comments::view{3});
}

TEST_CASE("comments come in pages by their numbers, which go on after one that is gone") {
  auto d = discussed_room({1'000, 2, 1'000, 1'000, circle::members});
  for (int i = 1; i <= 5; ++i) say(d, 2, std::to_string(i));
  auto first = list(d, 3, {{}, {}, 2});
  CHECK(numbers(first) == std::vector<std::uint32_t>{1, 2});
  REQUIRE(d.by(2, remove_comment{{}, 2}));
  auto second = list(d, 3, {{}, first.after, 3});
  CHECK(numbers(second) == std::vector<std::uint32_t>{3, 4, 5});
  CHECK_FALSE(second.after);
  CHECK(list(d, 3, {{}, 99, {}}).comments.empty());
  for (int i = 0; i < 120; ++i) say(d, 2, "short");
  CHECK(list(d, 3).comments.size() == 100);
  for (int i = 0; i < 30; ++i) say(d, 2, std::string(1'000, 'a'));
  auto large = list(d, 3, {{}, 125, {}});
  CHECK(large.comments.size() == 17);
  CHECK(large.after == 142);
}

TEST_CASE("who wrote a comment changes it, nobody else") {
  auto d = discussed_room();
  say(d, 2, "Is there parking?");
  d.now += 7;
  REQUIRE(d.by(2, edit_comment{{}, 1, "Is there a bus?"}));
  auto seen = list(d, 3).comments.front();
  CHECK(seen.text == "Is there a bus?");
  CHECK(seen.edited_at_ms == make::noon_ms + 7);
  d.happened.clear();
  REQUIRE(d.by(2, edit_comment{{}, 1, "Is there a bus?"}));
  CHECK(d.count<comment_edited>() == 0);
  CHECK(d.refused(1, edit_comment{{}, 1, "No bus"}) == errc::not_author);
  CHECK(d.refused(3, edit_comment{{}, 1, "No bus"}) == errc::not_author);
  CHECK(d.refused(2, edit_comment{{}, 2, "No bus"}) == errc::comment_not_found);
}

TEST_CASE("a comment is removed by its author or the host, and its text is nowhere any more") {
  auto d = discussed_room();
  say(d, 2, "Is there parking?");
  say(d, 3, "Behind the house", 1);
  CHECK(d.refused(3, remove_comment{{}, 1}) == errc::not_author);
  CHECK(d.refused(9, remove_comment{{}, 1}) == errc::not_author);
  REQUIRE(d.by(2, remove_comment{{}, 1}));
  CHECK(list(d, 3).comments.front() == comment_view{1, {}, {}, make::noon_ms, {}, {}, 1});
  CHECK(d.state.get<comments>().places().front().text.empty());
  CHECK(view(d.state, audience::member).part<comments>() == comments::view{1});
  CHECK(d.refused(2, remove_comment{{}, 1}) == errc::comment_not_found);
  CHECK(d.refused(2, edit_comment{{}, 1, "Again"}) == errc::comment_not_found);
  CHECK(d.refused(2, saying("Again", 1)) == errc::comment_not_found);
  REQUIRE(d.by(1, remove_comment{{}, 2}));
  CHECK(d.count<comment_removed>() == 1);
  CHECK(std::get<comment_removed>(d.happened.front()).by == make::user(1));
  CHECK(list(d, 3).comments.empty());
  CHECK(say(d, 2, "From the start") == 3);
}

TEST_CASE("threads are as deep as the kind lets them be") {
  auto d = discussed_room({1'000, 3, 100, 50, circle::members});
  say(d, 2, "one");
  say(d, 3, "two", 1);
  say(d, 2, "three", 2);
  CHECK(d.refused(3, saying("four", 3)) == errc::thread_too_deep);
  CHECK(say(d, 3, "beside it", 2) == 4);
  CHECK(d.refused(3, saying("to nothing", 9)) == errc::comment_not_found);
  auto flat = discussed_room({1'000, 1, 100, 50, circle::members});
  say(flat, 2, "one");
  CHECK(flat.refused(3, saying("two", 1)) == errc::thread_too_deep);
}

TEST_CASE("a room has so many places for comments, empty ones among them, and a person so many of these") {
  auto d = discussed_room({1'000, 2, 4, 3, circle::members});
  for (auto text : {"one", "two"}) say(d, 2, text);
  say(d, 2, "reply", 1);
  CHECK(detail_of(d, 2, saying("four")) == "this person has as many as one may");
  say(d, 3, "mine");
  CHECK(detail_of(d, 3, saying("five")) == "the room has as many as it may");
  REQUIRE(d.by(2, remove_comment{{}, 1}));
  CHECK(detail_of(d, 3, saying("five")) == "the room has as many as it may");
  REQUIRE(d.by(2, remove_comment{{}, 3}));
  CHECK(say(d, 2, "five") == 5);
}

TEST_CASE("the comments of a room have one mebibyte of text together, however they come to it") {
  auto d = discussed_room({4'000, 2, 1'000, 1'000, circle::members});
  std::string wide;
  for (int i = 0; i < 4'000; ++i) wide += "\U0001F600";
  for (int i = 0; i < 65; ++i) say(d, 2, wide);
  CHECK(detail_of(d, 2, saying(wide)) == "the room has as much text as it may");
  auto last = say(d, 2, std::string(max_comment_bytes - 65 * wide.size() - 1, 'a').substr(0, 4'000));
  for (auto left = max_comment_bytes - d.state.get<comments>().text_bytes(); left > 0;
       left = max_comment_bytes - d.state.get<comments>().text_bytes())
    last = say(d, 2, std::string(std::min<std::size_t>(left, 4'000), 'a'));
  CHECK(d.refused(2, saying("a")) == errc::too_many_comments);
  CHECK(d.refused(2, edit_comment{{}, last, wide}) == errc::too_many_comments);
  CHECK(d.by(2, edit_comment{{}, last, "b"}));
  CHECK(d.by(2, saying("a")));
}

TEST_CASE("a comment is as long as the kind lets it be, of characters that can be shown") {
  auto d = discussed_room({5, 2, 100, 50, circle::members});
  CHECK(d.refused(2, saying("six...")) == errc::text_invalid);
  CHECK(d.refused(2, saying("a\x7f")) == errc::text_invalid);
  CHECK(d.refused(2, saying("a\u2066")) == errc::text_invalid);
  CHECK(say(d, 2, "\U0001F600줄\n\t!") == 1);
  CHECK(d.refused(2, edit_comment{{}, 1, "six..."}) == errc::text_invalid);
  CHECK(d.refused(2, edit_comment{{}, 1, "a\u202a"}) == errc::text_invalid);
}

TEST_CASE("outsiders neither comment nor read, unless the kind is open to everyone") {
  auto d = discussed_room();
  say(d, 2, "Is there parking?");
  CHECK(d.refused(9, saying("Me too")) == errc::not_member);
  CHECK(d.refused(9, list_comments{}) == errc::not_member);
  REQUIRE(d.by(2, leave_room{}));
  CHECK(d.refused(2, edit_comment{{}, 1, "Is there a bus?"}) == errc::not_member);
  CHECK(d.refused(2, saying("Me too")) == errc::not_member);
  CHECK(d.by(2, remove_comment{{}, 1}));
  auto open = discussed_room({1'000, 2, 100, 50, circle::everyone});
  CHECK(say(open, 9, "May I come?") == 1);
  CHECK(list(open, 8).comments.size() == 1);
  CHECK(open.by(9, edit_comment{{}, 1, "May we come?"}));
}

TEST_CASE("a host who takes no seat comments, too") {
  driver d;
  auto of = kind_with<comments>();
  of.host_takes_seat = false;
  d.open(4, std::move(of));
  CHECK(say(d, 1, "Welcome") == 1);
  CHECK(list(d, 1).comments.size() == 1);
}

TEST_CASE("who is kept away says nothing more, and may take back what they said") {
  auto d = discussed_room({1'000, 2, 100, 50, circle::everyone});
  say(d, 2, "Is there parking?");
  REQUIRE(d.by(1, ban_person{}, 2));
  CHECK(d.refused(2, saying("Let me in")) == errc::banned);
  CHECK(d.refused(2, edit_comment{{}, 1, "Let me in"}) == errc::banned);
  CHECK(d.by(2, remove_comment{{}, 1}));
  REQUIRE(d.by(1, unban_person{}, 2));
  CHECK(d.by(2, saying("Thank you")));
}

TEST_CASE("a room that is over takes no comments, one that is locked in does") {
  auto d = discussed_room();
  say(d, 2, "Is there parking?");
  SECTION("locked in") {
    REQUIRE(d.by(1, lock_room{}));
    CHECK(d.by(2, saying("See you")));
    CHECK(d.by(2, edit_comment{{}, 1, "Is there a bus?"}));
    return;
  }
  SECTION("cancelled") {
    REQUIRE(d.by(1, cancel_room{}));
    CHECK(d.refused(2, saying("Why?")) == errc::room_cancelled);
    CHECK(d.refused(2, edit_comment{{}, 1, "Why?"}) == errc::room_cancelled);
  }
  SECTION("its time is over, and its wake-up on its way") {
    d.now += 3'600 * second_ms;
    CHECK(d.refused(2, saying("Why?")) == errc::room_closed);
    CHECK(d.refused(2, edit_comment{{}, 1, "Why?"}) == errc::room_closed);
  }
  CHECK(list(d, 3).comments.size() == 1);
  CHECK(d.by(2, remove_comment{{}, 1}));
}

TEST_CASE("a comment that is sent again is the one that it was") {
  auto d = discussed_room();
  auto key = make::by(2, 77);
  auto first = d.ask(post_comment{d.state.id, "Once", {}}, key);
  REQUIRE(first);
  CHECK(std::get<text_posted>(*d.ask(post_comment{d.state.id, "Once", {}}, key)).number == 1);
  CHECK(list(d, 2).comments.size() == 1);
}

TEST_CASE("rooms of a kind without the table have no comments") {
  driver d;
  d.open(4, make::meal());
  CHECK(d.refused(1, saying("Welcome")) == errc::not_offered);
  CHECK(d.refused(1, list_comments{}) == errc::not_offered);
  CHECK_FALSE(view(d.state, audience::member).part<comments>());
}

TEST_CASE("followers see the number of a comment, and read it in the list") {
  auto seen = [](const room_event& event) { return *project(event, roster::everyone, audience::member); };
  CHECK(seen(comment_posted{7, make::user(2), "Is there parking?"}) ==
        room_change{"comment_posted", {}, {}, {}, {}, 7});
  CHECK(seen(comment_edited{7, "Is there a bus?"}) == room_change{"comment_edited", {}, {}, {}, {}, 7});
  CHECK(seen(comment_removed{7, make::user(2)}) == room_change{"comment_removed", {}, {}, {}, {}, 7});
}

TEST_CASE("a batch in which nobody says anything shares the comments of the room that it copies") {
  auto d = discussed_room();
  say(d, 2, "Is there parking?");
  auto draft = d.state;
  std::vector<room_event> events{seat_taken{make::user(4), 4}};
  settle(draft, events, {d.last + 1, d.now}, 0);
  CHECK(&draft.get<comments>().places() == &d.state.get<comments>().places());
}

}  // namespace
}  // namespace moim::comments_cases
