#pragma once

#include "domain/declare/derived_ids.hpp"
#include "domain/kind.hpp"
#include "domain/matching/pool/party_events.hpp"
#include "domain/matching/tickets/agreed_terms.hpp"
#include "domain/planted.hpp"

#include <algorithm>
#include <array>
#include <variant>

/// Everything that happens to a pool.
namespace moim {

/// A person of a match or a proposal, and the ticket that brought them.
struct group_member {
  user_id user;
  ticket_id ticket;
  static constexpr auto fields() {
    return std::tuple{field{"user", &group_member::user, "Who."}, field{"ticket", &group_member::ticket, "By which."}};
  }
  bool operator==(const group_member&) const = default;
};

struct pool_created {
  static constexpr std::uint16_t code = 100;
  static constexpr std::string_view name = "pool_created";
  static constexpr std::string_view about =
      "A pool came to be, with the rules of its kind as they were then; or numbers in them have changed.";
  pool_kind kind;
  std::string region;
  moim::kind room;
  static constexpr auto fields() {
    return std::tuple{field{"kind", &pool_created::kind, "The resolved rules."},
                      field{"region", &pool_created::region, "The part of the world that it is for.", bounds{0, 32}},
                      field{"room", &pool_created::room, "The kind of the rooms that are born of its matches."}};
  }
};

struct tickets_submitted {
  static constexpr std::uint16_t code = 101;
  static constexpr std::string_view name = "tickets_submitted";
  static constexpr std::string_view about = "Tickets came in.";
  std::vector<ticket> tickets;
  std::vector<ticket> matched_at_once{};
  static constexpr auto fields() {
    return std::tuple{field{"tickets", &tickets_submitted::tickets, "Those who wait, in the order in which they came."},
                      field{"matched_at_once", &tickets_submitted::matched_at_once,
                            "Those who are in a match of this very commit, and so never wait."}};
  }
};

struct ended_ticket {
  ticket_id ticket;
  ticket_end why{};
  std::vector<user_id> users{};
  time_ms since = 0;
  static constexpr auto fields() {
    return std::tuple{
        field{"ticket", &ended_ticket::ticket, "Which."}, field{"why", &ended_ticket::why, "Why."},
        field{"users", &ended_ticket::users, "Its people; nobody if a room was looking for some.", bounds{0, 64}},
        field{"since", &ended_ticket::since, "When it was submitted."}};
  }
  bool operator==(const ended_ticket&) const = default;
};

struct tickets_ended {
  static constexpr std::uint16_t code = 102;
  static constexpr std::string_view name = "tickets_ended";
  static constexpr std::string_view about = "Tickets ended without a match.";
  std::vector<ended_ticket> tickets;
  static constexpr auto fields() { return std::tuple{field{"tickets", &tickets_ended::tickets, "Which, and why."}}; }
};

struct relaxed_ticket {
  ticket_id ticket;
  std::uint8_t steps = 0;
  static constexpr auto fields() {
    return std::tuple{field{"ticket", &relaxed_ticket::ticket, "Which."},
                      field{"steps", &relaxed_ticket::steps, "How many of its steps it has taken."}};
  }
  bool operator==(const relaxed_ticket&) const = default;
};

struct tickets_relaxed {
  static constexpr std::uint16_t code = 103;
  static constexpr std::string_view name = "tickets_relaxed";
  static constexpr std::string_view about = "Tickets have waited so long that they ask for less.";
  std::vector<relaxed_ticket> tickets;
  static constexpr auto fields() { return std::tuple{field{"tickets", &tickets_relaxed::tickets, "Which."}}; }
};

struct matched {
  static constexpr std::uint16_t code = 104;
  static constexpr std::string_view name = "matched";
  static constexpr std::string_view about = "Tickets were put into a group that suits them all.";
  match_id match;
  std::vector<ticket_id> tickets;
  std::uint32_t people = 0;
  agreed_terms agreed;
  std::vector<group_member> members{};
  std::uint64_t proposal = 0;
  std::vector<time_ms> since{};
  std::vector<ticket> terms{};
  std::optional<room_id> room{};
  std::optional<room_id> born{};
  static constexpr auto fields() {
    return std::tuple{
        field{"match", &matched::match, "The match."},
        field{"tickets", &matched::tickets,
              "Its tickets, the oldest first; at the end that of the room which takes them.", bounds{2, 64}},
        field{"people", &matched::people, "How many people.", bounds{2, 64}},
        field{"agreed", &matched::agreed, "What they agree on."},
        field{"members", &matched::members,
              "Its people, in the order of the tickets; without those who sit in the room already.", bounds{1, 64}},
        field{"proposal", &matched::proposal, "The proposal that all accepted; 0: there was none."},
        field{"since", &matched::since, "When the tickets were submitted, in their order."},
        field{"terms", &matched::terms, "The tickets whole, if their room may look for others later."},
        field{"room", &matched::room, "The room that has taken them; a new one is born if absent."},
        field{"born", &matched::born, "The id of the room that is born of it."}};
  }
  /// Where its people go.
  room_id their_room() const { return room ? *room : born.value_or(unkeyed_born_room_id(match)); }
};

/// The number of a pool's next proposal, made at `now`: never one that a failover has taken from the end of its log,
/// for it begins with the time. Until the year 2248 a double holds it exactly, as JavaScript needs.
constexpr std::uint64_t next_proposal_number(std::uint64_t last, time_ms now) {
  if (is_planted(planted_bug::numbers_given_again)) return last + 1;
  return std::max(last + 1, static_cast<std::uint64_t>(now) << 10);
}

struct proposed {
  static constexpr std::uint16_t code = 105;
  static constexpr std::string_view name = "proposed";
  static constexpr std::string_view about = "A group was found; all its members have to accept it.";
  std::uint64_t proposal = 0;
  std::vector<ticket_id> tickets;
  std::uint32_t people = 0;
  agreed_terms agreed;
  time_ms until = 0;
  std::vector<group_member> members{};
  std::vector<ticket> terms{};
  std::optional<room_id> room{};
  static constexpr auto fields() {
    return std::tuple{
        field{"proposal", &proposed::proposal, "Its number."},
        field{"tickets", &proposed::tickets,
              "Its tickets, the oldest first; at the end that of the room which is to take them.", bounds{2, 64}},
        field{"people", &proposed::people, "How many people.", bounds{2, 64}},
        field{"agreed", &proposed::agreed, "What they would agree on."},
        field{
            "until", &proposed::until,
            "Who has not answered at this time is silent; unless the group cannot last until then anyway. Offered to a "
            "room: an unreadable one is given up then."},
        field{"members", &proposed::members,
              "Its people, in the order of the tickets; without those who sit in the room already.", bounds{1, 64}},
        field{"terms", &proposed::terms, "The tickets whole, if a room is to take them."},
        field{"room", &proposed::room, "The room that is asked to take them; absent: people are asked."}};
  }
};

struct answered {
  static constexpr std::uint16_t code = 106;
  static constexpr std::string_view name = "answered";
  static constexpr std::string_view about = "A person accepted a proposal.";
  std::uint64_t proposal = 0;
  user_id user;
  static constexpr auto fields() {
    return std::tuple{field{"proposal", &answered::proposal, "Which."}, field{"user", &answered::user, "Who."}};
  }
};

struct proposal_closed {
  static constexpr std::uint16_t code = 107;
  static constexpr std::string_view name = "proposal_closed";
  static constexpr std::string_view about =
      "A proposal came to nothing. Its tickets that have not ended wait again, as old as they were.";
  std::uint64_t proposal = 0;
  std::vector<group_member> back{};
  std::optional<ticket_id> offered{};
  static constexpr auto fields() {
    return std::tuple{field{"proposal", &proposal_closed::proposal, "Which."},
                      field{"back", &proposal_closed::back, "The people whose tickets wait again.", bounds{0, 64}},
                      field{"offered", &proposal_closed::offered,
                            "The first of its tickets, if they were offered to a room and nobody was asked."}};
  }
};

struct avoided {
  static constexpr std::uint16_t code = 108;
  static constexpr std::string_view name = "avoided";
  static constexpr std::string_view about = "These people are not put together again for some time.";
  std::vector<user_id> users;
  time_ms until = 0;
  static constexpr auto fields() {
    return std::tuple{field{"users", &avoided::users, "Each of them with each other.", bounds{2, 64}},
                      field{"until", &avoided::until, "When it is over."}};
  }
};

struct penalised {
  static constexpr std::uint16_t code = 114;
  static constexpr std::string_view name = "penalised";
  static constexpr std::string_view about = "These people let a group down: they may not submit for some time.";
  std::vector<user_id> users;
  time_ms until = 0;
  static constexpr auto fields() {
    return std::tuple{field{"users", &penalised::users, "Who.", bounds{1}},
                      field{"until", &penalised::until, "When it is over."}};
  }
};

struct presence_changed {
  static constexpr std::uint16_t code = 109;
  static constexpr std::string_view name = "presence_changed";
  static constexpr std::string_view about =
      "It was looked whose people are connected. From `here_until` on a ticket's people count as away, if nothing "
      "newer "
      "is known by then.";
  std::vector<ticket_id> tickets;
  std::optional<time_ms> here_until;
  static constexpr auto fields() {
    return std::tuple{
        field{"tickets", &presence_changed::tickets, "Of which; none: nobody was found connected."},
        field{"here_until", &presence_changed::here_until, "Until when they are surely here; until further notice."}};
  }
};

/// A ticket's patience or a block of it was over: it has been tried again, which needs to be known only once.
struct tickets_retried {
  static constexpr std::uint16_t code = 110;
  static constexpr std::string_view name = "tickets_retried";
  static constexpr std::string_view about = "Tickets were tried again: out of patience, or free of a block.";
  std::vector<ticket_id> tickets;
  static constexpr auto fields() { return std::tuple{field{"tickets", &tickets_retried::tickets, "Which."}}; }
};

struct wave_matched {
  static constexpr std::uint16_t code = 111;
  static constexpr std::string_view name = "wave_matched";
  static constexpr std::string_view about = "What had gathered was matched; the next arrival begins another wave.";
  static constexpr auto fields() { return std::tuple{}; }
};

using pool_event = std::variant<pool_created, tickets_submitted, tickets_ended, tickets_relaxed, matched, proposed,
                                answered, proposal_closed, avoided, presence_changed, tickets_retried, wave_matched,
                                penalised, party_invited, party_accepted, party_closed>;

}  // namespace moim
