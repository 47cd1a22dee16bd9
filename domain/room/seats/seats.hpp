#pragma once

#include "domain/room/lifecycle/lifecycle.hpp"
#include "domain/room/seats/member_list.hpp"
#include "domain/room/seats/seat_table.hpp"

/// The seats facet: the people in the seats, and those a seat is kept for. P1 is decided here: never more members than
/// seats. There is one way to a seat, `want_seat`, for whoever wants one.
namespace moim {

struct seat_taken {
  static constexpr std::uint16_t code = 20;
  static constexpr std::string_view name = "seat_taken";
  static constexpr std::string_view about = "A person took a free seat.";
  user_id user;
  std::uint32_t seat = 0;
  static constexpr auto fields() {
    return std::tuple{field{"user", &seat_taken::user, "Who sits down."},
                      field{"seat", &seat_taken::seat, "Which seat, from 1.", bounds{1, 100'000}}};
  }
};

struct seat_left {
  static constexpr std::uint16_t code = 21;
  static constexpr std::string_view name = "seat_left";
  static constexpr std::string_view about = "A member gave the seat up.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &seat_left::user, "Who leaves."}}; }
};

struct seat_kept {
  static constexpr std::uint16_t code = 22;
  static constexpr std::string_view name = "seat_kept";
  static constexpr std::string_view about = "A seat is kept for a person until all is there that it takes to sit down.";
  user_id user;
  std::uint32_t seat = 0;
  time_ms until = 0;
  seat_way way{};
  static constexpr auto fields() {
    return std::tuple{field{"user", &seat_kept::user, "For whom."},
                      field{"seat", &seat_kept::seat, "Which seat, from 1.", bounds{1, 100'000}},
                      field{"until", &seat_kept::until, "When it is free again (ms since 1970)."},
                      field{"way", &seat_kept::way, "On which way they came to it."}};
  }
};

/// Why a seat is not kept any more, though nobody sat down in it. A lock-in, a cancel and a closing end all kept seats
/// without this event.
enum class seat_freed_by : std::uint8_t { release, time, ban };
constexpr std::array<std::string_view, 3> enum_names(seat_freed_by) { return {"release", "time", "ban"}; }

struct seat_freed {
  static constexpr std::uint16_t code = 23;
  static constexpr std::string_view name = "seat_freed";
  static constexpr std::string_view about = "A seat that was kept for a person is free again.";
  user_id user;
  seat_freed_by by{};
  static constexpr auto fields() {
    return std::tuple{field{"user", &seat_freed::user, "For whom it was kept."},
                      field{"by", &seat_freed::by, "Given up, its time is over, or the person was banned."}};
  }
};

struct room_resized {
  static constexpr std::uint16_t code = 25;
  static constexpr std::string_view name = "room_resized";
  static constexpr std::string_view about = "The room has another number of seats; everybody keeps theirs.";
  std::uint32_t seats = 0;
  static constexpr auto fields() {
    return std::tuple{field{"seats", &room_resized::seats, "How many there are.", bounds{1, 100'000}}};
  }
};

/// The answer of methods that give a seat.
struct seat_given {
  static constexpr std::uint16_t code = 2;
  static constexpr std::string_view name = "seat_given";
  static constexpr std::string_view about = "The seat is the caller's.";
  std::uint32_t seat = 0;
  static constexpr auto fields() { return std::tuple{field{"seat", &seat_given::seat, "Which seat, from 1."}}; }
  bool operator==(const seat_given&) const = default;
};

struct join_room {
  static constexpr std::string_view name = "room.join";
  static constexpr std::string_view about = "Takes a free seat.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = seat_given;
  static constexpr bool wants_seat = true;
  using errors = error_list<errc::room_full>;
  room_id room;
  std::optional<std::string> code{};
  static constexpr auto fields() {
    return std::tuple{field{"room", &join_room::room, "The room."},
                      field{"code", &join_room::code, about_code, bounds{1, max_code_given}}};
  }
};

struct leave_room {
  static constexpr std::string_view name = "room.leave";
  static constexpr std::string_view about =
      "Gives the caller's seat up. Who created the room cannot leave; in a matched room the next member is its host.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = done;
  using errors = joined_errors<not_open_errors, error_list<errc::not_member, errc::host_cannot_leave>>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &leave_room::room, "The room."}}; }
};

struct resize_room {
  static constexpr std::string_view name = "room.resize";
  static constexpr std::string_view about =
      "Changes how many seats the room has. Nobody is moved: a seat's number may be higher than that.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  using errors = joined_errors<not_open_errors, error_list<errc::seats_out_of_range, errc::seats_taken>>;
  room_id room;
  std::uint32_t seats = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &resize_room::room, "The room."},
                      field{"seats", &resize_room::seats, "How many there are to be.", bounds{1, 100'000}}};
  }
};

struct seats {
  static constexpr std::string_view name = "seats";
  using state = seat_table;
  using methods = type_list<join_room, leave_room, resize_room, list_members>;
  using events = type_list<seat_taken, seat_left, seat_kept, seat_freed, room_resized>;
  using seat_errors = error_list<errc::already_member, errc::room_matched>;

  static std::optional<state> begin(const room_created& event, const commit_stamp& stamp);
  /// `seats_out_of_range`.
  static std::optional<error> why_no_room(const kind& kind, std::uint32_t seats);
  /// Refuses whoever sits here already. In a room born of a match only the matcher gives seats.
  static std::optional<error> why_no_seat(const room& room, const seat_wanted& wanted, const moment& at);

  static result<room_decision> decide(const room& room, const join_room& asked, const caller& who, const moment& at);
  static result<room_decision> decide(const room& room, const leave_room& asked, const caller& who, const moment& at);
  /// `seats_out_of_range`; `seats_taken`: more are taken or kept. As many as there are: nothing happens.
  static result<room_decision> decide(const room& room, const resize_room& asked, const caller& who, const moment& at);
  /// `not_member`: the members are hidden from the caller. The page does not know its version.
  static result<room_decision> decide(const room& room, const list_members& asked, const caller& who, const moment& at);

  static void apply(state& to, const seat_taken& event, const commit_stamp&) { to.put(event.user, event.seat); }
  static void apply(state& to, const seat_left& event, const commit_stamp&) { to.remove(event.user); }
  static void apply(state& to, const seat_kept& event, const commit_stamp&) {
    to.keep({event.user, event.seat, event.until, event.way});
  }
  static void apply(state& to, const seat_freed& event, const commit_stamp&) {
    if (to.kept_for(event.user)) to.remove(event.user);
  }
  static void apply(state& to, const room_resized& event, const commit_stamp&) { to.resize(event.seats); }
  static void apply(state& to, const room_locked& event, const commit_stamp& stamp);
  static void apply(state& to, const room_cancelled&, const commit_stamp&) { to.remove_all_kept(); }
  static void apply(state& to, const room_closed&, const commit_stamp&) { to.remove_all_kept(); }

  /// A host sits down first, if the kind says so.
  static void react(const room& room, const room_created& event, const moment& at, events_out& out);
  /// The end of the seat that is kept the shortest.
  static std::optional<due_event> next_due(const room& room);
  static void project(const room& room, audience who, room_view& to);
  static room_change show(const seat_taken& event, bool sees_who) { return change_about(event, sees_who, event.seat); }
  static room_change show(const seat_left& event, bool sees_who) { return change_about(event, sees_who); }
  static room_change show(const room_resized& event, bool);
};

/// What becomes of a wish for a seat.
using seat_outcome = std::variant<seat_taken, seat_kept>;

/// The one way to a seat. The facets may refuse, in their order; then a free seat is taken, or kept while a
/// facet says so. Whoever has a kept seat skips the facets. Errors: the facets' own, `room_full`.
result<seat_outcome> want_seat(const room& room, const seat_wanted& wanted, const moment& at);
/// Why the facets would not let somebody have a seat if one were free.
std::optional<error> why_no_seat(const room& room, const seat_wanted& wanted, const moment& at);

/// The people who sit here, in the order of the seats.
std::vector<user_id> members_of(const room& room);

}  // namespace moim
