#include "domain/room/memberships/memberships.hpp"

#include "tests/domain/room/driver.hpp"

namespace moim {
namespace {

using room_test::driver;

/// What a person's log is still to be told, the oldest first.
std::vector<membership> owed_to(const driver& d, std::uint64_t n) {
  std::vector<membership> all;
  for (const auto& [number, each] : d.state.outbox.open)
    if (auto* told = std::get_if<membership_told>(&each.what); told && each.target == make::user(n).entity())
      all.push_back(told->what);
  return all;
}

TEST_CASE("each seat that is taken or left is owed to the person's log, until that has it") {
  driver d;
  d.open(3, make::meal());
  REQUIRE(d.by(2, join_room{}));
  CHECK(owed_to(d, 2) == std::vector{membership::seated});
  REQUIRE(d.by(2, leave_room{}));
  CHECK(owed_to(d, 2) == std::vector{membership::seated, membership::left});
  auto last = d.state.outbox.last_number;
  d.commit({deliveries_done{{last - 1}}});
  CHECK(owed_to(d, 2) == std::vector{membership::left});
  d.commit({deliveries_put_aside{{last}}});
  CHECK(owed_to(d, 2).empty());
  CHECK(d.state.outbox.aside.size() == 1);
}

TEST_CASE("numbers begin with the time, so that those of a lost end of the log do not come again") {
  driver d;
  d.open(3, make::meal());
  REQUIRE(d.by(2, join_room{}));
  auto lost = d;
  auto number = [](const driver& of) { return of.state.outbox.last_number; };
  CHECK(number(d) >= static_cast<std::uint64_t>(make::noon_ms) << 20);
  REQUIRE(lost.by(3, join_room{}));
  d.now += 1;
  REQUIRE(d.by(4, join_room{}));
  CHECK(number(d) > number(lost));
}

TEST_CASE("a room that is over leaves its members' lists") {
  driver d;
  d.open(3, make::meal());
  REQUIRE(d.by(2, join_room{}));
  REQUIRE(d.by(1, cancel_room{}));
  for (std::uint64_t n : {1, 2}) CHECK(owed_to(d, n) == std::vector{membership::seated, membership::left});
}

TEST_CASE("a room whose kind is in nobody's list owes nothing") {
  driver d;
  auto of = make::meal();
  of.in_members_lists = false;
  d.open(3, of);
  CHECK(d.state.outbox.open.empty());
}

TEST_CASE("thousands of people come in one commit, and each of their logs is told") {
  driver d;
  d.open(5'000, make::meal());
  std::size_t before = 0;
  for (std::uint64_t n = 2; n <= 3'000; ++n) {
    auto decided = decide(d.state, join_room{d.state.id}, make::by(n, n), d.now);
    REQUIRE(decided);
    settle(d.state, decided->events, {2, d.now}, before);
    before += decided->events.size();
  }
  CHECK(d.state.outbox.open.size() == 3'000);
}

TEST_CASE("a room that owes too much is told nothing that would make it owe more, and what it knows it answers") {
  driver d;
  d.open(3, make::meal());
  auto first = make::by(2, 7, d.now);
  REQUIRE(d.ask(join_room{d.state.id}, first));
  deliveries_owed<room_payload> many{d.state.outbox.last_number + 1, {}};
  many.items.resize(max_room_deliveries + 8, {make::user(3).entity(), membership_told{}});
  d.commit({many});
  auto refused = d.by(4, join_room{});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == errc::overloaded);
  CHECK(refused.error().retry_after_ms);
  CHECK(d.ask(join_room{d.state.id}, first));
  CHECK(d.by(4, read_room{}));
}

/// As a log of before there was an outbox has it.
struct old_room {
  room state;
  version last = 0;
  void add(const std::vector<room_event>& events) {
    ++last;
    for (const auto& event : events) apply(state, event, {last, make::noon_ms + static_cast<time_ms>(last)});
  }
};

TEST_CASE("a room of before there was an outbox takes over what it owed, in its order, and once") {
  old_room old;
  old.add({room_created{make::room_number(1), make::user(1), make::meal(), "Soup", 3}, seat_taken{make::user(1), 1}});
  old.add({seat_taken{make::user(2), 2}});
  old.add({effects_done{{1}}, seat_left{make::user(2)}});
  REQUIRE(old.state.get<memberships>().pending.size() == 2);
  CHECK(old.state.outbox.open.empty());
  driver d{old.state, old.last, make::noon_ms + second_ms};
  d.commit({outbox_begun{}});
  CHECK(owed_to(d, 2) == std::vector{membership::seated, membership::left});
  CHECK(d.state.get<memberships>().pending.empty());
  auto replayed = old.state;
  for (const auto& event : d.happened) apply(replayed, event, {d.last, d.now});
  CHECK(replayed == d.state);
  REQUIRE(d.by(3, join_room{}));
  CHECK(d.state.get<memberships>().pending.empty());
  CHECK(owed_to(d, 3) == std::vector{membership::seated});
}

TEST_CASE("what a room of before had given up is tried once more") {
  old_room old;
  old.add({room_created{make::room_number(1), make::user(1), make::meal(), "Soup", 3}, seat_taken{make::user(1), 1}});
  old.add({effects_parked{{1}}});
  driver d{old.state, old.last, make::noon_ms + second_ms};
  d.commit({outbox_begun{}});
  CHECK(owed_to(d, 1) == std::vector{membership::seated});
  CHECK(d.state.get<memberships>().parked.empty());
}

}  // namespace
}  // namespace moim
