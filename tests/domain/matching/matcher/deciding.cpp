#include "domain/matching/matcher/matcher.hpp"
#include "tests/support/make_tickets.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace moim;
using make::noon_ms;

namespace {

/// A pool that is driven the way its actor drives it, without one.
struct matcher_case {
  matcher_decision give(time_ms at, std::vector<matcher_request> batch) {
    auto decided = decide(state, std::move(batch), at, {}, workspace);
    ++last;
    for (const auto& event : decided.events) apply(state, event, {last, at});
    return decided;
  }
  matcher_request submit(const caller& who, std::string place = "p") const {
    return {make::submit(make::wish(std::move(place)), rules, who), who};
  }

  /// A room's ticket: it looks for somebody for `ttl_ms`.
  matcher_request search(time_ms until) const {
    ticket wanted;
    wanted.id = backfill_ticket_id(make::room_number(1), 1, id_of(rules));
    wanted.users = {make::user(90)};
    wanted.sizes = size_of(2);
    wanted.wishes.sets = {{0, {"here"}}};
    wanted.expires_at = until;
    wanted.for_room = make::room_number(1);
    return {start_backfill{wanted, {}}, {}};
  }

  pool_rules rules = make::rules();
  matcher state;
  matcher_workspace workspace{rules.matching};
  version last = 0;
};

template <class Event>
std::size_t count(const matcher_decision& decided) {
  return static_cast<std::size_t>(
      std::count_if(decided.events.begin(), decided.events.end(),
                    [](const matcher_event& each) { return std::holds_alternative<Event>(each); }));
}

}  // namespace

TEST_CASE("a submit that comes again gets its first outcome, in the very commit in which its ticket expires, too") {
  matcher_case pool;
  auto who = make::by(1, 1);
  auto first = pool.give(noon_ms, {pool.submit(who)});
  REQUIRE(first.outcomes[0]);
  auto ends = std::get<ticket_opened>(*first.outcomes[0]).expires_at_ms;
  for (auto at : {ends, ends + 1}) {
    auto again = pool.give(at, {pool.submit(who), pool.submit(who)});
    CHECK(again.outcomes[0] == first.outcomes[0]);
    CHECK(again.outcomes[1] == first.outcomes[0]);
    CHECK(count<tickets_submitted>(again) == 0);
  }
  CHECK(pool.state.tickets.table().size() == 0);
}

TEST_CASE("what a room looks for and says again is not looked for twice, in the commit in which its ticket ends, too") {
  matcher_case pool;
  pool.give(noon_ms, {pool.submit(make::by(1, 1), "elsewhere")});
  auto until = noon_ms + minute_ms;
  REQUIRE(count<tickets_submitted>(pool.give(noon_ms, {pool.search(until)})) == 1);
  CHECK(count<tickets_submitted>(pool.give(noon_ms + 1, {pool.search(until)})) == 0);
  // The room is told by and by that its closing moved: what it says ends later than what the pool has.
  auto ending = pool.give(until, {pool.search(until + hour_ms)});
  CHECK(count<tickets_ended>(ending) == 1);
  CHECK(count<tickets_submitted>(ending) == 0);
  CHECK(count<tickets_submitted>(pool.give(until + 1, {pool.search(until + hour_ms)})) == 0);
}

TEST_CASE("a slice of a pool that remembers all it may tells newcomers overloaded, those of the same batch counted") {
  matcher_case pool;
  // Keys of one slice: those that differ in their time only.
  std::vector<matcher_request> batch;
  for (std::uint64_t i = 0; i < slice_requests.max + 2; ++i) {
    auto who = make::by(1'000 + i, 1, noon_ms - static_cast<time_ms>(i));
    batch.push_back(pool.submit(who, "place " + std::to_string(i)));
  }
  auto decided = pool.give(noon_ms, std::move(batch));
  CHECK(decided.outcomes[slice_requests.max - 1]);
  for (auto i : {slice_requests.max, slice_requests.max + 1}) {
    REQUIRE_FALSE(decided.outcomes[i]);
    CHECK(decided.outcomes[i].error().code == errc::overloaded);
    CHECK(decided.outcomes[i].error().retry_after_ms);
  }
  auto elsewhere = pool.give(noon_ms, {pool.submit(make::by(1, 2))});
  CHECK(elsewhere.outcomes[0]);
}
