#pragma once

#include "domain/protocol.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace moim {

/// Numbers a session of one outlet; never used twice.
using session_number = std::uint64_t;
/// Numbers a session's requests; the client's own id stays in the session.
using request_number = std::uint64_t;

/// Commits of a room on their way to its followers: one text per audience (rules 12 and 17).
struct room_publication {
  room_id room;
  std::array<room_changed, audience_count> seen_by;
  /// Instead of `seen_by`: the room's log is another one than it was, and sessions get the room as it is now.
  std::optional<std::array<room_reset, audience_count>> reset{};
  /// People who see the room as another audience from the next publication on.
  std::vector<std::pair<user_id, audience>> moved;
};

/// The way out of the actors: one for each I/O thread. Calls come from any thread, and those of one actor arrive in
/// order.
class outlet {
 public:
  virtual ~outlet() = default;
  /// Every call that was delivered is answered exactly once, here or in `followed`.
  virtual void answer(session_number session, request_number request, result<method_answer> answer) = 0;
  /// The answer to `follow_room`: from here on publications of this room come to this outlet.
  virtual void followed(session_number session, request_number request, audience who, room_followed answer) = 0;
  virtual void publish(std::shared_ptr<const room_publication> publication) = 0;
  /// To one session of the person it is about.
  virtual void notify(session_number session, person_push push) = 0;
  /// Sends on its way what was given to it since an `outlet_turn` promised to do so.
  virtual void wake() {}
};

/// One turn of an actor on this thread. An outlet that is given something during it is woken once, at its end: waking
/// an I/O thread is a call of the kernel's, and a commit may have thousands of answers.
class outlet_turn {
 public:
  outlet_turn() : outer_(std::exchange(current_, this)) {}
  ~outlet_turn() {
    current_ = outer_;
    for (std::size_t i = 0; i < count_; ++i) touched_[i]->wake();
  }
  outlet_turn(const outlet_turn&) = delete;
  outlet_turn& operator=(const outlet_turn&) = delete;

  /// Whether the outlet will be woken at the end of this thread's turn. If not, it has to see to that itself.
  static bool will_wake(outlet& of) { return current_ && current_->add(of); }

 private:
  bool add(outlet& of) {
    auto end = touched_.begin() + static_cast<std::ptrdiff_t>(count_);
    if (std::find(touched_.begin(), end, &of) != end) return true;
    if (end == touched_.end()) return false;
    *end = &of;
    ++count_;
    return true;
  }

  static inline thread_local outlet_turn* current_ = nullptr;
  outlet_turn* outer_;
  std::array<outlet*, 16> touched_{};
  std::size_t count_ = 0;
};

/// Where the answer to a call goes.
struct reply_address {
  outlet* to = nullptr;
  session_number session = 0;
  request_number request = 0;
};

}  // namespace moim
