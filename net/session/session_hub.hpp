#pragma once

#include "net/session/session.hpp"

#include <queue>

namespace moim {

/// The sessions of one I/O thread (or of one simulated node) and the entities that they follow. Pure, as sessions are:
/// it is told what came in and at what time, and asked what has to go out. Not safe from several threads.
///
/// After each call, or some of them, the driver
///   1. hands `take_messages` to the actors, in order;
///   2. for each of `take_touched`: writes `output`, says how much with `written`, and once `is_over` and the output is
///      empty (or cannot be written) closes the connection and calls `disconnect`;
///   3. for each it has written to: passes on what the client sends only while `wants_bytes`; and if it `may_go_on`,
///      calls `receive`, for which no more bytes need to be there;
///   4. calls `tick` no later than `next_deadline`, and every 100 ms where all may want more than there is: past
///      `max_hub_outbox_bytes` a tick closes those that hold most.
/// What the actors answer is passed in by the functions named as the outlet's. Everything happens in the order of the
/// calls; nothing depends on addresses or hashes.
class session_hub {
 public:
  /// `kinds` and `metrics` outlive the hub. `self` is where the actors' answers to these sessions go.
  session_hub(const session_limits& limits, const kind_table& kinds, const id_secret& secret, token_check check_token,
              edge_metrics& metrics, outlet& self);

  /// A connection has finished its upgrade; `who` if that said who it is.
  session_number connect(encoding in, const std::optional<identity>& who, const instant& now);
  /// Bytes from a client; they are unmasked in place.
  void receive(session_number number, std::span<char> bytes, const instant& now);
  /// Whether bytes from a client are wanted now. Those that come all the same are kept.
  bool wants_bytes(session_number number) const { return session_of(number).wants_bytes(); }
  /// Whether a client's requests were kept and can be taken now.
  bool may_go_on(session_number number) const { return session_of(number).may_go_on(); }
  /// The connection is gone.
  void disconnect(session_number number);
  /// What is due at `now`.
  void tick(const instant& now);
  /// The store's time was moved by hand.
  void look_at_clock(const instant& now);
  /// No more requests; sessions are closed as soon as what they asked for is answered.
  void drain(const instant& now);

  void answer(session_number number, request_number request, result<method_answer> answer, const instant& now);
  void followed(session_number number, request_number request, audience who, followed_answer answer,
                const instant& now);
  void publish(const publication& what, const instant& now);
  void shut_out(const exclusion& whom, const instant& now);
  void publish_list(const listing_publication& publication, const instant& now);
  void notify(session_number number, const person_push& push, const instant& now);

  /// When `tick` is due, in `instant::steady_ms`; nothing: while nothing else happens, never.
  std::optional<time_ms> next_deadline() const;
  /// Replaces `into` by the messages for the actors.
  void take_messages(std::vector<node_message>& into);
  /// Replaces `into` by the sessions that may have something to write or be over.
  void take_touched(std::vector<session_number>& into);
  const send_queue& output(session_number number) const { return session_of(number).output(); }
  void written(session_number number, std::size_t bytes);
  bool is_over(session_number number) const { return session_of(number).is_over(); }
  /// All that waits for a session, as if it had been written.
  std::string take_output(session_number number);

  std::size_t sessions() const { return open_; }
  /// Calls that the actors have not answered yet.
  std::size_t in_flight() const { return shared_.in_flight; }
  bool is_draining() const { return shared_.draining; }

 private:
  struct slot {
    std::unique_ptr<session> here;
    std::uint32_t generation = 0;
    bool touched = false;
    std::size_t counted_bytes = 0;      // of its outbox, in the metric
    std::size_t counted_own_bytes = 0;  // of its own outbox, in `session_services::outbox_bytes`
    time_ms wake_ms = 0;                // its entry in `wakes_` that counts
  };
  using wake = std::pair<time_ms, session_number>;

  session* find(session_number number);
  const session& session_of(session_number number) const;
  slot& slot_of(session_number number) { return slots_[static_cast<std::uint32_t>(number)]; }
  void touch(session_number number);
  void schedule(session_number number);
  void count_bytes(session_number number);
  void shed(const instant& now);
  void call_answered();

  session_services shared_;
  std::vector<slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::size_t open_ = 0;
  std::vector<session_number> touched_;
  std::priority_queue<wake, std::vector<wake>, std::greater<>> wakes_;
};

}  // namespace moim
