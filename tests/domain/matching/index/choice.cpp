#include "domain/matching/index/choice.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

const choice_terms busy{.now = 60'000, .ttl_ms = 600'000, .arrivals = 500};

signature ticket_with(float share, time_ms submitted_at = 0) {
  signature made;
  made.sizes = size_of(3);
  made.people = 1;
  made.share = share;
  made.submitted_at = submitted_at;
  return made;
}

TEST_CASE("who is suited by few weighs more than who is suited by many") {
  CHECK(weight_of(ticket_with(0.01F), busy) > weight_of(ticket_with(0.1F), busy));
}

TEST_CASE("the more tickets wait that suit one, the less it needs a place now") {
  CHECK(weight_of(ticket_with(0.1F), busy, 0) > weight_of(ticket_with(0.1F), busy, 1));
}

TEST_CASE("of two that are suited by many the older weighs more, for it has less time for its chances") {
  CHECK(weight_of(ticket_with(0.5F, -400'000), busy) > weight_of(ticket_with(0.5F), busy));
}

TEST_CASE("while nothing is known of who comes, all people weigh the same") {
  choice_terms first{.now = 0, .ttl_ms = 600'000, .arrivals = 0};
  auto party = ticket_with(0.9F);
  party.people = 2;
  CHECK(weight_of(party, first) == 2 * weight_of(ticket_with(0.01F), first));
}

TEST_CASE("however many come, no ticket weighs nothing") {
  choice_terms crowded{.now = 0, .ttl_ms = 600'000, .arrivals = 1e15};
  CHECK(weight_of(ticket_with(1), crowded) > 0);
}

}  // namespace
}  // namespace moim
