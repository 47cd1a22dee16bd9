#pragma once

#include "actors/outlet.hpp"

#include <algorithm>
#include <unordered_map>

namespace moim {

/// Which sessions of one outlet follow which lists.
class list_topics {
 public:
  void add(listing_number listing, session_number session) {
    auto& sessions = sessions_[listing];
    sessions.insert(std::upper_bound(sessions.begin(), sessions.end(), session), session);
  }
  void remove(listing_number listing, session_number session) {
    auto found = sessions_.find(listing);
    if (found == sessions_.end()) return;
    auto& sessions = found->second;
    auto where = std::lower_bound(sessions.begin(), sessions.end(), session);
    if (where != sessions.end() && *where == session) sessions.erase(where);
    if (sessions.empty()) sessions_.erase(found);
  }
  /// In their order.
  const std::vector<session_number>& of(listing_number listing) const {
    static const std::vector<session_number> nobody;
    auto found = sessions_.find(listing);
    return found == sessions_.end() ? nobody : found->second;
  }
  std::size_t size() const { return sessions_.size(); }

 private:
  std::unordered_map<listing_number, std::vector<session_number>> sessions_;
};

}  // namespace moim
