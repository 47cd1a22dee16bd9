#pragma once

#include "actors/outlet.hpp"
#include "metrics/labels.hpp"
#include "net/wire/rpc_id.hpp"

#include <algorithm>

namespace moim {

/// What a client asked, as far as answering it needs to be known.
struct asked {
  rpc_id id;
  method_label method = method_label::unknown;
  /// When it was there, by the steady clock.
  std::int64_t began_ns = 0;
};

/// What is to be done with an actor's answer.
enum class call_role : std::uint8_t {
  plain,         ///< pass it on
  open,          ///< it lets the session in; nobody asked on the wire (the token came with the upgrade)
  authenticate,  ///< it lets the session in, and is the answer to `session.authenticate`
  follow,        ///< the session follows a room
  resume,        ///< one of the rooms of `session.resume`
};

/// A call that the actors have not answered yet.
struct pending_call {
  request_number number = 0;
  call_role role{};
  room_id room{};  ///< follow and resume
  asked what{};    ///< not of open and resume
};

/// The calls of one session that are not answered yet, in the order of their numbers.
class pending_calls {
 public:
  void add(pending_call call) { calls_.push_back(std::move(call)); }

  std::optional<pending_call> take(request_number number) {
    auto found = std::lower_bound(calls_.begin(), calls_.end(), number,
                                  [](const pending_call& each, request_number wanted) { return each.number < wanted; });
    if (found == calls_.end() || found->number != number) return std::nullopt;
    auto call = std::move(*found);
    calls_.erase(found);
    return call;
  }

  bool is_about_to_follow(const room_id& room) const {
    return std::any_of(calls_.begin(), calls_.end(), [&](const auto& each) { return each.room == room; });
  }

  void clear() { std::vector<pending_call>{}.swap(calls_); }

 private:
  std::vector<pending_call> calls_;
};

}  // namespace moim
