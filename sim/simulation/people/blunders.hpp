#pragma once

#include "sim/simulation/people/request_book.hpp"

namespace moim::sim {

/// What no careful client sends: each is refused with its own code, and costs nobody else anything (P8). Nobody waits
/// for the answers; what they were is counted.
class blunders {
 public:
  blunders(cluster& shared, client_line& line, request_book& requests, const user_id& user)
      : shared_(shared), line_(line), requests_(requests), user_(user) {}

  /// Makes one of them, about `room` if it is about one.
  void make(const room_id& room);
  /// A call that its method refuses, with a key or without.
  void send(const method_call& call, const std::optional<request_key>& key);
  /// A browser cannot say who it is before it is connected. It says it first thing, or asks too early, or shows a
  /// token that is over.
  void introduce();

  /// Messages on this line that were no requests: each is refused without an id. True if one of them was.
  bool take_garbage_refusal();
  void forget_garbage() { garbage_ = 0; }

 private:
  void send_unknown_method();
  void send_garbage(const std::string& message);
  void reuse_a_key();

  cluster& shared_;
  client_line& line_;
  request_book& requests_;
  const user_id user_;
  unsigned garbage_ = 0;
};

}  // namespace moim::sim
