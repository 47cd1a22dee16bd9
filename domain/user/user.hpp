#pragma once

#include "domain/declare/caller.hpp"
#include "domain/declare/errors.hpp"
#include "domain/declare/fence.hpp"
#include "domain/declare/log.hpp"
#include "domain/declare/target.hpp"
#include "domain/user/hosted_rooms.hpp"
#include "domain/user/membership.hpp"

#include <variant>

/// A person's own log: the rooms they sit in, as the rooms tell it, and those they have created.
namespace moim {

struct membership_noted {
  static constexpr std::uint16_t code = 50;
  static constexpr std::string_view name = "membership_noted";
  static constexpr std::string_view about = "A room told that this person sits in it, or no longer does.";
  room_id room;
  std::uint64_t effect = 0;
  membership what{};
  static constexpr auto fields() {
    return std::tuple{field{"room", &membership_noted::room, "The room."},
                      field{"effect", &membership_noted::effect, "The number of the room's effect that told it."},
                      field{"what", &membership_noted::what, "Seated or left."}};
  }
};

/// The most rooms whose latest word a person's log keeps; past it those left longest ago are forgotten first.
inline constexpr std::size_t max_known_rooms = 1024;

/// What is known of one room. A room that was left stays known for a while, so that a late effect cannot bring it back.
struct known_room {
  room_id room;
  std::uint64_t effect = 0;
  membership what{};
  time_ms since = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &known_room::room}, field{"effect", &known_room::effect},
                      field{"what", &known_room::what}, field{"since", &known_room::since}};
  }
  bool operator==(const known_room&) const = default;
};

struct user {
  std::vector<known_room> rooms;  // ordered by room
  time_ms last_at = 0;
  hosted_rooms hosted{};
  static constexpr auto fields() {
    return std::tuple{field{"rooms", &user::rooms}, field{"last_at", &user::last_at}, field{"hosted", &user::hosted}};
  }
  bool operator==(const user&) const = default;
};

using user_event = std::variant<fenced, membership_noted, hosting_begun, hosting_ended>;

/// An effect of a room, on its way to this person.
struct note_membership {
  room_id room;
  std::uint64_t effect = 0;
  membership what{};
};

/// A room says that it is over, or that it never began.
struct end_hosting {
  room_id room;
};

/// `user.rooms`: the caller's own.
struct read_user {
  static constexpr std::string_view name = "user.rooms";
  static constexpr std::string_view about = "Lists the rooms that the caller sits in.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::user;
  static constexpr role who = role::person;
  using answer = struct user_rooms;
  static constexpr auto fields() { return std::tuple{}; }
};

struct user_rooms {
  static constexpr std::string_view name = "user_rooms";
  static constexpr std::string_view about =
      "The rooms that a person sits in, the oldest room first. It knows of a seat before the join is answered; where "
      "servers share a store, it may follow within moments.";
  user_id user;
  std::vector<room_id> rooms;
  std::vector<std::int64_t> since_ms{};
  static constexpr auto fields() {
    return std::tuple{
        field{"user", &user_rooms::user, "The caller."},
        field{"rooms", &user_rooms::rooms, "Rooms with a seat of the caller's.", bounds{0, max_known_rooms}},
        field{"since_ms", &user_rooms::since_ms, "Of each of them: since when (ms since 1970).",
              bounds{0, max_known_rooms}}};
  }
  bool operator==(const user_rooms&) const = default;
};

/// It is on disk, now or before.
struct effect_taken {};

using user_command = std::variant<note_membership, read_user, host_room, end_hosting>;
using user_answer = std::variant<effect_taken, user_rooms>;

struct user_decision {
  std::vector<user_event> events;
  user_answer answer;
};

/// Tells a person's log of a word whatever it says already (`membership_told::commutes`): an older one changes nothing.
inline std::vector<user_event> rider_of(const room_id& room, std::uint64_t number, const membership_told& told) {
  return {membership_noted{room, number, told.what}};
}

/// Whether that word is what is known of its room now.
bool is_newest(const user& state, const membership_noted& word);

/// Tells a person's log of the end of a room that they created (`hosting_over::commutes`).
inline std::vector<user_event> rider_of(const room_id& room, const hosting_over&) { return {hosting_ended{room}}; }

/// An effect that is not newer than what is known of its room changes nothing, but is acknowledged; so are a room that
/// was begun before, and an end that is known. Refused: a room too many.
result<user_decision> decide(const user& state, const user_command& command, const caller& who, time_ms now);
void apply(user& state, const user_event& event, const commit_stamp& stamp);

}  // namespace moim
