#include "sim/simulation/people/submit_maker.hpp"

#include "sim/simulation/engine/sim_kinds.hpp"
#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim::sim::test {
namespace {

TEST_CASE("every ticket that is drawn is one that its pool takes, unless its party fills the group") {
  trace told;
  parameters drawn;
  drawn.people = 10;
  auto kinds = sim_kinds(drawn);
  std::map<std::string, int> by_kind;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    world world{seed, told};
    submit_maker maker{world, drawn, make::user(1)};
    auto wanted = maker.any();
    auto rules = kinds.find_pool(wanted.kind, "");
    REQUIRE(rules);
    auto made = ticket_of(make::secret, wanted, *rules, make::user(1), make::key(seed));
    CHECK((made || made.error().code == errc::party_fills_group));
    if (made) ++by_kind[wanted.kind];
  }
  for (const auto& [kind, accepted] : by_kind) CHECK(accepted > 50);
  CHECK(by_kind.size() == 3);
}

}  // namespace
}  // namespace moim::sim::test
