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
///   draft                         its optional part of what `room.create` says, a declared struct
///   why_no_draft(kind, draft)     why a room may not begin with it, whenever that is
///   begin_with(asked, at)         what follows from the creation's words (`create_room_resolved`), or why not
///   why_no_seat(room, wanted, at) why somebody may not have a seat, on every way to one but a birth
///   seat_errors                   list of what that may say
///   keeps_until(room, wanted, at) until when a seat is kept before it is taken; nothing: it is taken at once
///   when_full(room)               what else may be done by whoever finds the room full
///   instead_of_seat(room, wanted) what becomes of whom the host accepts when there is no seat
///   decide(room, method, who, at) one for each method: events and an answer, or a refusal
///   left_by(room, method, who, why, at, out)
///                                 what a refusal leaves behind all the same
///   why_silent(room)              why the room answers nothing any more
///   outlives_history              a constant: its state stays when the room is forgotten
///   apply(state, event, stamp)    one for each event that it looks at, its own and others'; with `room` as the fourth
///                                 argument if it reads other facets, as they are by then
///   react(room, at, out)          what follows from the room being as it is now, in the same commit; or, with an event
///                                 as the second argument, from that
///   reacts_to_all                 its reaction to an event is one more at the most, and is never put off: it happens
///                                 however many events the commit has already
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
struct room_forgotten;
struct create_room_resolved;
struct room_decision;
struct room_view;
struct due_event;
struct events_out;
struct debts_out;
struct kind;

/// Time, as decisions are given it; and, in what follows from a request, who asked.
struct moment {
  time_ms now = 0;
  std::optional<user_id> by{};
};

/// The audience of a room's view: members may see more than others (rule 12).
enum class audience : std::uint8_t { outsider, member };
constexpr std::array<std::string_view, 2> enum_names(audience) { return {"outsider", "member"}; }
inline constexpr std::size_t audience_count = 2;

/// The audience that may see something of a room, such as its members; everybody may see how many there are.
enum class roster : std::uint8_t { everyone, members };
constexpr std::array<std::string_view, 2> enum_names(roster) { return {"everyone", "members"}; }

/// On which way somebody comes to a seat.
enum class seat_way : std::uint8_t {
  join,         ///< by their own word
  accepted,     ///< they applied, and the host has accepted them
  invitation,   ///< the host has invited them
  hold,         ///< it is to be kept for them for a while
  waitlist,     ///< they have waited for it
  backfill,     ///< the pool has found them for the room
  assigned,     ///< an operator has put them there
  application,  ///< they apply for it
};
constexpr std::array<std::string_view, 8> enum_names(seat_way) {
  return {"join", "accepted", "invitation", "hold", "waitlist", "backfill", "assigned", "application"};
}
/// Whether nobody but the person themselves has said so.
constexpr bool is_by_own_word(seat_way way) {
  return way == seat_way::join || way == seat_way::hold || way == seat_way::application;
}

/// Somebody is to have a seat; `want_seat` says what becomes of it.
struct seat_wanted {
  user_id person;
  seat_way way{};
  /// The room's code, as they gave it; null: they gave none.
  const std::string* code = nullptr;
};
/// The parameter `code` of the methods by which people ask for a seat.
inline constexpr std::string_view about_code = "The room's code, if it has one.";
inline constexpr std::int64_t max_code_given = 64;
/// What was given, for `seat_wanted`; null: nothing was.
inline const std::string* given(const std::optional<std::string>& code) { return code ? &*code : nullptr; }

/// One thing that happened in a room, as an audience sees it.
struct room_change {
  static constexpr std::string_view name = "room_change";
  static constexpr std::string_view about = "One thing that happened in a room.";
  std::string event;
  std::optional<user_id> user;
  std::optional<std::uint32_t> seat;
  std::optional<std::uint32_t> seats{};
  std::optional<std::uint32_t> revision{};
  std::optional<std::uint32_t> number{};
  static constexpr auto fields() {
    return std::tuple{
        field{"event", &room_change::event,
              "room_created, seat_taken, seat_left, room_locked, room_cancelled, room_closed, room_ended, "
              "room_forgotten, room_resized, room_described, host_changed, kicked, comment_posted, comment_edited, "
              "comment_removed, announced, announcement_edited, announcement_removed, liked or unliked."},
        field{"user", &room_change::user, "Whom it is about, for those who may see it."},
        field{"seat", &room_change::seat, "Which seat, for those who may see it."},
        field{"seats", &room_change::seats, "Of room_resized: how many seats there are now."},
        field{"revision", &room_change::revision, "Of room_described: which; `room.read` has what the room says."},
        field{"number", &room_change::number, "Which comment or announcement."}};
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
/// An event about what has a number; what it says, and whose it is, its list tells those who may see it.
template <class Event>
room_change change_of_number(const Event& event) {
  auto change = plain_change(event);
  change.number = event.number;
  return change;
}

}  // namespace moim
