#include "tests/actors/support/room_bench.hpp"

/// Two nodes over one log: an optimistic lock's retry is the same batch, replayed against the newer state.
using namespace moim;
using namespace moim::bench;

namespace {

/// Two nodes that both know a room of so many seats.
struct pair_of_nodes {
  explicit pair_of_nodes(std::uint32_t seats) {
    one.open(seats);
    other.look();
    other.run();
  }
  world w;
  room_bench one{w}, other{w};
};

}  // namespace

TEST_CASE("a conflicting join is replayed against the newer version") {
  pair_of_nodes p{3};
  p.other.faults().meanwhile.push_back([&] {
    p.one.join(2);
    p.one.run();
  });
  auto joined = p.other.join(3);
  p.other.run();
  CHECK(p.other.seat_of(joined) == 3);
  CHECK(p.other.metrics.entities.replays().value() == 1);
}

TEST_CASE("two nodes race for the last seat: one is in, the other is told room_full") {
  pair_of_nodes p{2};
  auto first = p.one.join(2);
  auto second = p.other.join(3);
  p.one.run();
  CHECK(p.one.seat_of(first) == 2);
  CHECK(p.other.refusal(second) == errc::room_full);
  CHECK(p.one.seen().taken == 2);
}

TEST_CASE("the same request to two nodes is done once, and both answer the same") {
  pair_of_nodes p{5};
  auto first = p.one.join(2);
  auto second = p.other.join(2);
  p.one.run();
  CHECK(p.one.seat_of(first) == p.other.seat_of(second));
  CHECK(p.one.count<seat_taken>() == 2);
}

TEST_CASE("a node that missed more than a conflict brings along reads the rest") {
  pair_of_nodes p{5'000};
  p.other.faults().meanwhile.push_back([&] {
    for (std::uint64_t user = 2; user < 402; ++user) {
      p.one.join(user);
      p.one.run();
    }
  });
  auto joined = p.other.join(1'000);
  p.other.run();
  CHECK(p.other.seat_of(joined) == 402);
}

TEST_CASE("a node that knew an empty log finds one that begins with a snapshot") {
  world w;
  room_bench one{w}, other{w};
  auto early = other.join(7);
  other.run();
  CHECK(other.refusal(early) == errc::room_not_found);
  other.faults().meanwhile.push_back([&] {
    one.open(3);
    one.churn(600);
    REQUIRE(w.logs->records_of(the_room.entity()).front().version > 1);
  });
  // A key that is newer than all those that were forgotten meanwhile.
  auto joined = other.ask(join_room{the_room}, make::by(8, 8, other.now() + minute_ms));
  other.pass(second_ms);
  CHECK(other.seat_of(joined) == 2);
}

TEST_CASE("a node that knew an empty log finds one that has a snapshot and all its records") {
  world w;
  room_bench one{w}, other{w};
  other.join(7);
  other.run();
  other.faults().meanwhile.push_back([&] {
    one.open(3);
    while (one.metrics.entities.snapshots(entity_type::room).value() == 0) one.churn(1);
    REQUIRE(w.logs->records_of(the_room.entity()).front().version == 1);
  });
  // A key that is newer than all those that were forgotten meanwhile.
  auto joined = other.ask(join_room{the_room}, make::by(8, 8, other.now() + minute_ms));
  other.pass(second_ms);
  CHECK(other.seat_of(joined) == 2);
}

TEST_CASE("replays are bounded, and then the batch is contended") {
  pair_of_nodes p{5'000};
  p.other.faults().follows_are_dead = true;
  p.other.restart();
  p.other.seen();
  std::uint64_t user = 100;
  for (int i = 0; i < 100; ++i)
    p.other.faults().meanwhile.push_back([&] {
      p.one.join(++user);
      p.one.run();
    });
  auto joined = p.other.join(2, hour_ms);
  p.other.pass(minute_ms);
  REQUIRE(p.other.out.has(joined));
  CHECK(p.other.refusal(joined) == errc::contended);
  CHECK(p.other.out.refusal(joined).retry_after_ms.has_value());
  CHECK(p.other.metrics.entities.replays().value() == p.other.limits.max_replays + 1);
  p.other.faults().meanwhile.clear();
  auto again = p.other.join(2);
  p.other.run();
  CHECK(p.other.seat_of(again) > 2);
}

TEST_CASE("nothing is answered out of a round that lost") {
  pair_of_nodes p{2};
  p.other.faults().meanwhile.push_back([&] {
    p.one.join(2);
    p.one.run();
  });
  auto joined = p.other.join(3);
  auto seen = p.other.look();
  p.other.run();
  CHECK(p.other.refusal(joined) == errc::room_full);
  auto members = p.other.out.as<room_view>(seen).members.value();
  CHECK(members == std::vector<member_view>{{make::user(1), 1}, {make::user(2), 2}});
}

TEST_CASE("a hint brings what others appended into memory") {
  pair_of_nodes p{5};
  p.other.follow(1);
  p.other.run();
  p.one.join(2);
  p.one.run();
  REQUIRE(p.other.out.publications.size() == 1);
  CHECK(seen_by(*p.other.out.publications[0]).taken == 2);
}

TEST_CASE("a followed entity whose hints are lost confirms its head every two seconds") {
  world w;
  room_bench one{w}, other{w};
  other.faults().follows_are_dead = true;
  other.restart();
  one.open(5);
  other.follow(1);
  other.run();
  other.pass(30 * second_ms);
  one.join(2);
  other.pass(other.limits.confirm_every + other.limits.sweep_every);
  REQUIRE(other.out.publications.size() == 1);
}

TEST_CASE("an entity that nobody follows does not confirm by itself") {
  pair_of_nodes p{5};
  auto calls = p.other.faults().append_calls.size();
  p.other.pass(30 * second_ms);
  CHECK(p.other.faults().append_calls.size() == calls);
}
