#pragma once

#include "domain/room/facet.hpp"

/// The lifecycle facet: a room is open until it is locked in, cancelled, or its time to fill up is over; what was
/// locked in ends once the gathering is over.
namespace moim {

enum class room_phase : std::uint8_t { open, locked, cancelled, closed, ended };
constexpr std::array<std::string_view, 5> enum_names(room_phase) {
  return {"open", "locked", "cancelled", "closed", "ended"};
}
constexpr bool is_over(room_phase phase) { return phase != room_phase::open && phase != room_phase::locked; }

struct room_locked {
  static constexpr std::uint16_t code = 30;
  static constexpr std::string_view name = "room_locked";
  static constexpr std::string_view about = "The room was locked in: its members are final.";
  static constexpr auto fields() { return std::tuple{}; }
};

struct room_cancelled {
  static constexpr std::uint16_t code = 31;
  static constexpr std::string_view name = "room_cancelled";
  static constexpr std::string_view about = "The host cancelled the room.";
  static constexpr auto fields() { return std::tuple{}; }
};

struct room_closed {
  static constexpr std::uint16_t code = 32;
  static constexpr std::string_view name = "room_closed";
  static constexpr std::string_view about = "The room's time to fill up ended before it was locked in.";
  static constexpr auto fields() { return std::tuple{}; }
};

struct room_ended {
  static constexpr std::uint16_t code = 33;
  static constexpr std::string_view name = "room_ended";
  static constexpr std::string_view about = "The gathering is over.";
  static constexpr auto fields() { return std::tuple{}; }
};

/// What `why_over` may say.
using over_errors = error_list<errc::room_cancelled, errc::room_closed, errc::room_ended>;
/// What `why_not_open` may say.
using not_open_errors = joined_errors<error_list<errc::room_locked>, over_errors>;

struct lock_room {
  static constexpr std::string_view name = "room.lock";
  static constexpr std::string_view about = "Locks the room in: nobody comes or goes any more.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  using errors = not_open_errors;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &lock_room::room, "The room."}}; }
};

struct cancel_room {
  static constexpr std::string_view name = "room.cancel";
  static constexpr std::string_view about = "Cancels the room for all.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  using errors = over_errors;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &cancel_room::room, "The room."}}; }
};

struct end_room {
  static constexpr std::string_view name = "room.end";
  static constexpr std::string_view about = "Says that the gathering is over, once the room was locked in.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  using errors = joined_errors<over_errors, error_list<errc::not_locked>>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &end_room::room, "The room."}}; }
};

struct lifecycle {
  static constexpr std::string_view name = "lifecycle";

  struct state {
    room_phase phase = room_phase::open;
    /// When an open room closes by itself; nothing: never.
    std::optional<time_ms> closes_at;
    static constexpr auto fields() {
      return std::tuple{field{"phase", &state::phase}, field{"closes_at", &state::closes_at}};
    }
    bool operator==(const state&) const = default;
  };
  using methods = type_list<lock_room, cancel_room, end_room>;
  using events = type_list<room_locked, room_cancelled, room_closed, room_ended>;
  using seat_errors = not_open_errors;
  static constexpr bool outlives_history = true;

  static std::optional<state> begin(const room_created& event, const commit_stamp& stamp);
  static std::optional<error> why_no_seat(const room& room, const seat_wanted& wanted, const moment& at);

  static result<room_decision> decide(const room& room, const lock_room& asked, const caller& who, const moment& at);
  /// A locked room may still be cancelled; one that is over may not.
  static result<room_decision> decide(const room& room, const cancel_room& asked, const caller& who, const moment& at);
  /// Only a locked room ends. `not_locked`.
  static result<room_decision> decide(const room& room, const end_room& asked, const caller& who, const moment& at);

  static void apply(state& to, const room_locked&, const commit_stamp&) { to.phase = room_phase::locked; }
  static void apply(state& to, const room_cancelled&, const commit_stamp&) { to.phase = room_phase::cancelled; }
  static void apply(state& to, const room_closed&, const commit_stamp&);
  static void apply(state& to, const room_ended&, const commit_stamp&) { to.phase = room_phase::ended; }

  /// The closing of a room whose time is over (P6: once).
  static std::optional<due_event> next_due(const room& room);
  static void project(const room& room, audience who, room_view& to);
  static room_change show(const room_locked& event, bool) { return plain_change(event); }
  static room_change show(const room_cancelled& event, bool) { return plain_change(event); }
  static room_change show(const room_closed& event, bool) { return plain_change(event); }
  static room_change show(const room_ended& event, bool) { return plain_change(event); }
};

/// Nothing while members may come and go at `now`; otherwise why not.
std::optional<error> why_not_open(const lifecycle::state& state, time_ms now);
/// Nothing while the room is open or locked in at `now`; otherwise why it is over.
std::optional<error> why_over(const lifecycle::state& state, time_ms now);

}  // namespace moim
