#pragma once

#include "domain/directory/room_card.hpp"

/// What clients ask of the directory, once.
namespace moim {

/// In which order rooms are listed. Those that are alike in it are in an order of their own, which never changes.
enum class list_order : std::uint8_t {
  newest,   ///< the last one created first
  soonest,  ///< by when they begin; those that do not say when come last
  fullest,  ///< the fewest free seats first
  nearest,  ///< by the distance from a point, in whole metres; rooms that do not say where they are are left out
  hot,      ///< many members, and new (`heat_of`)
};
constexpr std::array<std::string_view, 5> enum_names(list_order) {
  return {"newest", "soonest", "fullest", "nearest", "hot"};
}

/// The most characters of a text that is looked for.
inline constexpr std::size_t max_text_searched = 64;

struct surroundings_of {
  static constexpr std::string_view name = "surroundings_of";
  static constexpr std::string_view about = "A point, and what lies around it.";
  double lat = 0;
  double lon = 0;
  double radius_m = 0;
  geo_point centre() const { return {lat, lon}; }
  static constexpr auto fields() {
    using self = surroundings_of;
    return std::tuple{field{"lat", &self::lat, "Degrees north.", bounds{-90, 90}},
                      field{"lon", &self::lon, "Degrees east.", bounds{-180, 180}},
                      field{"radius_m", &self::radius_m,
                            "How far around it, in metres; what is just as far away counts.", bounds{0, 20'015'087}}};
  }
  bool operator==(const surroundings_of&) const = default;
};

/// Which rooms, and in which order: of a page, and of a list that is followed.
struct room_filter {
  std::optional<std::string> kind;
  std::optional<bool> with_free_seat;
  std::optional<room_phase> phase;
  std::optional<std::string> text;
  std::optional<std::vector<std::string>> tags;
  std::optional<std::uint32_t> free_seats;
  std::optional<std::int64_t> starts_from_ms;
  std::optional<std::int64_t> starts_to_ms;
  std::optional<surroundings_of> near;
  std::optional<list_order> order;
  static constexpr auto fields() {
    using self = room_filter;
    return std::tuple{
        field{"kind", &self::kind, "Only rooms of this kind.", bounds{1, 32}},
        field{"with_free_seat", &self::with_free_seat, "Only rooms with a free seat."},
        field{"phase", &self::phase,
              "Only rooms in this phase; open ones if absent. Rooms that are over are not listed."},
        field{"text", &self::text,
              "Only rooms whose title begins so, or goes on so from one of its first 16 words; large letters and small "
              "ones are alike.",
              bounds{1, max_text_searched}},
        field{"tags", &self::tags, "Only rooms with all of these tags.", bounds{1, max_tags}},
        field{"free_seats", &self::free_seats, "Only rooms with so many free seats.", bounds{0, 100'000}},
        field{"starts_from_ms", &self::starts_from_ms, "Only rooms that begin then or later (ms since 1970).",
              bounds{0, max_gathering_ms}},
        field{"starts_to_ms", &self::starts_to_ms, "Only rooms that begin then or earlier (ms since 1970).",
              bounds{0, max_gathering_ms}},
        field{"near", &self::near, "Only rooms that are so near to a point."},
        field{"order", &self::order, "Which come first; the newest if absent."}};
  }
};

struct list_rooms : room_filter {
  static constexpr std::string_view name = "room.list";
  static constexpr std::string_view about =
      "Lists rooms, a page at a time. A page may have fewer rooms than asked for, or none, and still a cursor: then "
      "much was looked at, and the next page goes on from there.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::directory;
  static constexpr role who = role::person;
  using answer = struct room_list;
  using errors = error_list<errc::cursor_invalid, errc::text_invalid>;
  std::optional<room_id> before;
  std::optional<std::uint32_t> limit;
  std::optional<std::string> cursor;
  static constexpr auto fields() {
    return std::tuple_cat(
        room_filter::fields(),
        std::tuple{field{"before", &list_rooms::before,
                         "The last room of the page before, of the newest first: go on after it. As good as a cursor."},
                   field{"limit", &list_rooms::limit, "How many; 20 if absent.", bounds{1, 100}},
                   field{"cursor", &list_rooms::cursor,
                         "From the page before, which asked for the same rooms: go on after it.", bounds{1, 64}}});
  }
};

struct room_list {
  static constexpr std::string_view name = "room_list";
  static constexpr std::string_view about = "A page of rooms.";
  bool warming = false;
  std::vector<room_card> rooms;
  std::optional<room_id> before;
  std::optional<std::string> cursor;
  static constexpr auto fields() {
    return std::tuple{
        field{"warming", &room_list::warming, "The server has just started and may not know all rooms yet."},
        field{"rooms", &room_list::rooms, "In the order that was asked for.", bounds{0, 100}},
        field{"before", &room_list::before, "Of the newest first: send this for the next page; absent on the last."},
        field{"cursor", &room_list::cursor, "Send this for the next page; absent on the last."}};
  }
  bool operator==(const room_list&) const = default;
};

struct find_room {
  static constexpr std::string_view name = "room.find";
  static constexpr std::string_view about =
      "Finds a room by its code, also one that is not listed. Few codes may be tried in a row.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::directory;
  static constexpr role who = role::person;
  using answer = struct room_found;
  using errors = error_list<errc::room_not_found>;
  std::string code;
  static constexpr auto fields() {
    return std::tuple{field{"code", &find_room::code, "As its members were told it.", bounds{1, 64}}};
  }
};

struct room_found {
  static constexpr std::string_view name = "room_found";
  static constexpr std::string_view about = "The room with a code.";
  room_card card;
  static constexpr auto fields() { return std::tuple{field{"card", &room_found::card, "The room."}}; }
  bool operator==(const room_found&) const = default;
};

}  // namespace moim
