#include "domain/declare/namesakes.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

enum class fruit : std::uint8_t { apple, pear };
constexpr std::array<std::string_view, 2> enum_names(fruit) { return {"apple", "pear"}; }

enum class tree : std::uint8_t { oak, pear, apple };
constexpr std::array<std::string_view, 3> enum_names(tree) { return {"oak", "pear", "apple"}; }

TEST_CASE("an enum's value is found in another by its name, wherever it stands there") {
  STATIC_REQUIRE(namesake<tree>(fruit::apple) == tree::apple);
  STATIC_REQUIRE(namesake<tree>(fruit::pear) == tree::pear);
  CHECK(value_named<tree>("oak") == tree::oak);
}

TEST_CASE("a name that no value bears is a bug") {
  expectation_watch watch{[](const std::string&) {}};
  CHECK_THROWS_AS(value_named<fruit>("oak"), broken_expectation);
}

}  // namespace
}  // namespace moim
