#include "domain/directory/ordered_slots.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <set>

namespace moim::ordered_slots_cases {
namespace {

using model = std::set<std::pair<slot_key, slot>>;

void require_same(const ordered_slots& list, const model& expected) {
  REQUIRE(list.size() == expected.size());
  auto each = expected.begin();
  for (auto at = list.begin(); at != list.end(); at = list.next(at), ++each)
    REQUIRE(std::pair{list.key(at), list.at(at)} == *each);
}

}  // namespace

TEST_CASE("slots are in the order of their keys whatever comes and goes") {
  std::mt19937_64 chance{3};
  ordered_slots list;
  model expected;
  for (int step = 0; step < 60'000; ++step) {
    bool grows = step < 20'000 || (step >= 40'000 && step < 45'000);
    if (expected.empty() || (chance() % 4 != 0) == grows) {
      std::pair<slot_key, slot> added{{chance() % 1'000, chance() % 7}, static_cast<slot>(chance() % 50)};
      if (expected.insert(added).second) list.insert(added.first, added.second);
    } else {
      auto gone = expected.lower_bound({{chance() % 1'000, 0}, 0});
      if (gone == expected.end()) gone = expected.begin();
      list.erase(gone->first, gone->second);
      expected.erase(gone);
    }
    if (step % 5'000 == 0) require_same(list, expected);
  }
  require_same(list, expected);
}

TEST_CASE("bounds are the first entry that is not less, and the first that is greater") {
  ordered_slots list;
  CHECK(list.lower_bound({0, 0}) == list.end());
  for (std::uint64_t i = 0; i < 3'000; ++i) list.insert({i / 2 * 2, 5}, static_cast<slot>(i));
  auto at = list.lower_bound({1'000, 0});
  CHECK(list.key(at) == slot_key{1'000, 5});
  CHECK(list.at(at) == 1'000);
  CHECK(list.at(list.upper_bound({1'000, 5})) == 1'002);
  CHECK(list.at(list.lower_bound({1'001, 0})) == 1'002);
  auto all = ~std::uint64_t{0};
  CHECK(list.lower_bound({3'000, 0}) == list.end());
  CHECK(list.upper_bound({all, all}) == list.end());
  CHECK(list.last_key() == slot_key{2'998, 5});
}

TEST_CASE("how many lie between two places is known within a few") {
  ordered_slots list;
  std::mt19937_64 chance{5};
  std::vector<std::uint64_t> keys;
  for (slot i = 0; i < 20'000; ++i) {
    keys.push_back(chance() % 1'000'000);
    list.insert({keys.back(), i}, i);
  }
  auto from = list.lower_bound({300'000, 0});
  auto to = list.lower_bound({400'000, 0});
  CHECK(static_cast<double>(list.between(from, to)) == Approx(2'000).margin(400));
  CHECK(list.between(from, from) == 0);
  CHECK(list.between(from, list.next(from)) == 1);
}

TEST_CASE("a list that only grows at its end fills its blocks") {
  ordered_slots list;
  for (slot i = 0; i < 100'000; ++i) list.insert({i, 0}, i);
  CHECK(list.bytes() < 100'000 * 24);
}

}  // namespace moim::ordered_slots_cases
