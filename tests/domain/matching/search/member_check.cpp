#include "domain/matching/search/member_check.hpp"

#include "tests/domain/matching/support/space_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::meal;
using matching_test::space_case;

TEST_CASE("members are checked one by one, and what that takes is counted") {
  space_case on{meal()};
  auto first = on.add(sizes_between(2, 3), {"a", "b"});
  auto second = on.add(sizes_between(2, 3), {"b", "c"});
  auto third = on.add(size_of(3), {"b"});
  auto other = on.add(size_of(2), {"c"});
  member_check check{on.begin()};
  CHECK(check.is_group({first, second}));
  CHECK_FALSE(check.is_group({first}));
  CHECK_FALSE(check.is_group({first, third}));
  CHECK(check.is_group_with({first, second}, third));
  CHECK_FALSE(check.is_group_with({first, second}, other));
  auto so_far = check.begin(first);
  auto before = check.spent();
  CHECK(check.accepts(so_far, {first}, third));
  CHECK_FALSE(check.accepts(so_far, {first}, other));
  CHECK(check.spent() == before + 2);
}

}  // namespace
}  // namespace moim
