#include "domain/matching/round/validity.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

/// A ticket of one person, for two, with an overlap of at least `min_ms` until `to`.
profile until(std::uint64_t number, time_ms to, time_ms min_ms, time_ms expires_at, value_names& names) {
  ticket made;
  made.id = {0, number};
  made.users = {{0, number}};
  made.sizes = size_of(2);
  made.expires_at = expires_at;
  made.wishes.windows = {{0, {{0, to, min_ms}}}};
  return make_profile(made, names);
}

TEST_CASE("a group is valid until its overlap is too short, one of them is over, or for as long as is asked") {
  pool_kind kind;
  kind.criteria = {{"when", criterion_type::window, false}};
  value_names names;
  auto one = until(1, 5'000, 1'000, 100'000, names);
  auto other = until(2, 9'000, 2'000, 100'000, names);
  auto ending = until(3, 9'000, 1'000, 1'500, names);
  CHECK(valid_until(kind, {&one, &other}, 0, 100'000) == 3'001);
  CHECK(valid_until(kind, {&one, &other}, 0, 2'000) == 2'000);
  CHECK(valid_until(kind, {&one, &ending}, 0, 100'000) == 1'500);
  CHECK(is_valid_at(kind, {&one, &other}, 3'000));
  CHECK_FALSE(is_valid_at(kind, {&one, &other}, 3'001));
}

}  // namespace
}  // namespace moim
