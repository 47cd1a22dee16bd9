#include "domain/matching/tickets/criteria.hpp"

#include "domain/matching/tickets/profile.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

const pool_kind all_types{"k",
                          2,
                          {},
                          0,
                          0,
                          600,
                          0,
                          0,
                          0,
                          0,
                          {{"place", criterion_type::any_of, false},
                           {"language", criterion_type::equal, false},
                           {"when", criterion_type::window, false},
                           {"age", criterion_type::spread, false},
                           {"where", criterion_type::radius, false}}};

const named_criterion a_list{"place", {"p", "q"}, true, {}, {}, {}};
const named_criterion a_value{"language", {"ko"}, false, {}, {}, {}};
const named_criterion a_window{"when", {}, false, {{1, 9, 2}}, {}, {}};
const named_criterion a_spread{"age", {}, false, {}, spread_terms{{31'000, 33'500}, 8'000}, {}};
const named_criterion a_place{"where", {}, false, {}, {}, place_terms{37.5, 127, 1'500}};

TEST_CASE("criteria by names are wishes by places, and back") {
  criteria sent{{a_list, a_value, a_window, a_spread, a_place}};
  auto wishes = wishes_of(all_types, sent);
  REQUIRE(wishes);
  CHECK(wishes->sets.size() == 2);
  CHECK(wishes->radii.at(0).radius_m == 1'500);
  CHECK(criteria_of(all_types, *wishes) == sent);
}

TEST_CASE("a spread without a limit stays without one, also as a pool holds it") {
  criteria sent{{{"age", {}, false, {}, spread_terms{{31'000, 33'500}, {}}, {}}}};
  auto wishes = wishes_of(all_types, sent);
  REQUIRE(wishes);
  CHECK(criteria_of(all_types, *wishes) == sent);
  ticket from;
  from.wishes = *wishes;
  value_names names;
  auto held = make_profile(from, names);
  CHECK(held.spreads()[0].limit == spread_ask::no_limit);
  CHECK(ticket_of(held, names).wishes == *wishes);
}

TEST_CASE("a criterion of another type than the pool's is refused, each in each place") {
  for (const auto& rule : all_types.criteria)
    for (auto each : {a_list, a_value, a_window, a_spread, a_place}) {
      bool right = each.name == rule.key;
      // One plain value is a list of one nowhere but where the pool takes any list.
      bool also = rule.type == criterion_type::any_of && each.name == "language";
      each.name = rule.key;
      INFO(rule.key << " given as of another type");
      CHECK(wishes_of(all_types, criteria{{each}}).has_value() == (right || also));
    }
  CHECK(wishes_of(all_types, criteria{{{"colour", {"red"}, true, {}, {}, {}}}}).error().code ==
        errc::criterion_invalid);
  CHECK_FALSE(wishes_of(all_types, criteria{{{"where", {}, false, {}, {}, place_terms{1, 2, {}}}}}));
}

}  // namespace
}  // namespace moim
