#include "domain/memory/shared_value.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace moim::shared_value_cases {
namespace {

using text = shared_value<std::string>;

TEST_CASE("a value is held once however often it is copied") {
  text one{"soup"};
  auto other = one;
  CHECK(&one.get() == &other.get());
  CHECK(*other == "soup");
  CHECK(other->size() == 4);
}

TEST_CASE("whoever changes their copy changes nobody else's") {
  text one{"soup"};
  auto other = one;
  other.own() = "bread";
  CHECK(*one == "soup");
  CHECK(*other == "bread");
  auto* alone = &other.own();
  CHECK(alone == &other.own());
}

TEST_CASE("a value that was never said is that of its type, and as good as one that was") {
  text none;
  CHECK(none->empty());
  CHECK(none == text{std::string{}});
  CHECK_FALSE(none == text{"soup"});
  CHECK(text{"soup"} == text{"soup"});
  none.own() = "soup";
  CHECK(*none == "soup");
}

}  // namespace
}  // namespace moim::shared_value_cases
