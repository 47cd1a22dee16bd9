#pragma once

#include "domain/declare/ids.hpp"

#include <set>
#include <utility>

namespace moim::sim {

/// Who has said yes to which tickets, written down as people say it and before any server hears of it: they submit one,
/// or join one that names them. Whoever vouches says it for all whom they name.
class consent_book {
 public:
  void says_yes(const user_id& user, const ticket_id& ticket) { said_.insert({user, ticket}); }
  bool has(const user_id& user, const ticket_id& ticket) const { return said_.contains({user, ticket}); }

 private:
  std::set<std::pair<user_id, ticket_id>> said_;
};

}  // namespace moim::sim
