#pragma once

#include "domain/outbox/outbox.hpp"
#include "domain/room/facet.hpp"

/// The origin facet: by whose word a room was born. Where a failover may take the newest commits of a log, a pool may
/// lose the match of a room that exists already, and find its tickets waiting again. The pool sends each birth once
/// more (`is_told_again`), which confirms it. A room that hears nothing asks, and gives itself up if the pool's log
/// denies the match (rule 6). On a store that nobody shares no room has an origin.
namespace moim {

/// After how long a room asks about a birth that was not confirmed, how often, and for how long.
inline constexpr time_ms birth_asked_after_ms = 2 * delivery_agrees_ms;
inline constexpr time_ms birth_asked_every_ms = 10 * second_ms;
inline constexpr time_ms birth_asked_for_ms = hour_ms;

/// The pool's delivery that made the room.
struct birth_origin {
  entity_id pool;
  std::uint64_t delivery = 0;
  static constexpr auto fields() {
    return std::tuple{field{"pool", &birth_origin::pool, "The pool."},
                      field{"delivery", &birth_origin::delivery, "The number of its delivery."}};
  }
  bool operator==(const birth_origin&) const = default;
};

struct birth_confirmed {
  static constexpr std::uint16_t code = 89;
  static constexpr std::string_view name = "birth_confirmed";
  static constexpr std::string_view about = "The pool has said once more that the room is its match's.";
  static constexpr auto fields() { return std::tuple{}; }
};

struct birth_denied {
  static constexpr std::uint16_t code = 90;
  static constexpr std::string_view name = "birth_denied";
  static constexpr std::string_view about = "The pool's log does not know the room's match: a failover has taken it.";
  static constexpr auto fields() { return std::tuple{}; }
};

struct origin {
  static constexpr std::string_view name = "origin";

  struct state {
    birth_origin born_of;
    time_ms born_at = 0;
    std::optional<time_ms> confirmed_at;
    static constexpr auto fields() {
      return std::tuple{field{"born_of", &state::born_of}, field{"born_at", &state::born_at},
                        field{"confirmed_at", &state::confirmed_at}};
    }
    bool operator==(const state&) const = default;
  };
  using events = type_list<birth_confirmed, birth_denied>;

  static std::optional<state> begin(const room_created& event, const commit_stamp& stamp);
  static void apply(state& to, const birth_confirmed&, const commit_stamp& stamp) { to.confirmed_at = stamp.at; }
  /// Whoever sits in the room waits in the pool again.
  static void react(const room& room, const birth_denied& event, const moment& at, events_out& out);
};

/// Whether a birth that comes again leads to `birth_confirmed`: it is of the room's match, and no failover can take it
/// from the pool any more.
bool is_confirmed_by(const room& state, const match_id& match, time_ms now);

/// Whether it leads to `birth_denied` that the pool does not know this delivery.
bool is_denied_by(const room& state, std::uint64_t delivery);

/// Whether the pool has to tell the birth once more: it is not confirmed, or a failover may still take that.
bool may_lose_birth(const room& state, time_ms now);

/// When the room asks its pool next; nothing: it is confirmed, over, or too old to ask.
std::optional<time_ms> next_asking(const room& state, time_ms now);

}  // namespace moim
