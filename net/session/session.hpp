#pragma once

#include "net/session/conversation.hpp"
#include "net/session/heartbeat.hpp"
#include "net/session/reading_watch.hpp"
#include "net/websocket/frame_reader.hpp"

#include <limits>

namespace moim {

/// One WebSocket connection after its upgrade, as a pure state machine: bytes, answers and ticks in; bytes, messages to
/// the actors and a deadline out. It knows no socket, no thread and no clock.
///
/// Open until it closes itself (`close`) or the client does; then it waits, for a while, for the other's close frame
/// and for what is left to be written. `is_over` says that the connection can go. Frames, time and closing are its own
/// job; what the client asks and is told is its `conversation`'s.
class session {
 public:
  session(session_services& shared, session_number number, encoding in, const instant& now);

  /// The upgrade's Authorization header said who this is.
  void identify(const identity& who, const instant& now);
  /// Bytes from the client; they are unmasked in place. Requests for which there is no room are kept, and taken by a
  /// later call, be it without bytes.
  void receive(std::span<char> bytes, const instant& now);
  /// Whether the client's bytes are wanted now: not while so much waits for the client that no request is taken.
  bool wants_bytes() const { return phase_ != phase::open || !(stopped_ || conversation_.is_full()); }
  /// Whether requests were kept and can be taken now.
  bool may_go_on() const { return phase_ == phase::open && stopped_ && !conversation_.is_full(); }
  /// What is due at `now`: closing, pinging.
  void tick(const instant& now);
  /// The store's time was moved by hand: the token may be over.
  void look_at_clock(const instant& now);
  /// No more requests: closes as soon as those under way are answered.
  void drain(const instant& now);
  void close(close_code code, const instant& now, std::string_view reason = {});
  /// Makes room for others: closes an open session as `slow_reader`. False if it was not open.
  bool shed(const instant& now);
  /// The connection is gone: lets go of rooms and of the person.
  void end();

  void answer(request_number request, result<method_answer> answer, const instant& now);
  void followed(request_number request, audience who, followed_answer answer, const instant& now);
  void notify(const person_push& push, const instant& now);
  /// The client's person may not follow an entity any more; the frame says so.
  void shut_out(const entity_id& topic, const shared_frame& told, const instant& now);
  /// A framed publication of a room that this session follows; false if the queue is full: then `close` with
  /// `slow_reader`.
  [[nodiscard]] bool push(const shared_frame& frame);

  session_number number() const { return number_; }
  encoding wire() const { return conversation_.replies().wire(); }
  const send_queue& output() const { return conversation_.replies().queue(); }
  /// The first `bytes` of the output were written.
  void written(std::size_t bytes);
  /// What waits for the client: to be written, or for the rest of its batch.
  std::size_t outbox_bytes() const { return conversation_.replies().bytes(); }
  /// Of that, what no other session holds, too.
  std::size_t own_bytes() const { return conversation_.replies().own_bytes(); }
  bool is_over() const { return phase_ == phase::over; }
  /// Why it ended: its own close code, the client's goodbye, or neither.
  close_reason why_closed() const;
  static constexpr time_ms never_ms = std::numeric_limits<time_ms>::max();
  /// When `tick` has to be called at the latest, in `instant::steady_ms`; `never_ms` if it need not.
  time_ms deadline() const;

 private:
  enum class phase : std::uint8_t { open, closing, over };

  void take_frames(const instant& now);
  void handle(const websocket::incoming& frame, const instant& now);
  void handle_close(std::string_view payload);
  void close_if_over(const instant& now);
  void request_ended(const instant& now);

  session_services& shared_;
  const session_number number_;
  websocket::frame_reader reader_;
  heartbeat heartbeat_;
  reading_watch reading_;
  conversation conversation_;
  time_ms close_until_ms_ = 0;  // by the steady clock
  std::optional<close_code> closed_with_;
  phase phase_ = phase::open;
  bool client_said_goodbye_ = false;
  bool stopped_ = false;  // taking requests; what was received after that is kept
  bool was_shed_ = false;
};

}  // namespace moim
