#include "domain/outbox/outbox.hpp"

#include <catch2/catch.hpp>

/// What an entity owes, as its log tells it.
namespace moim::outbox_cases {

namespace {

struct parcel_a {
  static constexpr std::uint16_t code = 1;
  int value = 0;
  static constexpr auto fields() { return std::tuple{field{"value", &parcel_a::value}}; }
  bool operator==(const parcel_a&) const = default;
};
using payload = std::variant<parcel_a>;

constexpr time_ms noon_ms = 1'790'000'000'000;
const entity_id one{entity_type::room, 1, 1};

struct log {
  outbox<payload> state;
  std::uint64_t owe(time_ms at, std::size_t count) {
    deliveries_owed<payload> event{next_delivery_number(state.last_number, at), {}};
    for (std::size_t i = 0; i < count; ++i) event.items.push_back({one, parcel_a{}, i == 0 ? 0u : 1u});
    apply(state, event, {1, at}, every_delivery);
    return event.first;
  }
};

}  // namespace

TEST_CASE("deliveries are numbered in order, and those of one moment follow one another") {
  log l;
  auto first = l.owe(noon_ms, 3);
  auto second = l.owe(noon_ms, 1);
  CHECK(second == first + 3);
  CHECK(l.owe(noon_ms - hour_ms, 1) == second + 1);
  CHECK(l.state.open.at(first + 1).after == first);
  CHECK(l.state.open.at(first).after == 0);
  CHECK(l.state.open.at(first).at == noon_ms);
}

TEST_CASE("a number that was lost with the end of a log is not given again") {
  log before;
  before.owe(noon_ms, 1);
  auto backup = before;
  auto lost = before.owe(noon_ms + 1, 5);
  auto fresh = backup.owe(noon_ms + 2, 1);
  CHECK(fresh > lost + 4);
}

TEST_CASE("what is done is gone; what is put aside stays to be seen, up to a bound") {
  log l;
  auto first = l.owe(noon_ms, 100);
  apply(l.state, deliveries_done{{first, first + 1}}, every_delivery);
  CHECK(l.state.open.size() == 98);
  deliveries_put_aside aside;
  for (std::uint64_t n = 2; n < 80; ++n) aside.numbers.push_back(first + n);
  apply(l.state, aside, every_delivery);
  CHECK(l.state.open.size() == 20);
  CHECK(l.state.aside.size() == max_put_aside);
  CHECK(l.state.dropped == 78 - max_put_aside);
  CHECK(l.state.aside.back().number == first + 79);
}

TEST_CASE("who owes something is woken soon after, and more and more seldom if that does not help") {
  log l;
  CHECK_FALSE(next_wake(l.state, noon_ms));
  l.owe(noon_ms, 1);
  CHECK(next_wake(l.state, noon_ms) == noon_ms + 5 * second_ms);
  CHECK(next_wake(l.state, noon_ms + 30 * second_ms) == noon_ms + minute_ms);
  CHECK(next_wake(l.state, noon_ms + hour_ms) == noon_ms + hour_ms + minute_ms);
}

TEST_CASE("what was taken and is to be sent once more stays until that is done, and wakes its source for it") {
  log l;
  auto first = l.owe(noon_ms, 2);
  auto again_at = noon_ms + delivery_agrees_ms;
  apply(l.state, deliveries_done{{first, first + 1}, again_at}, every_delivery);
  CHECK(l.state.open.empty());
  CHECK(l.state.taken.size() == 2);
  CHECK(next_wake(l.state, noon_ms) == again_at);
  CHECK(next_wake(l.state, again_at) == again_at + delivery_wake_ms);
  apply(l.state, deliveries_done{{first}}, every_delivery);
  CHECK(l.state.taken.size() == 1);
  // What is not known to be open any more is nothing that could be sent.
  apply(l.state, deliveries_done{{first}, again_at}, every_delivery);
  CHECK(l.state.taken.size() == 1);
  // What its target had lost is sent once more still.
  apply(l.state, deliveries_done{{first + 1}, again_at + minute_ms}, every_delivery);
  CHECK(next_wake(l.state, again_at) == again_at + minute_ms);
  apply(l.state, deliveries_done{{first + 1}}, every_delivery);
  CHECK_FALSE(next_wake(l.state, again_at));
}

}  // namespace moim::outbox_cases
