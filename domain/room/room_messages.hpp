#pragma once

#include "domain/kind.hpp"
#include "domain/matching/tickets/criteria.hpp"

/// What a room is asked and answers that belongs to no facet. `name` is the method on the wire; a method that `changes`
/// something needs a request key.
namespace moim {

/// The answer of `room.create`.
struct room_opened {
  static constexpr std::uint16_t code = 1;
  static constexpr std::string_view name = "room_opened";
  static constexpr std::string_view about = "The room exists; its id follows from who asked and the request key.";
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &room_opened::room, "The new room."}}; }
  bool operator==(const room_opened&) const = default;
};

/// What `room.create` may say for the facets of the room.
using room_drafts = drafts_of_room<filtered<has_draft, room_facets>>;

/// A room as one audience sees it.
struct room_view : views_of_room<filtered<has_view, room_facets>> {
  static constexpr std::string_view name = "room_view";
  static constexpr std::string_view about = "A room as the caller may see it.";
  room_id room;
  std::string kind;
  std::string title;
  std::optional<user_id> host;
  room_phase phase{};
  std::uint32_t seats = 0;
  std::uint32_t taken = 0;
  std::optional<std::int64_t> closes_at_ms;
  std::optional<std::vector<member_view>> members;
  std::optional<criteria> agreed;
  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{
            field{"room", &room_view::room, "The room."},
            field{"kind", &room_view::kind, "Its kind."},
            field{"title", &room_view::title, "What its host called it."},
            field{"host", &room_view::host,
                  "Who created it; in a matched room the member in the first seat, or who left last. For those who may "
                  "see the members."},
            field{"phase", &room_view::phase, "Whether members may still come and go."},
            field{"seats", &room_view::seats, "How many seats there are."},
            field{"taken", &room_view::taken, "How many of them are taken."},
            field{"closes_at_ms", &room_view::closes_at_ms, "When an open room closes by itself (ms since 1970)."},
            field{"members", &room_view::members,
                  "Who sits where, for those who may see it: the first 500 of "
                  "them, by their seats. `room.members` has the rest."},
            field{"agreed", &room_view::agreed, "What its members agreed on, if they were matched; for members."},
        },
        fields_in<room_view>());
  }
  bool operator==(const room_view&) const = default;
};

struct create_room : room_drafts {
  static constexpr std::string_view name = "room.create";
  static constexpr std::string_view about = "Creates a room of a kind; the caller is its host.";
  static constexpr bool changes = true;
  /// The caller's own log, which counts their rooms; then the room.
  static constexpr entity_type entity = entity_type::user;
  static constexpr role who = role::person;
  using answer = room_opened;
  using errors = error_list<errc::kind_unknown, errc::seats_out_of_range, errc::too_many_rooms, errc::not_offered,
                            errc::text_invalid, errc::description_invalid, errc::room_gone>;
  create_room() = default;
  create_room(std::string of, std::string called, std::optional<std::uint32_t> with_seats)
      : kind(std::move(of)), title(std::move(called)), seats(with_seats) {}
  std::string kind;
  std::string title;
  std::optional<std::uint32_t> seats;
  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{field{"kind", &create_room::kind, "A configured kind, as `kind.list` names them.", bounds{1, 32}},
                   field{"title", &create_room::title, "What people will see in the list.", bounds{1, 255}},
                   field{"seats", &create_room::seats, "How many seats, the host's included; absent: the kind's most.",
                         bounds{1, 100'000}}},
        fields_in<create_room>());
  }
};

struct read_room {
  static constexpr std::string_view name = "room.read";
  static constexpr std::string_view about = "Shows a room as it is now.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = room_view;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &read_room::room, "The room."}}; }
};

}  // namespace moim
