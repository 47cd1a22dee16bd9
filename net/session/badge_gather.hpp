#pragma once

#include "domain/protocol.hpp"
#include "net/session/pending_calls.hpp"

namespace moim {

/// An `inbox.badge` on its way: the inbox and the person's list of rooms are asked first, then the newest of those
/// rooms for what they have after what is read.
class badge_gather {
 public:
  badge_gather(asked what, const caller& who, time_ms deadline)
      : what_{std::move(what)}, who_{who}, deadline_{deadline} {}

  const asked& what() const { return what_; }
  const caller& who() const { return who_; }
  time_ms deadline() const { return deadline_; }

  /// One answer of those that are waited for. \param from the room that gave it; none: the inbox, or the list
  void take(const room_id& from, result<method_answer> answer);
  /// What to ask next; each has to be answered to `take`.
  std::vector<list_notices> take_questions();
  bool complete() const { return waiting_ == 0; }
  /// The badge; or why the inbox or the list could not be read.
  result<method_answer> take_answer();

 private:
  void take_first(method_answer answer);
  void count(const room_id& room, const notice_page& page);
  void plan_questions();
  room_badge& entry_of(const room_id& room);

  asked what_;
  caller who_;
  time_ms deadline_;
  std::optional<error> why_not_;
  std::optional<inbox_badge> badge_;
  std::optional<user_rooms> seats_;
  std::vector<list_notices> questions_;
  std::size_t waiting_ = 2;
};

}  // namespace moim
