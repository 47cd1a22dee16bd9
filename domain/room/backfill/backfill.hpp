#pragma once

#include "domain/matching/owed/backfill_proposal.hpp"
#include "domain/matching/tickets/backfill_terms.hpp"
#include "domain/outbox/outbox.hpp"
#include "domain/room/seats/seats.hpp"

/// The backfill facet: a room that was born of a match and lost somebody while it was open looks for others in the
/// pool. Only the room gives its seats; what it has once answered to a proposal it answers for ever.
namespace moim {

struct backfill_answered {
  static constexpr std::uint16_t code = 40;
  static constexpr std::string_view name = "backfill_answered";
  static constexpr std::string_view about = "The pool offered people for free seats; the room took them, or could not.";
  std::uint64_t proposal = 0;
  bool taken = false;
  std::vector<ticket> tickets;
  std::uint64_t delivery = 0;
  static constexpr auto fields() {
    return std::tuple{field{"proposal", &backfill_answered::proposal, "The pool's number for it."},
                      field{"taken", &backfill_answered::taken, "Whether they have seats now."},
                      field{"tickets", &backfill_answered::tickets, "By which they came, if so."},
                      field{"delivery", &backfill_answered::delivery,
                            "By which the pool proposed them, if a failover may take that from its log; 0: none may."}};
  }
};

struct backfill_told {
  static constexpr std::uint16_t code = 41;
  static constexpr std::string_view name = "backfill_told";
  static constexpr std::string_view about =
      "The pool knows that the room looks for people; written until there was an outbox.";
  std::uint32_t number = 0;
  static constexpr auto fields() {
    return std::tuple{field{"number", &backfill_told::number, "How often it has looked by now.", bounds{1}}};
  }
};

/// What a room has answered, so that it answers the same again.
struct past_backfill {
  std::uint64_t proposal = 0;
  bool taken = false;
  static constexpr auto fields() {
    return std::tuple{field{"proposal", &past_backfill::proposal}, field{"taken", &past_backfill::taken}};
  }
  bool operator==(const past_backfill&) const = default;
};

/// How many of its answers a room remembers; a proposal is open for minutes only.
inline constexpr std::size_t max_past_backfills = 64;
inline constexpr std::size_t max_leavers = 64;

struct backfill {
  static constexpr std::string_view name = "backfill";

  struct state {
    backfill_terms terms;
    /// How often the room has looked for people, and since when it does.
    std::uint32_t searches = 0;
    time_ms since = 0;
    /// Whether no search goes on. Before outboxes existed, also: the pool knew of it, as far as the log told.
    bool told = true;
    std::vector<past_backfill> answered;
    /// The last `max_leavers` who have left: nobody is put back where they have just gone from.
    std::vector<user_id> left{};
    static constexpr auto fields() {
      return std::tuple{field{"terms", &state::terms},       field{"searches", &state::searches},
                        field{"since", &state::since},       field{"told", &state::told},
                        field{"answered", &state::answered}, field{"left", &state::left}};
    }
    bool operator==(const state&) const = default;
  };
  using events = type_list<backfill_answered, backfill_told>;
  using owes = type_list<start_backfill>;

  /// A match says whether its room fills up again; its pool's rules do.
  static std::optional<state> begin(const room_created& event, const commit_stamp& stamp);
  static void apply(state& to, const seat_left& event, const commit_stamp& stamp, const room& room);
  static void apply(state& to, const room_resized& event, const commit_stamp& stamp, const room& room);
  static void apply(state& to, const room_locked& event, const commit_stamp& stamp);
  static void apply(state& to, const room_cancelled& event, const commit_stamp& stamp);
  static void apply(state& to, const room_closed& event, const commit_stamp& stamp);
  static void apply(state& to, const backfill_answered& event, const commit_stamp& stamp, const room& room);
  static void apply(state& to, const backfill_told& event, const commit_stamp& stamp);

  /// The pool has to know of each search that begins.
  static void owe(const room& room, const seat_left& event, const moment& at, debts_out& out);
  static void owe(const room& room, const room_resized& event, const moment& at, debts_out& out);
  static void owe(const room& room, const backfill_answered& event, const moment& at, debts_out& out);
  static void owe(const room& room, const outbox_begun& event, const moment& at, debts_out& out);
};

/// A seat has become free.
void begin_search(backfill::state& state, time_ms now);
/// The room is over, or nobody is in it any more.
void end_search(backfill::state& state);
/// Somebody has left by themselves.
void remember_leaver(backfill::state& state, const user_id& user);
void remember_answer(backfill::state& state, const backfill_answered& event);
/// What was answered before; nothing if the proposal is new.
std::optional<bool> answer_of(const backfill::state& state, std::uint64_t proposal);

/// Seats all people of a proposal in the lowest free seats, or nobody: if a facet refuses one of them, seats
/// are missing, the room's ticket is another by now, or time is over. Nothing if it was answered before.
/// \param delivery the pool's, if a failover may take it from the pool's log; otherwise 0
events_out decide_backfill(const room& room, const backfill_proposal& of, std::uint64_t delivery, time_ms now);

/// The ticket by which the room looks for people now; nothing if it does not, or nobody could come.
std::optional<ticket> backfill_ticket(const room& room);

}  // namespace moim
