#pragma once

#include "net/session/conversation.hpp"
#include "net/session/heartbeat.hpp"
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
  /// Bytes from the client; they are unmasked in place.
  void receive(std::span<char> bytes, const instant& now);
  /// What is due at `now`: closing, pinging.
  void tick(const instant& now);
  /// The store's time was moved by hand: the token may be over.
  void look_at_clock(const instant& now);
  /// No more requests: closes as soon as those under way are answered.
  void drain(const instant& now);
  void close(close_code code, const instant& now, std::string_view reason = {});
  /// The connection is gone: lets go of rooms and of the person.
  void end();

  void answer(request_number request, result<method_answer> answer, const instant& now);
  void followed(request_number request, audience who, room_followed answer, const instant& now);
  void notify(const person_push& push, const instant& now);
  /// A framed publication of a room that this session follows; false if the queue is full: then `close` with
  /// `slow_reader`.
  [[nodiscard]] bool push(const shared_frame& frame);

  session_number number() const { return number_; }
  encoding wire() const { return conversation_.replies().wire(); }
  send_queue& output() { return conversation_.replies().queue(); }
  const send_queue& output() const { return conversation_.replies().queue(); }
  /// What waits for the client: to be written, or for the rest of its batch.
  std::size_t outbox_bytes() const { return conversation_.replies().bytes(); }
  bool is_over() const { return phase_ == phase::over; }
  /// Why it ended: its own close code, the client's goodbye, or neither.
  close_reason why_closed() const;
  static constexpr time_ms never_ms = std::numeric_limits<time_ms>::max();
  /// When `tick` has to be called at the latest, in `instant::steady_ms`; `never_ms` if it need not.
  time_ms deadline() const;

 private:
  enum class phase : std::uint8_t { open, closing, over };

  void handle(const websocket::incoming& frame, const instant& now);
  void handle_close(std::string_view payload);
  void close_if_over(const instant& now);
  void request_ended(const instant& now);

  session_services& shared_;
  const session_number number_;
  websocket::frame_reader reader_;
  heartbeat heartbeat_;
  conversation conversation_;
  time_ms close_until_ms_ = 0;  // by the steady clock
  std::optional<close_code> closed_with_;
  phase phase_ = phase::open;
  bool client_said_goodbye_ = false;
};

}  // namespace moim
