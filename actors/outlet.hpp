#pragma once

#include "actors/listing_publication.hpp"
#include "actors/publication.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

namespace moim {

/// Numbers a session of one outlet; never used twice.
using session_number = std::uint64_t;
/// Numbers a session's requests; the client's own id stays in the session.
using request_number = std::uint64_t;

/// The way out of the actors: one for each I/O thread. Calls come from any thread, and those of one actor arrive in
/// order.
class outlet {
 public:
  virtual ~outlet() = default;
  /// Every call that was delivered is answered exactly once, here or in `followed`.
  virtual void answer(session_number session, request_number request, result<method_answer> answer) = 0;
  /// The answer to a call that asks to follow: from here on publications of that entity come to this outlet.
  virtual void followed(session_number session, request_number request, audience who, followed_answer answer) = 0;
  virtual void publish(std::shared_ptr<const publication> what) = 0;
  /// Some people may not follow an entity any more.
  virtual void shut_out(std::shared_ptr<const exclusion> whom) = 0;
  /// To all sessions that follow the list, since they were answered `listing_followed`.
  virtual void publish_list(std::shared_ptr<const listing_publication>) {}
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
