#pragma once

#include "net/session/badge_gather.hpp"
#include "net/session/call_gate.hpp"
#include "net/session/call_router.hpp"
#include "net/session/followed_lists.hpp"
#include "net/session/followed_topics.hpp"
#include "net/session/reply_writer.hpp"
#include "net/session/session_identity.hpp"

namespace moim {

/// What the client of an open session asks, and what it is told. Messages, answers and pushes in; messages to the
/// actors and replies out. It knows no bytes, no frames and no closing: when the session has to end, `why_over` says
/// so, and the session obeys.
class conversation {
 public:
  conversation(session_services& shared, session_number session, encoding in, const instant& now);

  /// The upgrade's Authorization header said who this is.
  void identify(const identity& who, const instant& now);
  /// One message of the client's: a request, a notification, or a batch of such.
  void receive(std::string_view message, const instant& now);
  /// The actors' answer to a request.
  void answer(request_number request, result<method_answer> answer, const instant& now);
  void followed(request_number request, audience who, followed_answer answer, const instant& now);
  /// The client's person may not follow an entity any more; `told` says so.
  void shut_out(const entity_id& topic, const shared_frame& told);
  void notify(const person_push& push);
  /// The store's time was moved by hand.
  void look_at_clock(const instant& now) { client_.look_at_clock(now); }
  /// A framed publication of something that the session follows. False if too much waits for the client.
  [[nodiscard]] bool push(const shared_frame& frame);
  void ping() { replies_.ping(); }
  void pong(std::string_view payload) { replies_.pong(payload); }

  /// Lets go of all that others keep for this session. What the actors still answer is then nobody's.
  void end();

  /// Whether so much waits for the client, or will, that no request is to be taken now.
  bool is_full() const;
  /// Whether no request of the client's is unanswered.
  bool is_idle() const { return calls_.in_flight() == 0 && !topics_.is_resuming() && !badge_; }
  /// Why the session has to end; the first reason there was.
  std::optional<close_code> why_over() const { return over_; }
  const session_identity& client() const { return client_; }
  reply_writer& replies() { return replies_; }
  const reply_writer& replies() const { return replies_; }

 private:
  void receive_batch(std::string_view message, const instant& now);
  void take(call_or_failure received, const batch_place& in, const instant& now);
  void refuse_malformed(const asked& what, const error& why, const instant& now);
  bool within_rate(const asked& what, const instant& now);
  void describe_methods(const asked& what);
  void dispatch(const incoming_call& call, asked what, const instant& now);
  void authenticate_with(std::string_view token, asked what, const instant& now);
  void open_for(const identity& who, pending_call call, const instant& now);
  void opened(const pending_call& call, const result<method_answer>& answer, const instant& now);
  void pass_on(result<routed_call> where, bool reads, asked what, const instant& now);

  void begin_badge(const read_badge& wanted, asked what, const caller& who, time_ms deadline, const instant& now);
  void ask_for_badge(result<routed_call> where, const room_id& room);
  void badge_answered(const room_id& room, result<method_answer> answer, const instant& now);

  void subscribe(const follow_wanted& wanted, asked what, time_ms deadline, const instant& now);
  void unsubscribe(const entity_id& topic, const asked& what, const instant& now);
  void resume(const resume_session& wanted, asked what, time_ms deadline, const instant& now);
  void begin_follow(pending_call call, const follow_wanted& wanted, time_ms deadline);
  void resume_if_complete(const instant& now);

  void subscribe(const subscribe_listing& wanted, asked what, time_ms deadline, const instant& now);
  void unsubscribe(listing_number listing, const asked& what, const instant& now);

  void tell_of_topics(const asked& what, const result<method_answer>& answer, const instant& now);
  void end_with(close_code why);
  caller caller_of(const incoming_call& call) const;
  time_ms deadline_of(const incoming_call& call, const instant& now) const;

  session_services& shared_;
  const session_number session_;
  const call_router router_;
  call_gate gate_;
  session_identity client_;
  pending_calls calls_;
  followed_topics topics_;
  followed_lists lists_;
  reply_writer replies_;
  /// An `inbox.badge` that is under way; there is one at a time.
  std::optional<badge_gather> badge_;
  std::optional<close_code> over_;
};

}  // namespace moim
