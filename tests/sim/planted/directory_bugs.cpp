#include "domain/planted.hpp"
#include "sim/checks/directory/directory_play.hpp"

#include <catch2/catch.hpp>

/// Bugs of the directory's index are found by playing with it alone: no fault of a store or a network can bring about
/// more of them than cards that come, change and go.
using namespace moim;

namespace {

std::optional<std::string> first_found(planted_bug bug) {
  planted = bug;
  std::optional<std::string> found;
  for (std::uint64_t seed = 1; seed <= 20 && !found; ++seed) found = sim::directory_play{seed}.play(200);
  planted = planted_bug::none;
  return found;
}

}  // namespace

TEST_CASE("each bug that is planted into the directory's index is found") {
  using enum planted_bug;
  CHECK(first_found(card_change_lost) == "a card is not as it was put");
  CHECK(first_found(gone_still_listed));
  CHECK(first_found(radius_not_inclusive) == "a room is missing from a list");
  CHECK(first_found(date_line_not_crossed) == "a room is missing from a list");
  CHECK(first_found(cursor_skips) == "a room is missing from a list");
}

TEST_CASE("without them all is right") { CHECK_FALSE(first_found(planted_bug::none)); }
