#pragma once

#include "domain/declare/derived_ids.hpp"
#include "domain/declare/done.hpp"
#include "domain/declare/error_set.hpp"
#include "domain/declare/role.hpp"
#include "domain/declare/target.hpp"
#include "domain/matching/tickets/criteria.hpp"
#include "domain/matching/tickets/pool_rules.hpp"
#include "domain/matching/tickets/ticket_end.hpp"

#include <memory>

/// What is asked about tickets, and what is answered.
namespace moim {

/// Accepted numbers of people: `{"min", "max"}`, both inclusive, or `{"one_of": [2, 4]}`.
struct group_size {
  static constexpr std::string_view name = "group_size";
  static constexpr std::string_view about = "How many people a group may have: `one_of`, or from `min` to `max`.";
  std::optional<std::uint32_t> min;
  std::optional<std::uint32_t> max;
  std::optional<std::vector<std::uint32_t>> one_of;
  static constexpr auto fields() {
    return std::tuple{field{"min", &group_size::min, "The fewest; 2 if absent.", bounds{1, 64}},
                      field{"max", &group_size::max, "The most; 64 if absent.", bounds{1, 64}},
                      field{"one_of", &group_size::one_of, "Exactly one of these instead.", bounds{1, 64}}};
  }
  bool operator==(const group_size&) const = default;
};

/// Somebody not to be met.
struct unwanted {
  static constexpr std::string_view name = "unwanted";
  static constexpr std::string_view about = "Somebody who is not to be met.";
  user_id user;
  std::optional<std::int64_t> until_ms;
  static constexpr auto fields() {
    return std::tuple{
        field{"user", &unwanted::user, "Who."},
        field{"until_ms", &unwanted::until_ms, "When that is over (ms since 1970); never if absent.", bounds{0}}};
  }
  bool operator==(const unwanted&) const = default;
};

struct relaxation {
  static constexpr std::string_view name = "relaxation";
  static constexpr std::string_view about = "What a ticket asks for after a while of waiting.";
  std::uint32_t after_s = 0;
  std::optional<moim::criteria> criteria;
  std::optional<group_size> size;
  static constexpr auto fields() {
    return std::tuple{
        field{"after_s", &relaxation::after_s, "After how long a wait.", bounds{1, 2'592'000}},
        field{"criteria", &relaxation::criteria, "These replace those of their names; none can be taken away."},
        field{"size", &relaxation::size, "The new sizes."}};
  }
  bool operator==(const relaxation&) const = default;
};

struct submit_request {
  static constexpr std::string_view name = "ticket.submit";
  static constexpr std::string_view about =
      "Hands a ticket to the matcher. A person has one at a time in a pool. One that names others is `inviting` until "
      "all of them have accepted (`party.accept`), unless a trusted server vouches for them. What becomes of it is "
      "told "
      "in the inbox of each of its people.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = struct ticket_opened;
  using errors = error_list<errc::pool_unknown, errc::already_waiting, errc::ticket_over, errc::criterion_invalid,
                            errc::empty_list, errc::too_many_values, errc::too_many_windows, errc::too_many_blocks,
                            errc::size_out_of_range, errc::party_invalid, errc::party_fills_group,
                            errc::too_many_invitations, errc::penalised>;
  std::string kind;
  std::optional<std::string> region;
  std::optional<std::vector<user_id>> users;
  std::optional<group_size> size;
  std::optional<moim::criteria> criteria;
  std::optional<std::vector<unwanted>> not_with;
  std::optional<std::vector<relaxation>> relax;
  std::optional<std::uint32_t> ttl_s;
  static constexpr auto fields() {
    return std::tuple{
        field{"kind", &submit_request::kind, "A kind that has a pool, as `pool.list` names them.", bounds{1, 32}},
        field{"region", &submit_request::region, "Which of the kind's pools, if it has several.", bounds{0, 32}},
        field{"users", &submit_request::users, "A party that stays together, the caller among them; absent: alone.",
              bounds{1, 63}},
        field{"size", &submit_request::size, "Accepted numbers of people; any if absent."},
        field{"criteria", &submit_request::criteria, "What is asked for; what is absent accepts anything."},
        field{"not_with", &submit_request::not_with, "Whom not to meet; it works in both directions.", bounds{0, 64}},
        field{"relax", &submit_request::relax, "What is asked for later.", bounds{0, 8}},
        field{"ttl_s", &submit_request::ttl_s, "After how long it is over; at most, and if absent, the pool's.",
              bounds{1, 2'592'000}}};
  }
};

struct ticket_opened {
  static constexpr std::uint16_t code = 4;
  static constexpr std::string_view name = "ticket_opened";
  static constexpr std::string_view about = "The ticket is in the pool; its id follows from who asked and the key.";
  ticket_id ticket;
  std::int64_t expires_at_ms = 0;
  std::optional<bool> inviting{};
  static constexpr auto fields() {
    return std::tuple{
        field{"ticket", &ticket_opened::ticket, "The ticket."},
        field{"expires_at_ms", &ticket_opened::expires_at_ms, "At this time it is over."},
        field{"inviting", &ticket_opened::inviting,
              "True: it is over at that time unless all whom it names have accepted; then it waits as long "
              "as if it came in at that moment."}};
  }
  bool operator==(const ticket_opened&) const = default;
};

struct cancel_request {
  static constexpr std::string_view name = "ticket.cancel";
  static constexpr std::string_view about =
      "Takes a ticket back. Any of its people may; of those whom it invites, who has accepted.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::ticket_not_found, errc::ticket_over, errc::being_seated>;
  ticket_id ticket;
  static constexpr auto fields() { return std::tuple{field{"ticket", &cancel_request::ticket, "The ticket."}}; }
};

struct accept_request {
  static constexpr std::string_view name = "ticket.accept";
  static constexpr std::string_view about = "Accepts a proposal. It becomes a match once all its people have.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::ticket_not_found, errc::ticket_over, errc::not_proposed>;
  ticket_id ticket;
  std::uint64_t proposal = 0;
  static constexpr auto fields() {
    return std::tuple{field{"ticket", &accept_request::ticket, "The caller's ticket."},
                      field{"proposal", &accept_request::proposal, "Which proposal, as the inbox tells.", bounds{1}}};
  }
};

struct decline_request {
  static constexpr std::string_view name = "ticket.decline";
  static constexpr std::string_view about = "Declines a proposal: the ticket ends, the others wait on.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::ticket_not_found, errc::ticket_over, errc::not_proposed>;
  ticket_id ticket;
  std::uint64_t proposal = 0;
  static constexpr auto fields() {
    return std::tuple{field{"ticket", &decline_request::ticket, "The caller's ticket."},
                      field{"proposal", &decline_request::proposal, "Which proposal, as the inbox tells.", bounds{1}}};
  }
};

/// What has become of a ticket.
enum class ticket_state : std::uint8_t { waiting, proposed, matched, ended, inviting };
constexpr std::array<std::string_view, 5> enum_names(ticket_state) {
  return {"waiting", "proposed", "matched", "ended", "inviting"};
}

struct read_ticket {
  static constexpr std::string_view name = "ticket.read";
  static constexpr std::string_view about = "Shows a ticket to its people. What ended is remembered for some time.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = struct ticket_view;
  using errors = error_list<errc::ticket_not_found>;
  ticket_id ticket;
  static constexpr auto fields() { return std::tuple{field{"ticket", &read_ticket::ticket, "The ticket."}}; }
};

struct ticket_view {
  static constexpr std::string_view name = "ticket_view";
  static constexpr std::string_view about = "A ticket as its people may see it.";
  ticket_id ticket;
  ticket_state state{};
  std::vector<user_id> users;
  std::optional<std::int64_t> submitted_at_ms;
  std::optional<std::int64_t> expires_at_ms;
  std::optional<std::uint32_t> steps_done;
  std::optional<moim::criteria> criteria;
  std::optional<std::uint64_t> proposal;
  std::optional<std::int64_t> until_ms;
  std::optional<std::uint32_t> people;
  std::optional<std::uint32_t> accepted;
  std::optional<moim::criteria> agreed;
  std::optional<room_id> room;
  std::optional<ticket_end> why;
  static constexpr auto fields() {
    return std::tuple{
        field{"ticket", &ticket_view::ticket, "The ticket."},
        field{"state", &ticket_view::state, "What has become of it."},
        field{"users", &ticket_view::users, "Its people; the first has submitted it."},
        field{"submitted_at_ms", &ticket_view::submitted_at_ms, "While it waits or invites: since when."},
        field{"expires_at_ms", &ticket_view::expires_at_ms, "While it waits: until when at the most."},
        field{"steps_done", &ticket_view::steps_done, "While it waits: how many steps it has relaxed by."},
        field{"criteria", &ticket_view::criteria,
              "While it waits or invites: what it asked for when it was submitted."},
        field{"proposal", &ticket_view::proposal, "proposed: which proposal."},
        field{"until_ms", &ticket_view::until_ms,
              "proposed: who has not accepted by then is out. inviting: it is over then, unless all have."},
        field{"people", &ticket_view::people, "proposed: how many people. inviting: how many are to accept."},
        field{"accepted", &ticket_view::accepted, "proposed, inviting: how many have accepted."},
        field{"agreed", &ticket_view::agreed, "proposed: what suits all of them."},
        field{"room", &ticket_view::room, "matched: the group's room."},
        field{"why", &ticket_view::why, "ended: why."}};
  }
};

struct list_tickets {
  static constexpr std::string_view name = "ticket.list";
  static constexpr std::string_view about = "Lists the caller's tickets that wait or invite in a pool: one, or none.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = struct ticket_list;
  using errors = error_list<errc::pool_unknown>;
  std::string kind;
  std::optional<std::string> region;
  static constexpr auto fields() {
    return std::tuple{field{"kind", &list_tickets::kind, "A kind that has a pool.", bounds{1, 32}},
                      field{"region", &list_tickets::region, "Which of its pools, if it has several.", bounds{0, 32}}};
  }
};

struct ticket_list {
  static constexpr std::string_view name = "ticket_list";
  static constexpr std::string_view about = "Tickets that wait.";
  std::vector<ticket_view> tickets;
  static constexpr auto fields() {
    return std::tuple{field{"tickets", &ticket_list::tickets, "The oldest first.", bounds{0, 64}}};
  }
};

struct list_pools {
  static constexpr std::string_view name = "pool.list";
  static constexpr std::string_view about = "Lists the pools that tickets can be submitted to.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::edge;
  static constexpr role who = role::guest;
  using answer = struct pool_list;
  static constexpr auto fields() { return std::tuple{}; }
};

struct pool_list {
  static constexpr std::string_view name = "pool_list";
  static constexpr std::string_view about = "All pools.";
  std::vector<pool_rules> pools;
  static constexpr auto fields() {
    return std::tuple{field{"pools", &pool_list::pools, "By kind and region.", bounds{0, 4'096}}};
  }
};

/// A request as the pool needs it. The times are set when it is decided.
/// Errors: those of `wishes_of`; `party_invalid` if the caller is not in their own party.
result<ticket> ticket_of(const id_secret& secret, const submit_request& from, const pool_rules& rules,
                         const user_id& by, const request_key& key);

}  // namespace moim
