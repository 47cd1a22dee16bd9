#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::dice;

pool_kind team_kind() {
  pool_kind kind;
  kind.key = "teams";
  kind.ttl_s = 600;
  kind.criteria = {{"place", criterion_type::any_of, false}};
  return kind;
}

submit_ticket somebody(std::uint64_t number, size_set sizes, std::vector<std::string> places) {
  ticket made;
  made.id = {0, number};
  made.users = {{0, number}};
  made.sizes = sizes;
  made.wishes.sets = {{0, std::move(places)}};
  return {made};
}

std::uint32_t people_matched(std::vector<pool_command> batch) {
  auto kind = team_kind();
  pool state{kind};
  matcher_workspace workspace{kind};
  auto decision = decide(state, std::move(batch), 1'000'000, {}, workspace);
  std::uint32_t people = 0;
  for (const auto& event : decision.events)
    if (auto* made = std::get_if<matched>(&event)) people += made->people;
  return people;
}

TEST_CASE("of large groups nobody is left out whom smaller ones could take in") {
  // Greedily two groups of ten, and four who find nobody.
  std::vector<pool_command> batch;
  for (std::uint64_t i = 1; i <= 24; ++i)
    batch.emplace_back(
        somebody(i, sizes_between(8, 10),
                 i % 3 == 0 ? std::vector<std::string>{"a", "b"} : std::vector<std::string>{i % 3 == 1 ? "a" : "b"}));
  CHECK(people_matched(batch) == 24);
}

TEST_CASE("large groups that were hidden among others are found again") {
  // Forty people can make groups of `size` in one way at least; each knows a second place that leads astray.
  for (std::uint32_t size : {5, 8, 10}) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      dice chance{seed * 100 + size};
      std::vector<pool_command> batch;
      auto places = 40 / size;
      for (std::uint64_t i = 0; i < 40; ++i) {
        auto own = static_cast<std::uint32_t>(i) % places;
        auto astray = (own + 1 + chance.below(places - 1)) % places;
        batch.emplace_back(somebody(i + 1, size_of(size), {"p" + std::to_string(own), "p" + std::to_string(astray)}));
      }
      INFO("groups of " << size << ", seed " << seed);
      CHECK(people_matched(std::move(batch)) == 40);
    }
  }
}

}  // namespace
}  // namespace moim
