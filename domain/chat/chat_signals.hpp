#pragma once

#include "domain/chat/chat_follow.hpp"
#include "domain/declare/time.hpp"

#include <map>

namespace moim {

/// What people who follow a chat tell one another that is not kept: that they are writing, and how far they have read.
/// It bounds how much of that is passed on. Times are of any steady clock.
class chat_signals {
 public:
  /// How often others hear that the same person is writing.
  static constexpr time_ms typing_every_ms = 3 * second_ms;
  /// Those who have read are told of together, so often.
  static constexpr time_ms seen_every_ms = second_ms;
  /// Of how many people others hear within a second that they are writing.
  static constexpr std::size_t max_typing = 8;

  /// Whether others are to hear now that the person is writing.
  bool types(const user_id& user, time_ms now);
  /// The person has read up to `message`. Whoever is one too many for the next push is not in it.
  void sees(const user_id& user, std::uint64_t message, time_ms now);

  /// When the next marks are to be passed on; nothing: there are none.
  std::optional<time_ms> next_at() const;
  /// The marks that are to be passed on now, by person; none while it is too early.
  std::vector<seen_mark> take_seen(time_ms now);

 private:
  /// Of whom others have heard within `typing_every_ms`, and when.
  std::map<user_id, time_ms> typed_at_;
  std::map<user_id, std::uint64_t> seen_;
  time_ms seen_told_at_ = 0;
};

}  // namespace moim
