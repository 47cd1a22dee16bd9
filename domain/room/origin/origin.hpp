#pragma once

#include "domain/outbox/outbox.hpp"
#include "domain/room/backfill/backfill.hpp"
#include "domain/room/facet.hpp"

/// The origin facet: on whose word a room was born, and has seated people since. Where a failover may take the newest
/// commits of a log, a pool may lose the match of a room that exists already, or a proposal that the room has taken,
/// and find those tickets waiting again. The pool sends each of them once more (`is_told_again`), which confirms it. A
/// room that hears nothing asks. If the pool's log denies the match the room gives itself up; if it denies a proposal,
/// the seats become free (rule 6). On a store that nobody shares no room has an origin.
namespace moim {

/// After how long a room asks about a word of its pool that was not confirmed, how often, and for how long.
inline constexpr time_ms word_asked_after_ms = 2 * delivery_agrees_ms;
inline constexpr time_ms word_asked_every_ms = 10 * second_ms;
inline constexpr time_ms word_asked_for_ms = hour_ms;

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

struct proposal_confirmed {
  static constexpr std::uint16_t code = 91;
  static constexpr std::string_view name = "proposal_confirmed";
  static constexpr std::string_view about = "The pool has said once more that it has given these people to the room.";
  std::uint64_t delivery = 0;
  static constexpr auto fields() {
    return std::tuple{field{"delivery", &proposal_confirmed::delivery, "By which it proposed them."}};
  }
};

struct proposal_denied {
  static constexpr std::uint16_t code = 92;
  static constexpr std::string_view name = "proposal_denied";
  static constexpr std::string_view about =
      "The pool's log does not know the proposal: a failover has taken it, and its people wait again.";
  std::uint64_t delivery = 0;
  std::vector<user_id> users;
  static constexpr auto fields() {
    return std::tuple{field{"delivery", &proposal_denied::delivery, "By which it was proposed."},
                      field{"users", &proposal_denied::users, "Those who sit in the room on it.", bounds{0, 100'000}}};
  }
};

/// Those who have got seats on a proposal of the pool, as long as a failover may take it from the pool's log.
struct seated_on_word {
  std::uint64_t delivery = 0;
  time_ms at = 0;
  std::optional<time_ms> confirmed_at;
  /// Whoever has left meanwhile is no longer among them.
  std::vector<user_id> users;
  static constexpr auto fields() {
    return std::tuple{field{"delivery", &seated_on_word::delivery}, field{"at", &seated_on_word::at},
                      field{"confirmed_at", &seated_on_word::confirmed_at}, field{"users", &seated_on_word::users}};
  }
  bool operator==(const seated_on_word&) const = default;
};

struct origin {
  static constexpr std::string_view name = "origin";

  struct state {
    birth_origin born_of;
    time_ms born_at = 0;
    std::optional<time_ms> confirmed_at;
    /// The oldest first.
    std::vector<seated_on_word> seated{};
    static constexpr auto fields() {
      return std::tuple{field{"born_of", &state::born_of}, field{"born_at", &state::born_at},
                        field{"confirmed_at", &state::confirmed_at}, field{"seated", &state::seated}};
    }
    bool operator==(const state&) const = default;
  };
  using events = type_list<birth_confirmed, birth_denied, proposal_confirmed, proposal_denied>;

  static std::optional<state> begin(const room_created& event, const commit_stamp& stamp);
  static void apply(state& to, const birth_confirmed&, const commit_stamp& stamp) { to.confirmed_at = stamp.at; }
  static void apply(state& to, const backfill_answered& event, const commit_stamp& stamp);
  static void apply(state& to, const seat_left& event, const commit_stamp& stamp);
  static void apply(state& to, const proposal_confirmed& event, const commit_stamp& stamp);
  static void apply(state& to, const proposal_denied& event, const commit_stamp& stamp);
  /// Whoever sits in the room waits in the pool again.
  static void react(const room& room, const birth_denied& event, const moment& at, events_out& out);
  static void react(const room& room, const proposal_denied& event, const moment& at, events_out& out);
};

/// Whether a birth that comes again leads to `birth_confirmed`: it is of the room's match, and no failover can take it
/// from the pool any more.
bool is_birth_confirmed_by(const room& state, const match_id& match, time_ms now);

/// Whether a proposal that comes again leads to `proposal_confirmed`.
bool is_proposal_confirmed_by(const room& state, std::uint64_t delivery, time_ms now);

/// What follows from the pool's log not knowing a delivery: `birth_denied`, `proposal_denied`, or nothing.
events_out decide_denied(const room& state, std::uint64_t delivery);

/// Whether the pool has to tell the birth, or a proposal, once more: it is not confirmed, or a failover may still take
/// that.
bool may_lose_birth(const room& state, time_ms now);
bool may_lose_proposal(const room& state, std::uint64_t delivery, time_ms now);

/// The deliveries that the room asks its pool about now.
std::vector<std::uint64_t> words_to_ask_about(const room& state, time_ms now);

/// When the room asks its pool next; nothing: all is confirmed, over, or too old to ask.
std::optional<time_ms> next_asking(const room& state, time_ms now);

}  // namespace moim
