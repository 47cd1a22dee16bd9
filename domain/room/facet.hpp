#pragma once

#include "domain/declare/caller.hpp"
#include "domain/declare/done.hpp"
#include "domain/declare/error_set.hpp"
#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"
#include "domain/declare/log.hpp"
#include "domain/declare/role.hpp"
#include "domain/declare/target.hpp"
#include "domain/declare/type_list.hpp"

/// What the facets of a room are declared with. A facet is a struct that names its parts; all but `name` may be
/// missing:
///
///   name                          what it is called: its table in a kind's file, its part in what is stored
///   rules                         what the table `[name]` holds; then rooms of kinds without it have not the facet
///   state                         what is kept, declared field by field; stored by name
///   methods, events               lists of types; a method's declaration names `entity_type::room` as its entity, who
///                                 may call it, whether it `wants_seat`, and its own `errors`
///   begin(created, stamp)         its state in a new room; nothing: the room has not the facet
///   why_no_room(kind, seats)      why a room may not be created so
///   why_no_seat(room, wanted, at) why somebody may not have a seat, on every way to one but a birth
///   seat_errors                   list of what that may say
///   keeps_until(room, wanted, at) until when a seat is kept before it is taken; nothing: it is taken at once
///   when_full(room)               what else may be done by whoever finds the room full
///   instead_of_seat(room, wanted) what becomes of whom the host accepts when there is no seat
///   decide(room, method, who, at) one for each method: events and an answer, or a refusal
///   apply(state, event, stamp)    one for each event that it looks at, its own and others'; with `room` as the fourth
///                                 argument if it reads other facets, as they are by then
///   react(room, at, out)          what follows from the room being as it is now, in the same commit; or, with an event
///                                 as the second argument, from that
///   owes                          list of what it makes the room owe others (`outbox`)
///   owe(room, event, at, out)     what the event makes the room owe, by all that is in its commit
///   next_due(room)                the earliest thing that time brings
///   view, project(room, who, to)  its part of what people see
///   show(event, sees_who)         how an event looks to those who follow the room; nothing: nobody sees it
///
/// Facets are asked in the order of `room_facets` (facets.hpp); `room` is their composition and knows none of them.
namespace moim {

struct room;
struct room_created;
struct room_decision;
struct room_view;
struct due_event;
struct events_out;
struct debts_out;
struct kind;

/// Time, as decisions are given it.
struct moment {
  time_ms now = 0;
};

/// The audience of a room's view: members may see more than others (rule 12).
enum class audience : std::uint8_t { outsider, member };
constexpr std::array<std::string_view, 2> enum_names(audience) { return {"outsider", "member"}; }
inline constexpr std::size_t audience_count = 2;

/// On which way somebody comes to a seat.
enum class seat_way : std::uint8_t {
  join,        ///< by their own word
  accepted,    ///< they applied, and the host has accepted them
  invitation,  ///< the host has invited them
  hold,        ///< it is to be kept for them for a while
  waitlist,    ///< they have waited for it
  backfill,    ///< the pool has found them for the room
};
constexpr std::array<std::string_view, 6> enum_names(seat_way) {
  return {"join", "accepted", "invitation", "hold", "waitlist", "backfill"};
}

/// Somebody is to have a seat; `want_seat` says what becomes of it.
struct seat_wanted {
  user_id person;
  seat_way way{};
};

/// One thing that happened in a room, as an audience sees it.
struct room_change {
  static constexpr std::string_view name = "room_change";
  static constexpr std::string_view about = "One thing that happened in a room.";
  std::string event;
  std::optional<user_id> user;
  std::optional<std::uint32_t> seat;
  static constexpr auto fields() {
    return std::tuple{field{"event", &room_change::event,
                            "room_created, seat_taken, seat_left, room_locked, room_cancelled, room_closed, "
                            "host_changed or kicked."},
                      field{"user", &room_change::user, "Whom it is about, for those who may see it."},
                      field{"seat", &room_change::seat, "Which seat, for those who may see it."}};
  }
  bool operator==(const room_change&) const = default;
};

/// An event that names nobody.
template <class Event>
room_change plain_change(const Event&) {
  return {std::string{Event::name}, std::nullopt, std::nullopt};
}
/// An event that names somebody, for those who may see who.
template <class Event>
room_change change_about(const Event& event, bool sees_who, std::optional<std::uint32_t> seat = std::nullopt) {
  if (!sees_who) return plain_change(event);
  return {std::string{Event::name}, event.user, seat};
}

}  // namespace moim
