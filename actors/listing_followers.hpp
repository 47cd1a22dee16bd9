#pragma once

#include "actors/outlet.hpp"

#include <map>

namespace moim {

/// How many sessions of each outlet follow which list. Each `listing_followed` that was answered counts until its
/// `unfollow_listing` comes, so that no order of the two can lose a follower.
class listing_followers {
 public:
  void add(listing_number listing, outlet* from) { ++counts_[listing][from]; }

  /// False if nobody follows the list any more.
  bool remove(listing_number listing, outlet* from) {
    auto found = counts_.find(listing);
    if (found == counts_.end()) return false;
    auto& outlets = found->second;
    auto count = outlets.find(from);
    if (count != outlets.end() && --count->second == 0) outlets.erase(count);
    if (!outlets.empty()) return true;
    counts_.erase(found);
    return false;
  }

  /// Calls `visit(outlet&)` for each outlet with followers.
  template <class Visitor>
  void each_outlet(listing_number listing, Visitor&& visit) const {
    auto found = counts_.find(listing);
    if (found == counts_.end()) return;
    for (const auto& [to, count] : found->second) visit(*to);
  }

 private:
  std::map<listing_number, std::map<outlet*, std::size_t>> counts_;
};

}  // namespace moim
