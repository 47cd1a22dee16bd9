#pragma once

#include "domain/declare/caller.hpp"
#include "domain/declare/done.hpp"
#include "domain/declare/error_set.hpp"
#include "domain/declare/requests.hpp"
#include "domain/declare/target.hpp"

#include <vector>

/// What a person's inbox keeps of rooms: up to where the person has read each one's notices, and which of them are to
/// leave them alone.
namespace moim {

/// The most rooms of which an inbox knows up to where they are read; past it the one marked longest ago is forgotten.
inline constexpr std::size_t max_room_cursors = 256;
/// The most rooms that one person mutes.
inline constexpr std::size_t max_muted_rooms = 256;
/// How many requests to mute or unmute an inbox remembers: the number kept anyway, and the most.
inline constexpr request_bounds mute_requests{64, 1'024};

struct room_marked {
  static constexpr std::uint16_t code = 171;
  static constexpr std::string_view name = "room_marked";
  static constexpr std::string_view about = "A person has read a room's notices up to here.";
  room_id room;
  std::uint64_t to = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &room_marked::room, "The room."},
                      field{"to", &room_marked::to, "The last notice that was read."}};
  }
};

struct room_muted {
  static constexpr std::uint16_t code = 172;
  static constexpr std::string_view name = "room_muted";
  static constexpr std::string_view about = "A person wants to be left alone by a room, or no longer.";
  room_id room;
  bool muted = false;
  request_key key;
  user_id by;
  std::uint64_t parameters = 0;
  std::uint8_t hashed_by = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &room_muted::room, "The room."},
                      field{"muted", &room_muted::muted, "Whether it is to leave them alone."},
                      field{"key", &room_muted::key, "The request's key."},
                      field{"by", &room_muted::by, "Who asked."},
                      field{"parameters", &room_muted::parameters, "A hash of what was asked."},
                      field{"hashed_by", &room_muted::hashed_by, "By which rule it is hashed."}};
  }
};

struct room_cursor {
  room_id room;
  std::uint64_t read_to = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &room_cursor::room}, field{"read_to", &room_cursor::read_to}};
  }
  bool operator==(const room_cursor&) const = default;
};

struct room_reading {
  std::vector<room_cursor> cursors;  // the one marked longest ago first
  std::vector<room_id> muted;        // ordered
  request_memory<done> requests;
  static constexpr auto fields() {
    return std::tuple{field{"cursors", &room_reading::cursors}, field{"muted", &room_reading::muted},
                      field{"requests", &room_reading::requests}};
  }
  bool operator==(const room_reading&) const = default;
};

struct mute_room {
  static constexpr std::string_view name = "room.mute";
  static constexpr std::string_view about =
      "Do not disturb: what the room's notices put into the caller's inbox is kept there, and neither pushed nor "
      "counted.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::inbox;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::too_many_muted>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &mute_room::room, "The room."}}; }
};

struct unmute_room {
  static constexpr std::string_view name = "room.unmute";
  static constexpr std::string_view about = "Lets a room disturb the caller again.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::inbox;
  static constexpr role who = role::person;
  using answer = done;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &unmute_room::room, "The room."}}; }
};

/// Up to where the room's notices are read; 0: nobody has said so, or that is forgotten.
std::uint64_t read_to(const room_reading& state, const room_id& room);
bool is_muted(const room_reading& state, const room_id& room);

/// Nothing: it is read that far already.
std::optional<room_marked> decide_mark(const room_reading& state, const room_id& room, std::uint64_t to);
/// To mute a room again changes nothing but that the request is remembered; nothing: it was done before. Errors:
/// `too_many_muted`, and those of keys.
result<std::optional<room_muted>> decide_mute(const room_reading& state, const room_id& room, bool muted,
                                              const caller& who, time_ms now);

void apply(room_reading& state, const room_marked& event);
void apply(room_reading& state, const room_muted& event, time_ms at);

}  // namespace moim
