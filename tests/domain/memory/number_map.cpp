#include "domain/memory/number_map.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>

namespace moim {
namespace {

TEST_CASE("a map of numbers that grow is a map, in whatever order they come and go") {
  std::mt19937_64 chance{7};
  for (std::uint64_t spread : {1, 4, 1'000}) {
    number_map<int> ours;
    std::map<std::uint64_t, int> plain;
    std::uint64_t next = 1;
    for (int step = 0; step < 20'000; ++step) {
      auto number = chance() % 3 == 0 ? 1 + chance() % next : next += chance() % 2;
      if (chance() % 2 == 0 || plain.empty()) {
        auto [value, is_new] = ours.try_emplace(number);
        CHECK(is_new == plain.emplace(number, step).second);
        if (is_new) *value = step;
      } else {
        auto near = plain.lower_bound(plain.begin()->first + chance() % spread);
        auto gone = near == plain.end() ? number : near->first;
        ours.erase(gone);
        plain.erase(gone);
      }
      REQUIRE(ours.size() == plain.size());
      auto* found = ours.find(number);
      auto there = plain.find(number);
      REQUIRE((found == nullptr) == (there == plain.end()));
      if (found) REQUIRE(*found == there->second);
      if (!plain.empty()) REQUIRE(ours.front() == plain.begin()->second);
    }
  }
}

TEST_CASE("what went is gone, and may come again") {
  number_map<int> map;
  for (std::uint64_t number : {1, 2, 3}) *map.try_emplace(number).first = 7;
  map.erase(2);
  map.erase(2);
  CHECK(map.find(2) == nullptr);
  CHECK(map.size() == 2);
  CHECK(map.try_emplace(2).second);
  CHECK(map.at(2) == 0);
  map.erase(1);
  CHECK(map.front() == 0);
  for (std::uint64_t number : {2, 3}) map.erase(number);
  CHECK(map.empty());
}

}  // namespace
}  // namespace moim
