#pragma once

#include "domain/matching/search/search_space.hpp"
#include "tests/domain/matching/support/pool_case.hpp"

namespace moim::matching_test {

/// Tickets of one person each that wait in a table, to be searched without a pool. They are numbered from 0 on, by
/// age.
struct space_case {
  explicit space_case(pool_kind of) : kind(std::move(of)), table(kind), space(kind) {}

  ticket_ref add(size_set sizes, std::vector<std::string> places) {
    auto number = table.size();
    auto of = apply_for(number + 1, std::move(places), {}).ticket;
    of.sizes = sizes;
    of.expires_at = 1'000'000;
    auto which = table.add(make_profile(of, table.names()), number + 1);
    table.file(which);
    return which;
  }
  /// After all have been added.
  search_space& begin() {
    space.begin(kind, table, 0);
    return space;
  }

  pool_kind kind;
  ticket_table table;
  search_space space;
};

}  // namespace moim::matching_test
