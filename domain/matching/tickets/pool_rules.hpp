#pragma once

#include "domain/declare/ids.hpp"
#include "domain/kind.hpp"
#include "domain/matching/tickets/pool_kind.hpp"

namespace moim {

/// One pool's rules. `id_of` derives its id from some of them, so that every node names a pool alike.
struct pool_rules {
  static constexpr std::string_view name = "pool_rules";
  static constexpr std::string_view about = "A pool that tickets can be submitted to.";
  std::string region;
  pool_kind matching;
  /// Of the rooms that are born of its matches.
  moim::kind room;
  static constexpr auto fields() {
    return std::tuple{
        field{"region", &pool_rules::region, "The part of the world that it is for; empty: all.", bounds{0, 32}},
        field{"matching", &pool_rules::matching, "How its tickets are matched."},
        field{"room", &pool_rules::room, "The kind of the rooms that are born of its matches."}};
  }
  bool operator==(const pool_rules&) const = default;
};

/// By the kind, the region and the criteria: with other criteria the tickets of before would mean something else, so a
/// pool with them is another pool. Numbers may change (`pool_created` again).
pool_id id_of(const pool_rules& rules);

}  // namespace moim
