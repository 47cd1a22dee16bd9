#pragma once

#include "domain/declare/fence.hpp"
#include "domain/declare/log.hpp"
#include "domain/declare/requests.hpp"
#include "domain/kind.hpp"
#include "domain/outbox/effects.hpp"
#include "domain/room/birth.hpp"
#include "domain/room/messages.hpp"
#include "domain/room/refilling.hpp"

/// A room: its facets composed. `decide` and `apply` are pure; the actor around them only collects, calls, appends,
/// answers.
namespace moim {

struct room_created {
  static constexpr std::uint16_t code = 10;
  static constexpr std::string_view name = "room_created";
  static constexpr std::string_view about = "A room came to be, with the rules of its kind as they were then.";
  room_id room;
  user_id host;
  moim::kind kind;
  std::string title;
  std::uint32_t seats = 0;
  std::optional<match_id> match{};
  std::optional<criteria> agreed{};
  std::optional<refill_terms> refill{};
  static constexpr auto fields() {
    return std::tuple{field{"room", &room_created::room, "The room."},
                      field{"host", &room_created::host, "Who created it."},
                      field{"kind", &room_created::kind, "The resolved kind."},
                      field{"title", &room_created::title, "What its host called it.", bounds{1, 255}},
                      field{"seats", &room_created::seats, "How many seats there are.", bounds{1, 100'000}},
                      field{"match", &room_created::match, "The match that it was born of."},
                      field{"agreed", &room_created::agreed, "What the match agreed on."},
                      field{"refill", &room_created::refill, "With which it may look for others later."}};
  }
};

/// Remembers a request's outcome; in the same commit as what it did.
struct request_answered {
  static constexpr std::uint16_t code = 2;
  static constexpr std::string_view name = "request_answered";
  static constexpr std::string_view about = "A request was done; asked again, it gets this outcome.";
  request_key key;
  user_id by;
  std::uint64_t parameters = 0;
  room_outcome outcome;
  std::uint8_t hashed_by = 0;
  static constexpr auto fields() {
    return std::tuple{field{"key", &request_answered::key, "The request's key."},
                      field{"by", &request_answered::by, "Who asked."},
                      field{"parameters", &request_answered::parameters, "A hash of what was asked."},
                      field{"outcome", &request_answered::outcome, "What was answered."},
                      field{"hashed_by", &request_answered::hashed_by, "By which rule it is hashed."}};
  }
};

using room_event = std::variant<fenced, request_answered, effects_done, effects_parked, room_created, seat_taken,
                                seat_left, room_locked, room_cancelled, room_closed, offer_answered, seek_told>;

/// A room remembers so many requests beside two of each seat's: some to keep anyway, more while they are recent.
inline constexpr std::size_t room_keys_kept = 256;
inline constexpr std::size_t room_keys_most = 16'384;

/// A room's state: what its events add up to. Version 0 is a room that does not exist.
struct room {
  room_id id;
  moim::kind kind;
  std::string title;
  user_id host;
  moim::seats seats;
  moim::lifecycle lifecycle;
  request_memory<room_outcome> requests;
  moim::effects effects;
  /// The time of the last commit: nothing is decided earlier than that (rule 8).
  time_ms last_at = 0;
  /// Of a room that was born of a match. Only its members may come back to it.
  std::optional<match_id> match;
  std::optional<criteria> agreed;
  /// Of a room that fills up again if somebody leaves.
  std::optional<refilling> refill;

  bool exists() const { return static_cast<bool>(id); }
  request_bounds bounds_of_requests() const {
    std::size_t of_seats = 2 * std::size_t{seats.capacity()};
    return {room_keys_kept + of_seats, room_keys_most + of_seats};
  }
  static constexpr auto fields() {
    return std::tuple{field{"id", &room::id},
                      field{"kind", &room::kind},
                      field{"title", &room::title},
                      field{"host", &room::host},
                      field{"seats", &room::seats},
                      field{"lifecycle", &room::lifecycle},
                      field{"requests", &room::requests},
                      field{"effects", &room::effects},
                      field{"last_at", &room::last_at},
                      field{"match", &room::match},
                      field{"agreed", &room::agreed},
                      field{"refill", &room::refill}};
  }
  bool operator==(const room&) const = default;
};

/// `create_room` with its kind looked up, or that it is unknown.
struct create_room_resolved {
  room_id room;
  moim::kind kind;
  std::string title;
  std::uint32_t seats = 0;
};

using room_command = std::variant<create_room_resolved, read_room, join_room, leave_room, lock_room, cancel_room>;
using room_answer = std::variant<room_opened, seat_given, done, room_view>;

/// What was decided: the events to append, and the answer to give once they are on disk.
struct room_decision {
  std::vector<room_event> events;
  room_answer answer;
};

/// Decides one command at `now` (never before `state.last_at`).
/// A request that changes something and was done before gets its first outcome and no events (P3).
result<room_decision> decide(const room& state, const room_command& command, const caller& who, time_ms now);

/// The room of a match, with its members seated in the order of their tickets; the first is its host. Nothing if it was
/// born before.
std::vector<room_event> decide_birth(const room& state, const room_id& id, const birth& of);

/// The people of an offer take the lowest free seats, all or none: none if the room is not open, has no seats for them
/// or looks for others by now, one of them sits in it already, or the offer's time is over. Nothing happens if it was
/// answered before.
std::vector<room_event> decide_offer(const room& state, const seat_offer& of, time_ms now);

/// The ticket by which the room looks for people now; nothing if it does not, or nobody could come.
std::optional<ticket> seeking_ticket(const room& state);

/// The earliest that time alone brings about: all facets are asked. Nothing: there is nothing to wait for.
using due_event = due<room_event>;
std::optional<due_event> next_due(const room& state);

/// When the room has to be woken at the latest; nothing: never.
std::optional<time_ms> next_wake(const room& state, time_ms now);

void apply(room& state, const room_event& event, const commit_stamp& stamp);

/// Whether the room belongs in the directory's list.
bool is_listable(const room& state);

}  // namespace moim
