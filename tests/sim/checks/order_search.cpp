#include "sim/checks/order_search.hpp"

#include "domain/room/room.hpp"
#include "sim/scenarios/random_source.hpp"
#include "tests/sim/checks/story.hpp"

#include <catch2/catch.hpp>

/// Histories that the production rules made, told as clients would have seen them.
namespace moim::sim::test {
namespace {

struct asked {
  std::uint64_t who = 0;
  room_call call{};
  std::int64_t invoked = 0;
  std::int64_t returned = 0;
  bool heard = true;
  std::optional<errc> refusal;
  std::uint32_t seat = 0;
  std::optional<room_view> view;
};

room_command command_of(const asked& what, const room_id& room) {
  switch (what.call) {
    case room_call::join:
      return join_room{room};
    case room_call::leave:
      return leave_room{room};
    case room_call::lock:
      return lock_room{room};
    case room_call::cancel:
      return cancel_room{room};
    default:
      return read_room{room};
  }
}

room_call draw_call(random_source& random) {
  auto dice = random.below(40);
  if (dice < 18) return room_call::join;
  if (dice < 29) return room_call::leave;
  if (dice < 38) return room_call::read;
  return dice < 39 ? room_call::lock : room_call::cancel;
}

class room_on_paper {
 public:
  explicit room_on_paper(std::uint32_t seats) {
    kind of{"meal", 1, 100, false, roster::everyone, 0};
    apply(state_, room_created{{1, 1}, person(1), of, "Soup", seats}, {1, 0});
  }

  void answer(asked& what) {
    caller who{person(what.who), request_key{++last_key_, 7}, 1};
    auto decided = decide(state_, command_of(what, state_.id), who, 0);
    if (!decided) {
      what.refusal = decided.error().code;
      return;
    }
    for (const auto& event : decided->events) apply(state_, event, {++version_, 0});
    if (auto* given = std::get_if<seat_given>(&decided->answer)) what.seat = given->seat;
    if (auto* view = std::get_if<room_view>(&decided->answer)) what.view = *view;
  }

 private:
  room state_;
  std::uint64_t last_key_ = 1;
  version version_ = 1;
};

struct shape {
  std::uint32_t operations = 0;
  std::uint32_t seats = 0;
  std::uint32_t people = 6;
  /// The share whose answer is not heard.
  double unheard = 0;
  /// How many of those before and after it an operation may overlap with.
  std::uint32_t overlap = 5;
};

/// One operation after the other, each stretched to both sides.
std::vector<asked> draw_history(random_source& random, const shape& drawn) {
  room_on_paper room{drawn.seats};
  std::vector<asked> all;
  for (std::uint32_t i = 0; i < drawn.operations; ++i) {
    asked next;
    next.who = 1 + random.below(drawn.people);
    next.call = draw_call(random);
    next.invoked = 100 * std::int64_t{i} - random.below(100 * drawn.overlap);
    next.returned = 100 * std::int64_t{i} + 1 + random.below(100 * drawn.overlap);
    next.heard = !random.chance(drawn.unheard);
    // What was not heard may never have been done.
    if (next.heard || random.chance(0.5)) room.answer(next);
    all.push_back(next);
  }
  return all;
}

story tell(const std::vector<asked>& all, std::uint32_t seats) {
  story told{seats};
  std::vector<std::pair<std::int64_t, std::size_t>> events;
  for (std::size_t i = 0; i < all.size(); ++i) {
    events.emplace_back(all[i].invoked, 2 * i);
    if (all[i].heard) events.emplace_back(all[i].returned, 2 * i + 1);
  }
  std::sort(events.begin(), events.end());
  std::vector<history::operation_id> ids(all.size());
  for (const auto& [at, which] : events) {
    const auto& each = all[which / 2];
    auto& id = ids[which / 2];
    if (which % 2 == 0)
      id = told.asks(each.who, each.call);
    else if (each.refusal)
      told.is_refused(id, *each.refusal);
    else if (each.view)
      told.seen.shown(id, *each.view, 0);
    else if (each.call == room_call::join)
      told.gets_seat(id, each.seat);
    else
      told.is_done(id);
  }
  return told;
}

/// Another answer than the one that was given.
void alter(asked& what, random_source& random) {
  constexpr std::array refusals{errc::room_full, errc::already_member, errc::not_member, errc::room_locked};
  if (what.view && random.chance(0.5)) {
    what.view->taken += 1;
  } else if (what.view && !what.view->members->empty()) {
    what.view->members->back().user = person(7);
  } else if (what.refusal) {
    what.refusal.reset();
    what.seat = 1 + random.below(3);
  } else if (what.call == room_call::join && random.chance(0.5)) {
    what.seat += 1;
  } else {
    what.view.reset();
    what.refusal = refusals[random.below(refusals.size())];
  }
}

/// Tries every order.
bool any_order(const room_history& seen, const room_model& room, std::uint32_t done) {
  const auto& all = seen.operations;
  auto first_return = never;
  for (std::size_t i = 0; i < all.size(); ++i)
    if ((done >> i & 1) == 0) first_return = std::min(first_return, all[i].returned);
  if (first_return == never) return true;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if ((done >> i & 1) != 0 || all[i].invoked > first_return) continue;
    auto next = room;
    if (play(next, all[i], seen.members_of(all[i])) && any_order(seen, next, done | 1U << i)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("what the production rules answer has an order, however it overlaps") {
  random_source random{1};
  for (int i = 0; i < 300; ++i) {
    shape drawn{150, random.between(1, 6)};
    drawn.unheard = i % 2 == 0 ? 0 : 0.1;
    auto found = tell(draw_history(random, drawn), drawn.seats).order();
    INFO("history " << i << ": " << found.why);
    REQUIRE(found.is == linearizable::yes);
    CHECK(found.steps < 20'000);
  }
}

TEST_CASE("forty operations under way at a time are mostly put in order, and never said to have none") {
  random_source random{4};
  int ordered = 0;
  for (int i = 0; i < 20; ++i) {
    auto found = tell(draw_history(random, {400, 6, 60, 0.05, 40}), 6).order();
    INFO("history " << i << ": " << found.why);
    REQUIRE(found.is != linearizable::no);
    ordered += found.is == linearizable::yes;
  }
  CHECK(ordered >= 15);
}

TEST_CASE("an answer that is altered is mostly found") {
  random_source random{2};
  int refused = 0;
  int undecided = 0;
  for (int i = 0; i < 300; ++i) {
    auto all = draw_history(random, {60, 3, 6, 0.05});
    auto& chosen = all[random.below(all.size())];
    if (!chosen.heard) continue;
    alter(chosen, random);
    auto is = tell(all, 3).is();
    refused += is == linearizable::no;
    undecided += is == linearizable::undecided;
  }
  CHECK(refused > 200);
  CHECK(undecided < 10);
}

TEST_CASE("the search agrees with trying every order") {
  random_source random{3};
  int without = 0;
  for (int i = 0; i < 20'000; ++i) {
    shape drawn{random.between(1, 6), random.between(1, 3), 6, 0.25};
    auto all = draw_history(random, drawn);
    for (auto& each : all)
      if (random.chance(0.2)) alter(each, random);
    auto told = tell(all, drawn.seats);
    bool any = any_order(told.seen.rooms().front(), {}, 0);
    auto found = told.order();
    INFO("history " << i << ": " << found.why);
    REQUIRE(found.is == (any ? linearizable::yes : linearizable::no));
    without += !any;
  }
  CHECK(without > 5'000);
}

}  // namespace moim::sim::test
