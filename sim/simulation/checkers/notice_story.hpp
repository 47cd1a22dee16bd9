#pragma once

#include "domain/room/room.hpp"

#include <deque>
#include <set>

namespace moim::sim {

/// A notice of the commit that is being read, and whom it may be told to.
struct fresh_notice {
  notice what;
  std::set<user_id> people;
  /// Whether it is for whoever sits there, or hosts it, and not only for whom it is about.
  bool is_for_all = false;
  /// Whoever sits down or becomes host later in the same commit may hear of it, or not.
  std::set<user_id> newcomers{};
};

/// The notices of a room as its log tells them.
struct notice_story {
  std::vector<notice> told;
  /// Whoever has been the host at any time.
  std::set<user_id> hosts;
  // Of the commit that is being read:
  /// What the kind's table names and has no notice yet, in order, and whom it is about.
  std::deque<std::pair<std::string, std::optional<user_id>>> missing;
  std::optional<user_id> asked_by;
  std::vector<fresh_notice> fresh;
};

/// Whose inboxes have to hear of which notice, and whose may.
struct notice_book {
  using line = std::tuple<room_id, std::uint64_t, user_id>;
  std::set<line> surely;
  std::set<line> perhaps;

  /// The room's log was forked: what was promised there may never have been.
  void forget(const room_id& room) {
    std::erase_if(surely, [&](const line& each) { return std::get<0>(each) == room; });
  }
};

}  // namespace moim::sim
