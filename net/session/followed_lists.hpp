#pragma once

#include "net/session/session_services.hpp"

namespace moim {

/// The lists that one session follows, and how many it is about to. It keeps the hub's topics and the directory
/// informed: to each `listing_followed` that was answered the directory hears one `unfollow_listing`.
class followed_lists {
 public:
  followed_lists(session_services& shared, session_number session) : shared_{shared}, session_{session} {}

  /// Errors: `too_many_subscriptions`.
  std::optional<error> why_not() const;
  /// The directory has been asked.
  void begin() { ++on_their_way_; }
  /// It has answered.
  void answered(const result<method_answer>& answer);
  /// False if the session does not follow the list.
  bool end(listing_number listing);
  void end_all();

  /// The directory has answered a session that is gone.
  static void answered_nobody(session_services& shared, const result<method_answer>& answer);

 private:
  session_services& shared_;
  const session_number session_;
  std::vector<listing_number> lists_;
  std::size_t on_their_way_ = 0;
};

}  // namespace moim
