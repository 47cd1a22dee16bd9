#pragma once

#include "metrics/labels.hpp"
#include "net/session/open_batches.hpp"
#include "net/session/session_services.hpp"
#include "net/wire/rpc_id.hpp"

namespace moim {

/// What a client asked, as far as answering it needs to be known.
struct asked {
  /// Nothing: a notification, which is not answered.
  std::optional<rpc_id> id;
  method_label method = method_label::unknown;
  /// When it was there, by the steady clock.
  std::int64_t began_ns = 0;
  batch_place in{};
};

/// What is to be done with an actor's answer.
enum class call_role : std::uint8_t {
  plain,         ///< pass it on
  open,          ///< it lets the session in; nobody asked on the wire (the token came with the upgrade)
  authenticate,  ///< it lets the session in, and is the answer to `session.authenticate`
  follow,        ///< the session follows an entity
  list,          ///< the session follows a list
  resume,        ///< one of the entities of `session.resume`
  badge,         ///< one of those that an `inbox.badge` asks
};

/// A call that the actors have not answered yet.
struct pending_call {
  request_number number = 0;  ///< given by `pending_calls::add`
  call_role role{};
  entity_id topic{};   ///< follow and resume; a room that a badge asks
  asked what{};        ///< not of open, resume and badge
  bool reads = false;  ///< the answer may be large
};

/// The calls of one session that the actors have not answered yet. Numbers them, and counts them for the session and
/// for the server.
class pending_calls {
 public:
  pending_calls(session_services& shared, session_number session) : shared_{shared}, session_{session} {}

  /// Where the answer to `call` goes.
  reply_address add(pending_call call);
  /// The call that was answered; nothing if it is none of these, or was answered before.
  std::optional<pending_call> take(request_number number);
  /// Nobody waits for the answers any more. They still count for the server until the actors have answered.
  void clear();

  /// Unanswered requests of the client's: the parts of a `session.resume`, and those that an `inbox.badge` asks, are
  /// none by themselves.
  std::size_t in_flight() const { return in_flight_; }
  /// Unanswered requests whose answers may be large, each part of a `session.resume` included.
  std::size_t reads() const { return reads_; }

 private:
  session_services& shared_;
  const session_number session_;
  std::vector<pending_call> calls_;  // in the order of their numbers
  request_number last_ = 0;
  std::size_t in_flight_ = 0;
  std::size_t reads_ = 0;
};

}  // namespace moim
