#pragma once

#include "domain/matching/tickets/agreed_terms.hpp"
#include "domain/matching/tickets/ticket.hpp"
#include "domain/memory/shared_list.hpp"

/// Criteria by their names: as people send them, and as they are told what a match agreed on.
namespace moim {

/// A spread's numbers, in thousandths. Without a limit any difference suits.
struct spread_terms {
  std::vector<std::int64_t> values;
  std::optional<std::int64_t> limit;
  static constexpr auto fields() {
    return std::tuple{field{"values", &spread_terms::values}, field{"limit", &spread_terms::limit}};
  }
  bool operator==(const spread_terms&) const = default;
};

/// A place, and how far from it the meeting point may be; an agreed place has no radius.
struct place_terms {
  double lat = 0;
  double lon = 0;
  std::optional<double> radius_m;
  static constexpr auto fields() {
    return std::tuple{field{"lat", &place_terms::lat}, field{"lon", &place_terms::lon},
                      field{"radius_m", &place_terms::radius_m}};
  }
  bool operator==(const place_terms&) const = default;
};

/// One criterion of a ticket or of a match. What it holds has to be of the type that the pool gives the name.
struct named_criterion {
  std::string name;
  std::vector<std::string> values;
  /// Whether the values came as a list, or as one plain value.
  bool listed = false;
  std::vector<time_window> windows;
  std::optional<spread_terms> spread;
  std::optional<place_terms> place;
  /// Whether it came as `null`: as if it had not been named.
  bool is_nothing() const;
  static constexpr auto fields() {
    return std::tuple{field{"name", &named_criterion::name},     field{"values", &named_criterion::values},
                      field{"listed", &named_criterion::listed}, field{"windows", &named_criterion::windows},
                      field{"spread", &named_criterion::spread}, field{"place", &named_criterion::place}};
  }
  bool operator==(const named_criterion&) const = default;
};

/// On the wire an object whose members are named after the pool's criteria: a list of values (any_of), one value
/// (equal), `{"from_ms", "to_ms", "least_ms"}` or a list of these (window), `{"values", "limit"}` (spread; the limit
/// may be absent),
/// `{"lat", "lon", "radius_m"}` (radius).
struct criteria {
  static constexpr std::string_view name = "criteria";
  shared_list<named_criterion> all;
  static constexpr auto fields() { return std::tuple{field{"all", &criteria::all}}; }
  bool operator==(const criteria&) const = default;
};

/// `criterion_invalid` if the pool has no criterion of a name, or one of another type.
result<ticket_wishes> wishes_of(const pool_kind& kind, const criteria& from);
/// What a ticket asks for, as it was sent.
criteria criteria_of(const pool_kind& kind, const ticket_wishes& wishes);
/// What a match agreed on.
criteria criteria_of(const pool_kind& kind, const agreed_terms& terms);

}  // namespace moim
