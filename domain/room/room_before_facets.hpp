#pragma once

#include "domain/matching/tickets/criteria.hpp"
#include "domain/room/facets.hpp"

namespace moim {

/// A room as it was saved before its facets were stored by name: what is read where a snapshot is a list. It is never
/// written.
template <class Requests, class Kind>
struct room_before_facets {
  room_id id;
  Kind kind;
  std::string title;
  user_id host;
  moim::seats::state seats;
  moim::lifecycle::state lifecycle;
  Requests requests;
  moim::memberships::state memberships;
  time_ms last_at = 0;
  std::optional<match_id> match;
  std::optional<criteria> agreed;
  std::optional<moim::backfill::state> backfill;
  static constexpr auto fields() {
    using saved = room_before_facets;
    return std::tuple{field{"id", &saved::id},
                      field{"kind", &saved::kind},
                      field{"title", &saved::title},
                      field{"host", &saved::host},
                      field{"seats", &saved::seats},
                      field{"lifecycle", &saved::lifecycle},
                      field{"requests", &saved::requests},
                      field{"memberships", &saved::memberships},
                      field{"last_at", &saved::last_at},
                      field{"match", &saved::match},
                      field{"agreed", &saved::agreed},
                      field{"backfill", &saved::backfill}};
  }
};

}  // namespace moim
