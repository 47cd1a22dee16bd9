#pragma once

#include "domain/matching/tickets/ticket.hpp"
#include "domain/matching/tickets/ticket_end.hpp"

/// What happens to a ticket while the people whom it names are asked whether they want to be in it.
namespace moim {

struct party_invited {
  static constexpr std::uint16_t code = 115;
  static constexpr std::string_view name = "party_invited";
  static constexpr std::string_view about =
      "A ticket that names others came in. It waits for nobody before all of them have accepted.";
  moim::ticket ticket;
  time_ms until = 0;
  std::vector<user_id> asked;
  static constexpr auto fields() {
    return std::tuple{
        field{"ticket", &party_invited::ticket, "The ticket; the first of its people has submitted it."},
        field{"until", &party_invited::until, "At this time it is over unless all have accepted."},
        field{"asked", &party_invited::asked,
              "Who is asked. Whoever is not, for they avoid the inviter or are asked by many, never accepts.",
              bounds{0, 64}}};
  }
};

struct party_accepted {
  static constexpr std::uint16_t code = 116;
  static constexpr std::string_view name = "party_accepted";
  static constexpr std::string_view about = "A person joins the party of a ticket, which has their place from then on.";
  ticket_id ticket;
  user_id user;
  static constexpr auto fields() {
    return std::tuple{field{"ticket", &party_accepted::ticket, "Which."}, field{"user", &party_accepted::user, "Who."}};
  }
};

struct party_closed {
  static constexpr std::uint16_t code = 117;
  static constexpr std::string_view name = "party_closed";
  static constexpr std::string_view about =
      "Nobody is asked by a ticket any more: it ended, or all have accepted and this very commit submits it.";
  ticket_id ticket;
  std::optional<ticket_end> why;
  std::vector<user_id> users;
  time_ms since = 0;
  static constexpr auto fields() {
    return std::tuple{
        field{"ticket", &party_closed::ticket, "Which."},
        field{"why", &party_closed::why, "Why it ended; absent if it did not."},
        field{"users", &party_closed::users, "Whoever submitted it, then those who were asked.", bounds{1, 64}},
        field{"since", &party_closed::since, "Since when they were asked."}};
  }
};

}  // namespace moim
