#include "domain/declare/digest.hpp"

#include "domain/protocol.hpp"
#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

using namespace moim;

TEST_CASE("a digest tells requests apart by every parameter") {
  auto of = [](const auto& call) { return digest{}.add(call).value(); };
  create_room soup{"meal", "Soup", 4};
  CHECK(of(soup) == of(create_room{"meal", "Soup", 4}));
  CHECK(of(soup) != of(create_room{"meal", "Soup", 5}));
  CHECK(of(soup) != of(create_room{"meal", "Soup", std::nullopt}));
  CHECK(of(create_room{"ab", "c", 1}) != of(create_room{"a", "bc", 1}));
  CHECK(of(join_room{make::room_number(1)}) != of(join_room{make::room_number(2)}));
}
