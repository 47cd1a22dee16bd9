#pragma once

#include "domain/declare/errors.hpp"
#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"

#include <string>
#include <vector>

/// How many rooms a person may have created: open at once of each kind, and in an hour. The person's own log counts
/// them before the room begins, so that a thousand sessions cannot create more than one.
namespace moim {

/// A room tells its creator's log that it takes nobody any more: it was locked in, cancelled or closed.
struct hosting_over {
  static constexpr std::uint16_t code = 7;
  static constexpr std::string_view name = "hosting_over";
  /// It ends something by name: nothing that comes before or after it changes what it means.
  static constexpr bool commutes = true;
  /// Whoever wants another room when there are too many has all of them asked.
  bool is_lasting() const { return false; }
  static constexpr auto fields() { return std::tuple{}; }
  bool operator==(const hosting_over&) const = default;
};

struct hosting_begun {
  static constexpr std::uint16_t code = 51;
  static constexpr std::string_view name = "hosting_begun";
  static constexpr std::string_view about = "This person may create a room, and is about to.";
  room_id room;
  std::string kind;
  static constexpr auto fields() {
    return std::tuple{field{"room", &hosting_begun::room, "The room."},
                      field{"kind", &hosting_begun::kind, "The kind's key.", bounds{1, 32}}};
  }
};

struct hosting_ended {
  static constexpr std::uint16_t code = 52;
  static constexpr std::string_view name = "hosting_ended";
  static constexpr std::string_view about = "A room that this person created takes nobody any more, or never began.";
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &hosting_ended::room, "The room."}}; }
};

/// A room that counts: of which no end is known.
struct hosted_room {
  room_id room;
  std::string kind;
  time_ms since = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &hosted_room::room}, field{"kind", &hosted_room::kind},
                      field{"since", &hosted_room::since}};
  }
  bool operator==(const hosted_room&) const = default;
};

/// What a person has created lately.
struct hosted_rooms {
  std::vector<hosted_room> open;  // the oldest first
  /// The first room since which an hour has not passed when it began, and how many have begun since then.
  time_ms hour_began_at = 0;
  std::uint32_t begun_in_hour = 0;
  static constexpr auto fields() {
    return std::tuple{field{"open", &hosted_rooms::open}, field{"hour_began_at", &hosted_rooms::hour_began_at},
                      field{"begun_in_hour", &hosted_rooms::begun_in_hour}};
  }
  bool operator==(const hosted_rooms&) const = default;
};

/// Somebody is about to create a room.
struct host_room {
  room_id room;
  /// The kind's key, and how many rooms of it one person may have open.
  std::string kind;
  std::uint32_t max_open = 0;
  /// How many rooms of all kinds one person may create in an hour.
  std::uint32_t max_per_hour = 0;
};

/// After how long a room of which no end is known may be asked whether it is there: what creates it has arrived by
/// then, or never will.
inline constexpr time_ms hosted_asked_after_ms = minute_ms;

bool is_hosted(const hosted_rooms& state, const room_id& room);
/// Nothing if the room may begin; `too_many_rooms`, with the time to wait if that is all it takes.
std::optional<error> why_no_hosting(const hosted_rooms& state, const host_room& wanted, time_ms now);
/// The rooms to ask whether they are over, when there are too many.
std::vector<room_id> hosted_to_ask(const hosted_rooms& state, time_ms now);

void apply(hosted_rooms& to, const hosting_begun& event, time_ms at);
void apply(hosted_rooms& to, const hosting_ended& event);

}  // namespace moim
