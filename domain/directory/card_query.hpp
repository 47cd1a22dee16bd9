#pragma once

#include "domain/directory/list_messages.hpp"
#include "domain/directory/ordered_slots.hpp"

namespace moim {

/// What the directory is asked for, checked and put into one form: two that mean the same are equal.
struct card_query {
  std::optional<std::string> kind;
  room_phase phase{};
  std::uint32_t free_seats = 0;
  std::string text;               ///< folded
  std::vector<std::string> tags;  ///< folded, in order, each once
  std::optional<std::int64_t> starts_from_ms;
  std::optional<std::int64_t> starts_to_ms;
  std::optional<surroundings_of> near;
  list_order order{};

  bool asks_for_start() const { return starts_from_ms || starts_to_ms; }
  static constexpr auto fields() {
    using self = card_query;
    return std::tuple{field{"kind", &self::kind},
                      field{"phase", &self::phase},
                      field{"free_seats", &self::free_seats},
                      field{"text", &self::text},
                      field{"tags", &self::tags},
                      field{"starts_from_ms", &self::starts_from_ms},
                      field{"starts_to_ms", &self::starts_to_ms},
                      field{"near", &self::near},
                      field{"order", &self::order}};
  }
  bool operator==(const card_query&) const = default;
};

/// Errors: `invalid_params` (an order by distance without a point, a point or a radius that is none, a tag that is too
/// long), `text_invalid`.
result<card_query> query_of(const room_filter& asked);

/// A place in the order of a list: after the card there, or after where it was.
struct list_place {
  /// Of the order by distance: how far away, in whole metres.
  std::uint32_t metres = 0;
  slot_key key;
  auto operator<=>(const list_place&) const = default;
};

/// The cursor that goes on after a place in the list of a query. It belongs to that query and to no other.
std::string cursor_of(const card_query& query, const list_place& at);
/// Errors: `cursor_invalid`.
result<list_place> place_of(const card_query& query, std::string_view cursor);

}  // namespace moim
