#include "domain/memory/timer_heap.hpp"

#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

namespace moim {
namespace {

using ranked = std::pair<time_ms, std::uint64_t>;

std::vector<ranked> walked(const timer_heap& heap, const std::map<slot, ranked>& known, time_ms now) {
  std::vector<ranked> order;
  for (timer_heap::due_walk walk{heap, now}; !walk.is_over(); walk.step()) order.push_back(known.at(walk.which()));
  return order;
}

TEST_CASE("a walk comes to all that is due by its time and rank, whatever was set and removed before") {
  matching_test::dice chance{7};
  timer_heap heap;
  std::map<slot, ranked> known;
  for (int i = 0; i < 2'000; ++i) {
    auto which = static_cast<slot>(chance.below(60));
    if (chance.chance(30)) {
      heap.remove(which);
      known.erase(which);
    } else {
      auto rank = known.contains(which) ? known[which].second : chance.below(1'000) * 100 + which;
      known[which] = {chance.between(1, 9), rank};
      heap.set(which, known[which].first, rank);
    }
    auto now = chance.between(0, 9);
    std::set<ranked> due;
    for (const auto& [slot, each] : known)
      if (each.first <= now) due.insert(each);
    REQUIRE(walked(heap, known, now) == std::vector<ranked>(due.begin(), due.end()));
  }
}

TEST_CASE("a walk that stops knows what it has still to come to") {
  timer_heap heap;
  for (slot which = 0; which < 40; ++which) heap.set(which, which % 5, 100 - which);
  timer_heap::due_walk walk{heap, 3};
  std::set<slot> seen;
  for (int i = 0; i < 13; ++i, walk.step()) seen.insert(walk.which());
  std::size_t left = 0;
  walk.for_each_left([&](slot which) {
    CHECK(which % 5 <= 3);
    CHECK(seen.insert(which).second);
    ++left;
  });
  CHECK(left == 32 - 13);
  CHECK(seen.size() == 32);
}

}  // namespace
}  // namespace moim
