#pragma once

#include "domain/matching/tickets/refill.hpp"

#include <optional>

/// The refilling facet: a room that was born of a match and lost somebody while it was open looks for others in the
/// pool. Only the room gives its seats; what it has once answered to an offer it answers for ever.
namespace moim {

/// People whom the pool has found for a room. Until the room has answered they are kept for it.
struct seat_offer {
  static constexpr std::uint16_t code = 3;
  room_id room;
  /// The pool's number for it.
  std::uint64_t proposal = 0;
  /// The room's ticket that they suit: should somebody have come or gone since, they may not suit the room any more.
  ticket_id seeking;
  /// From then on the room may not take them any more.
  time_ms until = 0;
  std::vector<user_id> members;
  std::vector<ticket> tickets;
  bool is_lasting() const { return true; }
  static constexpr auto fields() {
    return std::tuple{field{"room", &seat_offer::room},       field{"proposal", &seat_offer::proposal},
                      field{"seeking", &seat_offer::seeking}, field{"until", &seat_offer::until},
                      field{"members", &seat_offer::members}, field{"tickets", &seat_offer::tickets}};
  }
};

struct offer_answered {
  static constexpr std::uint16_t code = 40;
  static constexpr std::string_view name = "offer_answered";
  static constexpr std::string_view about = "The pool offered people for free seats; the room took them, or could not.";
  std::uint64_t proposal = 0;
  bool taken = false;
  std::vector<ticket> tickets;
  static constexpr auto fields() {
    return std::tuple{field{"proposal", &offer_answered::proposal, "The pool's number for it."},
                      field{"taken", &offer_answered::taken, "Whether they have seats now."},
                      field{"tickets", &offer_answered::tickets, "By which they came, if so."}};
  }
};

struct seek_told {
  static constexpr std::uint16_t code = 41;
  static constexpr std::string_view name = "seek_told";
  static constexpr std::string_view about = "The pool knows that the room looks for people.";
  std::uint32_t number = 0;
  static constexpr auto fields() {
    return std::tuple{field{"number", &seek_told::number, "How often it has looked by now.", bounds{1}}};
  }
};

/// What a room has answered, so that it answers the same again.
struct past_offer {
  std::uint64_t proposal = 0;
  bool taken = false;
  static constexpr auto fields() {
    return std::tuple{field{"proposal", &past_offer::proposal}, field{"taken", &past_offer::taken}};
  }
  bool operator==(const past_offer&) const = default;
};

/// How many of its answers a room remembers; an offer is open for minutes only.
inline constexpr std::size_t past_offers_most = 64;
inline constexpr std::size_t leavers_most = 64;

struct refilling {
  refill_terms terms;
  /// How often the room has looked for people, and since when it does.
  std::uint32_t seeks = 0;
  time_ms since = 0;
  /// Whether the pool knows, as far as the log tells.
  bool told = true;
  std::vector<past_offer> answered;
  /// Who has left, the last `leavers_most`: nobody is put back where they have just gone from.
  std::vector<user_id> left{};
  static constexpr auto fields() {
    return std::tuple{field{"terms", &refilling::terms},       field{"seeks", &refilling::seeks},
                      field{"since", &refilling::since},       field{"told", &refilling::told},
                      field{"answered", &refilling::answered}, field{"left", &refilling::left}};
  }
  bool operator==(const refilling&) const = default;
};

/// A seat has become free.
void begin_seek(refilling& state, time_ms now);
/// Somebody has left by themselves.
void remember_leaver(refilling& state, const user_id& user);
/// The room is over, or nobody is in it any more.
void end_seek(refilling& state);
void apply(refilling& state, const offer_answered& event);
void apply(refilling& state, const seek_told& event);

/// What was answered before; nothing if the offer is new.
std::optional<bool> answer_of(const refilling& state, std::uint64_t proposal);

/// When the pool has to be told again; nothing if it knows.
std::optional<time_ms> next_wake(const refilling& state, time_ms now);

}  // namespace moim
