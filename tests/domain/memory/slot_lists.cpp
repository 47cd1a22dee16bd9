#include "domain/memory/slot_lists.hpp"

#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace moim {
namespace {

/// Lists that are changed at random, beside vectors that are changed alike.
class changed_lists {
 public:
  explicit changed_lists(std::uint64_t seed) : chance_(seed) {}

  void change(std::size_t key, std::size_t length_wanted) {
    auto& [name, expected] = lists_[key];
    if (expected.empty()) {
      expected = {some_slot(), some_slot()};
      name = lists.make(expected[0], expected[1]);
    } else if (chance_.below(100) < (expected.size() < length_wanted ? 65u : 35u)) {
      auto at = chance_.chance(60) ? expected.size() : chance_.below(static_cast<std::uint32_t>(expected.size() + 1));
      auto which = some_slot();
      expected.insert(expected.begin() + static_cast<std::ptrdiff_t>(at), which);
      name = lists.insert(name, at, which);
    } else if (expected.size() > 2) {
      auto at = chance_.chance(60) ? 0 : chance_.below(static_cast<std::uint32_t>(expected.size()));
      expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(at));
      name = lists.erase(name, at);
    } else {
      lists.drop(name);
      expected.clear();
    }
  }

  bool all_equal() const {
    for (const auto& [key, each] : lists_) {
      if (each.second.empty()) continue;
      auto held = lists.at(each.first);
      if (!std::equal(held.begin(), held.end(), each.second.begin(), each.second.end())) return false;
    }
    return true;
  }

  slot_lists lists;

 private:
  slot some_slot() { return chance_.below(1'000'000); }

  matching_test::dice chance_;
  std::map<std::size_t, std::pair<slot_lists::name, std::vector<slot>>> lists_;
};

TEST_CASE("short and long lists hold what vectors would, while they grow and shrink beside each other") {
  changed_lists all{3};
  for (std::size_t i = 0; i < 60'000; ++i) {
    all.change(i * 7 % 60, i * 7 % 60);
    if (i % 50 == 0) REQUIRE(all.all_equal());
  }
  REQUIRE(all.all_equal());
}

TEST_CASE("a list of two takes eight bytes") {
  slot_lists lists;
  for (slot i = 0; i < 25'600; ++i) lists.make(i, i + 1);
  CHECK(lists.bytes() < 25'600 * 9);
}

}  // namespace
}  // namespace moim
