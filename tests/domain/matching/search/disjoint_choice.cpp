#include "domain/matching/search/disjoint_choice.hpp"

#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

#include <bit>

namespace moim {
namespace {

using matching_test::dice;

/// The best by trying every choice of sets.
std::int64_t naive_value(const std::vector<disjoint_choice::valued_set>& sets, std::size_t from, small_set taken) {
  if (from == sets.size()) return 0;
  auto without = naive_value(sets, from + 1, taken);
  if ((sets[from].members & taken) != 0) return without;
  return std::max(without, sets[from].value + naive_value(sets, from + 1, taken | sets[from].members));
}

TEST_CASE("the chosen sets are disjoint and worth as much as any") {
  disjoint_choice choice;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    dice chance{seed};
    std::vector<std::int64_t> values;
    for (int i = 0; i < 10; ++i) values.push_back(chance.between(1, 20));
    std::vector<disjoint_choice::valued_set> sets;
    for (auto count = chance.below(14); count > 0; --count) {
      disjoint_choice::valued_set made{chance.next() & chance.next() & 0x3ff, 0};
      for_each_member(made.members, [&](std::size_t each) { made.value += values[each]; });
      if (made.members != 0) sets.push_back(made);
    }
    REQUIRE(choice.solve(sets, values, 100'000));
    small_set taken = 0;
    std::int64_t value = 0;
    for (auto each : choice.chosen()) {
      REQUIRE((sets[each].members & taken) == 0);
      taken |= sets[each].members;
      value += sets[each].value;
    }
    REQUIRE(value == naive_value(sets, 0, 0));
  }
}

TEST_CASE("a choice that is cut short says so, and is the best that was found") {
  disjoint_choice choice;
  std::vector<disjoint_choice::valued_set> sets{{0b0011, 2}, {0b0110, 2}, {0b1100, 2}};
  CHECK_FALSE(choice.solve(sets, {1, 1, 1, 1}, 2));
  CHECK(choice.chosen().empty());
  CHECK_FALSE(choice.solve(sets, {1, 1, 1, 1}, 4));
  CHECK(choice.chosen().size() == 1);
  CHECK(choice.solve(sets, {1, 1, 1, 1}, 100));
  CHECK(choice.chosen().size() == 2);
}

}  // namespace
}  // namespace moim
