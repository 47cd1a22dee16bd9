#pragma once

#include "domain/matching/matcher/matcher.hpp"
#include "tests/support/make.hpp"

/// Short ways to make pools and tickets.
namespace moim::make {

/// Two criteria: a place (any of), and the rating (spread).
inline pool_rules rules(pool_kind matching = {}) {
  matching.key = "meal";
  if (matching.criteria.empty())
    matching.criteria = {{"place", criterion_type::any_of, false}, {"rating", criterion_type::spread, false}};
  return {"", std::move(matching), meal()};
}

/// `users` want to be `people` at the place.
inline submit_request wish(std::string place, std::uint32_t people = 2, std::vector<user_id> users = {}) {
  submit_request made;
  made.kind = "meal";
  if (!users.empty()) made.users = std::move(users);
  made.size = group_size{people, people, {}};
  made.criteria = criteria{{{"place", {std::move(place)}, true, {}, {}, {}}}};
  return made;
}

inline submit_resolved submit(const submit_request& from, const pool_rules& rules, const caller& who) {
  return {std::make_shared<const pool_rules>(rules), *moim::ticket_of(secret, from, rules, who.user, *who.key),
          from.ttl_s};
}

inline ticket_id ticket_of(const caller& who, const pool_rules& rules) {
  return submitted_ticket_id(secret, who.user, *who.key, id_of(rules));
}

}  // namespace moim::make
