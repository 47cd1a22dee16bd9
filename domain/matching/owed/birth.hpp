#pragma once

#include "domain/kind.hpp"
#include "domain/matching/tickets/backfill_terms.hpp"
#include "domain/matching/tickets/criteria.hpp"

namespace moim {

/// What a room that is born of a match begins with: everything is decided already, so it cannot be refused.
struct birth {
  static constexpr std::uint16_t code = 1;
  static constexpr std::string_view name = "birth";
  static constexpr bool is_told_again = true;
  /// It begins a log, and so nothing is there that it could meet; if something is, it does not ride.
  static constexpr bool commutes = true;
  match_id match;
  moim::kind kind;
  std::vector<user_id> members;
  criteria agreed;
  /// With which it may look for others, should somebody leave.
  std::optional<backfill_terms> backfill{};
  bool is_lasting() const { return true; }
  static constexpr auto fields() {
    return std::tuple{field{"match", &birth::match}, field{"kind", &birth::kind}, field{"members", &birth::members},
                      field{"agreed", &birth::agreed}, field{"refill", &birth::backfill}};
  }
};

}  // namespace moim
