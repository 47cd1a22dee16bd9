#pragma once

#include "domain/matching/tickets/criteria.hpp"
#include "domain/room/lifecycle.hpp"
#include "domain/room/seats.hpp"

#include <optional>
#include <variant>
#include <vector>

/// What a room is asked and what it answers. `name` is the method on the wire; a method that `changes` something needs
/// a request key.
namespace moim {

/// Who looks at a room: members may see more than others (rule 12).
enum class audience : std::uint8_t { outsider, member };
constexpr std::array<std::string_view, 2> enum_names(audience) { return {"outsider", "member"}; }
inline constexpr std::size_t audience_count = 2;

/// The answer of `room.create`.
struct room_opened {
  static constexpr std::uint16_t code = 1;
  static constexpr std::string_view name = "room_opened";
  static constexpr std::string_view about = "The room exists; its id follows from who asked and the request key.";
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &room_opened::room, "The new room."}}; }
  bool operator==(const room_opened&) const = default;
};

/// The answer of `room.join`.
struct seat_given {
  static constexpr std::uint16_t code = 2;
  static constexpr std::string_view name = "seat_given";
  static constexpr std::string_view about = "The seat is the caller's.";
  std::uint32_t seat = 0;
  static constexpr auto fields() { return std::tuple{field{"seat", &seat_given::seat, "Which seat, from 1."}}; }
  bool operator==(const seat_given&) const = default;
};

/// The answer of methods that have nothing to tell but that it was done.
struct done {
  static constexpr std::uint16_t code = 3;
  static constexpr std::string_view name = "done";
  static constexpr std::string_view about = "It was done.";
  static constexpr auto fields() { return std::tuple{}; }
  bool operator==(const done&) const = default;
};

/// A member as others see them.
struct member_view {
  static constexpr std::string_view name = "member_view";
  static constexpr std::string_view about = "A person in a seat.";
  user_id user;
  std::uint32_t seat = 0;
  static constexpr auto fields() {
    return std::tuple{field{"user", &member_view::user, "Who sits there."},
                      field{"seat", &member_view::seat, "Which seat, from 1."}};
  }
  bool operator==(const member_view&) const = default;
};

/// A room as one audience sees it.
struct room_view {
  static constexpr std::string_view name = "room_view";
  static constexpr std::string_view about = "A room as the caller may see it.";
  room_id room;
  std::string kind;
  std::string title;
  user_id host;
  room_phase phase{};
  std::uint32_t seats = 0;
  std::uint32_t taken = 0;
  std::optional<std::int64_t> closes_at_ms;
  std::optional<std::vector<member_view>> members;
  std::optional<criteria> agreed;
  static constexpr auto fields() {
    return std::tuple{
        field{"room", &room_view::room, "The room."},
        field{"kind", &room_view::kind, "Its kind."},
        field{"title", &room_view::title, "What its host called it."},
        field{"host", &room_view::host,
              "Who created it; in a matched room the member in the first seat, or who left last."},
        field{"phase", &room_view::phase, "Whether members may still come and go."},
        field{"seats", &room_view::seats, "How many seats there are."},
        field{"taken", &room_view::taken, "How many of them are taken."},
        field{"closes_at_ms", &room_view::closes_at_ms, "When an open room closes by itself (ms since 1970)."},
        field{"members", &room_view::members, "Who sits where, for those who may see it."},
        field{"agreed", &room_view::agreed, "What its members agreed on, if they were matched; for members."},
    };
  }
  bool operator==(const room_view&) const = default;
};

struct create_room {
  static constexpr std::string_view name = "room.create";
  static constexpr std::string_view about = "Creates a room of a kind; the caller is its host.";
  static constexpr bool changes = true;
  using answer = room_opened;
  std::string kind;
  std::string title;
  std::optional<std::uint32_t> seats;
  static constexpr auto fields() {
    return std::tuple{field{"kind", &create_room::kind, "A configured kind, as `kind.list` names them.", bounds{1, 32}},
                      field{"title", &create_room::title, "What people will see in the list.", bounds{1, 255}},
                      field{"seats", &create_room::seats,
                            "How many seats, the host's included; absent: the kind's most.", bounds{1, 100'000}}};
  }
};

struct read_room {
  static constexpr std::string_view name = "room.read";
  static constexpr std::string_view about = "Shows a room as it is now.";
  static constexpr bool changes = false;
  using answer = room_view;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &read_room::room, "The room."}}; }
};

struct join_room {
  static constexpr std::string_view name = "room.join";
  static constexpr std::string_view about = "Takes a free seat.";
  static constexpr bool changes = true;
  using answer = seat_given;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &join_room::room, "The room."}}; }
};

struct leave_room {
  static constexpr std::string_view name = "room.leave";
  static constexpr std::string_view about =
      "Gives the caller's seat up. Who created the room cannot leave; in a matched room the next member is its host.";
  static constexpr bool changes = true;
  using answer = done;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &leave_room::room, "The room."}}; }
};

struct lock_room {
  static constexpr std::string_view name = "room.lock";
  static constexpr std::string_view about = "Locks the room in: nobody comes or goes any more. Only its host may.";
  static constexpr bool changes = true;
  using answer = done;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &lock_room::room, "The room."}}; }
};

struct cancel_room {
  static constexpr std::string_view name = "room.cancel";
  static constexpr std::string_view about = "Cancels the room for all. Only its host may.";
  static constexpr bool changes = true;
  using answer = done;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &cancel_room::room, "The room."}}; }
};

/// What a repeated request is answered with: the answers of all methods that change a room.
using room_outcome = std::variant<room_opened, seat_given, done>;

}  // namespace moim
