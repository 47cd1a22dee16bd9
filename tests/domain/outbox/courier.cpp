#include "domain/outbox/courier.hpp"

#include <catch2/catch.hpp>

/// When deliveries are sent (rule 6): at once, from 100 ms on again, in order for one target; given up late or never.
namespace moim::courier_cases {

namespace {

constexpr time_ms noon_ms = 1'790'000'000'000;
const entity_id one{entity_type::inbox, 1, 1};
const entity_id other{entity_type::inbox, 1, 2};

using numbers = std::vector<std::uint64_t>;

struct driver {
  moim::courier courier;
  time_ms now = noon_ms;
  std::uint64_t chance = 0;

  void add(std::uint64_t number, const entity_id& target = one, std::uint64_t after = 0, bool is_lasting = false) {
    courier.add({number, target, now, after, is_lasting}, now);
  }
  numbers sent() {
    return courier.take_due(now, 100, [this] { return chance; });
  }
  /// The times at which it is sent until then, counted from now.
  std::vector<time_ms> times_until(time_ms span_ms) {
    std::vector<time_ms> times;
    for (auto begin = now; now <= begin + span_ms; now = courier.next_at().value_or(begin + span_ms + 1))
      if (!sent().empty()) times.push_back(now - begin);
    return times;
  }
};

}  // namespace

TEST_CASE("a delivery is sent at once, and again after pauses that double until ten seconds") {
  driver d;
  d.chance = ~std::uint64_t{0} - 5'000;
  d.add(1);
  auto times = d.times_until(60 * second_ms);
  REQUIRE(times.size() >= 9);
  CHECK(times[0] == 0);
  CHECK(times[1] == 100);
  for (std::size_t i = 2; i < times.size(); ++i) {
    auto pause = times[i] - times[i - 1];
    auto longest = std::min<time_ms>(max_send_again_ms, 100 << (i - 1));
    CHECK(pause >= longest / 2);
    CHECK(pause <= longest);
  }
}

TEST_CASE("what is settled is not sent again, and is forgotten once the log says so") {
  driver d;
  d.add(1);
  CHECK(d.sent() == numbers{1});
  CHECK(d.courier.settle(1, d.now));
  CHECK_FALSE(d.courier.settle(1, d.now));
  CHECK_FALSE(d.courier.next_at());
  CHECK(d.courier.settled().size() == 1);
  d.courier.remove(1, d.now);
  CHECK(d.courier.settled().empty());
}

TEST_CASE("of those for one target only the oldest is under way; others do not wait for it") {
  driver d;
  d.add(1);
  d.add(2);
  d.add(3, other);
  CHECK(d.sent() == numbers{1, 3});
  d.now += second_ms;
  CHECK(d.sent() == numbers{1, 3});
  d.courier.settle(1, d.now);
  CHECK(d.sent() == numbers{2});
}

TEST_CASE("a delivery that has to come after another waits for that, whatever their targets") {
  driver d;
  d.add(1, one);
  d.add(2, other, 1);
  CHECK(d.sent() == numbers{1});
  d.now += minute_ms;
  CHECK(d.sent() == numbers{1});
  SECTION("until it is settled") { d.courier.settle(1, d.now); }
  SECTION("until the log says that it is done") { d.courier.remove(1, d.now); }
  CHECK(d.sent() == numbers{2});
}

TEST_CASE("a target that has no room is asked again when it said, and that was no try") {
  driver d;
  d.add(1);
  for (int i = 0; i < 20; ++i) {
    CHECK(d.sent() == numbers{1});
    d.courier.postpone(1, d.now + 5 * minute_ms, false);
    CHECK(d.courier.next_at() == d.now + 5 * minute_ms);
    d.now += 5 * minute_ms;
  }
  CHECK(d.courier.given_up(d.now, hour_ms).empty());
}

TEST_CASE("after an hour without a sign of life a delivery is given up, unless it is a lasting one") {
  driver d;
  d.add(1, one);
  d.add(2, other, 0, true);
  d.times_until(hour_ms - second_ms);
  CHECK(d.courier.given_up(noon_ms + hour_ms - 1, hour_ms).empty());
  CHECK(d.courier.given_up(noon_ms + hour_ms, hour_ms) == numbers{1});
}

TEST_CASE("a process that finds an old delivery tries it before it gives it up") {
  driver d;
  d.courier.add({1, one, noon_ms - 2 * hour_ms, 0, false}, noon_ms);
  CHECK(d.courier.given_up(d.now, hour_ms).empty());
  d.times_until(minute_ms);
  CHECK(d.courier.given_up(d.now, hour_ms) == numbers{1});
}

TEST_CASE("what many wait for is sent some at a time") {
  driver d;
  for (std::uint64_t n = 1; n <= 10; ++n) d.add(n, {entity_type::inbox, 1, n});
  CHECK(d.courier.take_due(d.now, 4, [] { return 0; }).size() == 4);
  CHECK(d.courier.next_at() == d.now);
  CHECK(d.courier.take_due(d.now, 10, [] { return 0; }).size() == 6);
}

}  // namespace moim::courier_cases
