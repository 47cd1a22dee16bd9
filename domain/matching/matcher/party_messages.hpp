#pragma once

#include "domain/matching/matcher/ticket_messages.hpp"

/// What those are asked and told whom another's ticket names.
namespace moim {

struct accept_party {
  static constexpr std::string_view name = "party.accept";
  static constexpr std::string_view about =
      "Joins the party of a ticket that names the caller, and takes their one place in the pool. The ticket waits for "
      "others once all whom it names have accepted.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::ticket_not_found, errc::not_invited, errc::already_waiting, errc::penalised>;
  ticket_id ticket;
  static constexpr auto fields() { return std::tuple{field{"ticket", &accept_party::ticket, "The inviter's ticket."}}; }
};

struct decline_party {
  static constexpr std::string_view name = "party.decline";
  static constexpr std::string_view about = "Does not want to be in a party: its ticket ends, and the inviter is told.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::ticket_not_found, errc::not_invited>;
  ticket_id ticket;
  static constexpr auto fields() {
    return std::tuple{field{"ticket", &decline_party::ticket, "The inviter's ticket."}};
  }
};

struct list_parties {
  static constexpr std::string_view name = "party.list";
  static constexpr std::string_view about =
      "Lists the tickets in a pool that invite the caller and wait for an answer.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = ticket_list;
  using errors = error_list<errc::pool_unknown>;
  std::string kind;
  std::optional<std::string> region;
  static constexpr auto fields() {
    return std::tuple{field{"kind", &list_parties::kind, "A kind that has a pool.", bounds{1, 32}},
                      field{"region", &list_parties::region, "Which of its pools, if it has several.", bounds{0, 32}}};
  }
};

/// Pushed to all sessions of somebody who is asked.
struct invited_to_party {
  static constexpr std::string_view name = "party.invited";
  static constexpr std::string_view about =
      "Pushed to all of a person's sessions when a ticket names them: `party.accept` and `party.decline` answer. "
      "Whoever was not connected finds it by `party.list`.";
  ticket_id ticket;
  std::string kind;
  std::optional<std::string> region;
  std::vector<user_id> users;
  std::int64_t until_ms = 0;
  static constexpr auto fields() {
    return std::tuple{
        field{"ticket", &invited_to_party::ticket, "The ticket."},
        field{"kind", &invited_to_party::kind, "The kind whose pool it is in.", bounds{1, 32}},
        field{"region", &invited_to_party::region, "Which of its pools, if it has several.", bounds{0, 32}},
        field{"users", &invited_to_party::users, "Its people; the first has submitted it."},
        field{"until_ms", &invited_to_party::until_ms,
              "At this time it is over unless all have accepted (ms since 1970)."}};
  }
};

/// Pushed to all sessions of those who were asked, and of who asked them.
struct party_over {
  static constexpr std::string_view name = "party.over";
  static constexpr std::string_view about =
      "Pushed to all sessions of those whom a ticket invited, and of who submitted it, when nobody is asked any more.";
  ticket_id ticket;
  bool formed = false;
  static constexpr auto fields() {
    return std::tuple{field{"ticket", &party_over::ticket, "The ticket."},
                      field{"formed", &party_over::formed, "All have accepted, and the ticket waits; else it ended."}};
  }
};

}  // namespace moim
