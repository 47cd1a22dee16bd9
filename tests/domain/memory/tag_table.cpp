#include "domain/memory/tag_table.hpp"

#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace moim {
namespace {

TEST_CASE("a table of tags holds what was put in and not taken out, however long it lives and whatever collides") {
  matching_test::dice chance{7};
  tag_table table;
  std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
  for (int i = 0; i < 40'000; ++i) {
    // Tags from both ends, so that runs of cells go around the end.
    auto tag = chance.chance(50) ? chance.below(200) : ~chance.below(200);
    auto number = chance.below(4);
    auto is_it = [&](std::uint32_t each) { return each == number; };
    const auto* found = table.find(tag, is_it);
    REQUIRE((found != nullptr) == expected.contains({tag, number}));
    if (found && chance.chance(60)) {
      table.erase(found);
      expected.erase({tag, number});
    } else if (!found && chance.chance(50 + 40 * (i / 5'000 % 2))) {
      table.insert(tag, number);
      expected.insert({tag, number});
    }
    REQUIRE(table.size() == expected.size());
  }
  CHECK(expected.size() > 300);
  std::set<std::pair<std::uint32_t, std::uint32_t>> held;
  for (const auto& each : table.cells())
    if (each.number != tag_table::none) held.emplace(each.tag, each.number);
  CHECK(held == expected);
  table.clear();
  CHECK(table.size() == 0);
  CHECK(table.find(expected.begin()->first) == nullptr);
}

TEST_CASE("a table of tags takes at most 12.5 bytes a number, once there are many") {
  tag_table table;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    table.insert(i * 2'654'435'761u, i);
    if (i > 5'000) REQUIRE(static_cast<double>(table.bytes()) <= 12.6 * (i + 1));
  }
}

}  // namespace
}  // namespace moim
