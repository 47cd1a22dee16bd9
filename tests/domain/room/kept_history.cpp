#include "domain/room/history/kept_history.hpp"

#include "domain/method_errors.hpp"
#include "tests/domain/room/driver.hpp"

namespace moim::kept_history_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

constexpr time_ms kept_ms = 30 * day_ms;

template <class... Others>
driver room_that_is_kept() {
  driver d;
  d.open(4, kind_with<kept_history, description, moderation, entry_code, Others...>());
  description_content says;
  says.text = "Soup for all";
  REQUIRE(d.by(1, describe_room{{}, 0, "Soup, warm", says}));
  return d;
}

TEST_CASE("a room that is over can be read until its days are over, and is then forgotten, once") {
  auto d = room_that_is_kept();
  REQUIRE(d.by(1, cancel_room{}));
  CHECK(view(d.state, audience::outsider).part<kept_history>()->until_ms == make::noon_ms + kept_ms);
  CHECK(next_wake(d.state, d.now).has_value());
  d.pass_to(make::noon_ms + kept_ms - 1);
  CHECK(std::get<room_view>(*d.by(2, read_room{})).title == "Soup, warm");
  d.pass_to(make::noon_ms + kept_ms);
  CHECK(d.count<room_forgotten>() == 1);
  CHECK_FALSE(next_due(d.state));
}

TEST_CASE("an end and a closing count as a cancel does; a room that is open or locked in stays") {
  auto ended = room_that_is_kept();
  REQUIRE(ended.by(1, lock_room{}));
  CHECK_FALSE(next_due(ended.state));
  ended.now += hour_ms;
  REQUIRE(ended.by(1, end_room{}));
  CHECK(next_due(ended.state)->at == make::noon_ms + hour_ms + kept_ms);
  driver closed;
  closed.open(4, kind_with<kept_history>(60));
  closed.pass_to(make::noon_ms + kept_ms);
  CHECK(closed.state.get<lifecycle>().phase == room_phase::closed);
  closed.pass_to(make::noon_ms + minute_ms + kept_ms);
  CHECK(closed.count<room_forgotten>() == 1);
  driver open;
  open.open(4, kind_with<kept_history>());
  CHECK_FALSE(next_due(open.state));
  CHECK_FALSE(view(open.state, audience::outsider).part<kept_history>()->until_ms);
}

driver forgotten_room() {
  auto d = room_that_is_kept();
  REQUIRE(d.by(1, ban_person{}, 7));
  REQUIRE(d.by(1, cancel_room{}));
  d.pass_to(make::noon_ms + kept_ms);
  return d;
}

TEST_CASE("nothing of what was in a forgotten room is left: no text, no member, no request") {
  auto d = forgotten_room();
  CHECK(d.state.title.empty());
  CHECK(title_of(d.state).empty());
  CHECK(content_of(d.state) == description_content{});
  CHECK(d.taken() == 0);
  CHECK(d.state.get<hosting>() == hosting::state{});
  CHECK_FALSE(d.state.find<moderation>());
  CHECK_FALSE(d.state.find<entry_code>());
  CHECK(d.state.requests.entries.empty());
  CHECK(d.state.exists());
  CHECK_FALSE(is_listable(d.state));
}

TEST_CASE("every method of a forgotten room answers that it is gone, whoever asks") {
  auto d = forgotten_room();
  room_methods::for_each([&]<class Method>() {
    INFO(Method::name);
    for (auto as : {role::person, role::operator_}) {
      auto who = make::by(1, ++d.last_key, d.now);
      who.as = as;
      Method asked{};
      asked.room = d.state.id;
      CHECK(d.refusal(asked, who) == errc::room_gone);
    }
    CHECK(errors_of<Method>().contains(errc::room_gone));
  });
  CHECK(why_silent(d.state)->code == errc::room_gone);
}

TEST_CASE("the id of a forgotten room is never used again") {
  auto d = forgotten_room();
  auto again = make::create(4);
  again.room = d.state.id;
  CHECK(d.refusal(again, make::by(1, ++d.last_key, d.now)) == errc::room_gone);
  CHECK(decide_birth(d.state, d.state.id, birth{{1, 2}, make::meal(), {make::user(1), make::user(2)}, {}}).empty());
}

TEST_CASE("what a forgotten room owes it owes still") {
  auto d = forgotten_room();
  CHECK_FALSE(d.state.outbox.open.empty());
}

TEST_CASE("rooms of kinds without the table stay as they are") {
  driver d;
  d.open(4, make::meal(0));
  REQUIRE(d.by(1, cancel_room{}));
  CHECK_FALSE(next_due(d.state));
  d.now += 10 * kept_ms;
  CHECK(std::get<room_view>(*d.by(2, read_room{})).title == "Soup at noon");
}

TEST_CASE("followers are told that a room was forgotten, and nothing else") {
  CHECK(*project(room_event{room_forgotten{}}, roster::members, audience::outsider) ==
        room_change{"room_forgotten", std::nullopt, std::nullopt});
}

}  // namespace
}  // namespace moim::kept_history_cases
