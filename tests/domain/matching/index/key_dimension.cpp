#include "domain/matching/index/key_dimension.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace moim {
namespace {

const key_dimension ages{dimension_type::spread, 0};

profile asks_age(std::vector<std::int64_t> values, std::optional<std::int64_t> limit) {
  ticket from;
  from.wishes.spreads = {{0, std::move(values), limit}};
  value_names names;
  return make_profile(from, names);
}

/// Whether somebody who looks for partners of `one` meets `other` by the keys.
bool finds(const profile& one, const profile& other) {
  coordinates posted;
  coordinates probed;
  auto level = ages.post(other, posted);
  // What leads everywhere meets everybody.
  if (!ages.probe(one, level, 0, probed)) return true;
  const auto* begin = probed.at.data();
  const auto* end = begin + probed.count;
  return std::find(begin, end, posted.at[0]) != end;
}

TEST_CASE("who gives no limit is found by everybody, and finds all whose limits allow it") {
  auto any = asks_age({20'000}, {});
  CHECK(finds(any, asks_age({90'000}, {})));
  CHECK(finds(asks_age({90'000}, 1'000), any));
  CHECK(finds(any, asks_age({28'000}, 8'000)));
  CHECK(finds(any, asks_age({12'000}, 8'000)));
  CHECK_FALSE(finds(any, asks_age({90'000}, 8'000)));
}

TEST_CASE("a party that is wider than a level's limits looks nowhere there, instead of everywhere") {
  auto wide = asks_age({20'000, 90'000}, {});
  coordinates probed;
  auto level = ages.post(asks_age({50'000}, 8'000), probed);
  CHECK(ages.probe(wide, level, 0, probed));
  CHECK(probed.count == 0);
  CHECK(finds(wide, asks_age({50'000}, 70'000)));
}

TEST_CASE("whoever may be in one group finds the other, whatever their limits") {
  std::vector<std::optional<std::int64_t>> limits{{}, 0, 1, 7, 8, 9, 40};
  for (std::int64_t a = -20; a <= 20; a += 3)
    for (std::int64_t width : {0, 5, 30})
      for (std::int64_t b = -20; b <= 20; b += 4)
        for (auto ours : limits)
          for (auto theirs : limits) {
            auto apart = std::max(a + width, b) - std::min(a, b);
            bool suits = (!ours || apart <= *ours) && (!theirs || apart <= *theirs);
            if (!suits) continue;
            INFO(a << " to " << a + width << " and " << b);
            CHECK(finds(asks_age({a, a + width}, ours), asks_age({b}, theirs)));
            CHECK(finds(asks_age({b}, theirs), asks_age({a, a + width}, ours)));
          }
}

}  // namespace
}  // namespace moim
