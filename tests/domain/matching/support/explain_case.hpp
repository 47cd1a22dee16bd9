#pragma once

#include "domain/matching/explain/explanation.hpp"

namespace moim::matching_test {

/// Tickets that wait side by side without ever being matched, to be explained.
struct explain_case {
  static constexpr std::uint8_t place = 0;
  static constexpr std::uint8_t when = 1;
  static constexpr std::uint8_t where = 2;
  static constexpr std::uint8_t age = 3;

  explain_case() : state(kind_of_all()), workspace(state.kind()) {}

  static pool_kind kind_of_all() {
    pool_kind kind;
    kind.key = "explained";
    kind.criteria = {{"place", criterion_type::any_of, false},
                     {"when", criterion_type::window, false},
                     {"where", criterion_type::radius, false},
                     {"age", criterion_type::spread, false}};
    return kind;
  }

  void put(ticket of) {
    of.expires_at = 1'000'000'000;
    apply(state, tickets_submitted{{std::move(of)}}, {++version, 0});
  }
  void take_away(const ticket_id& ticket) {
    apply(state, tickets_ended{{{ticket, ticket_end::cancelled}}}, {++version, 0});
  }
  /// What the people of ticket `number` are told.
  explanation_view told(std::uint64_t number) { return *explain_to_people(state, {0, number}, 0, workspace); }
  /// What the operators know.
  explanation known(std::uint64_t number) { return *explain(state, {0, number}, 0, workspace); }

  pool state;
  matcher_workspace workspace;
  moim::version version = 0;
};

}  // namespace moim::matching_test
