#pragma once

#include "net/auth/identity.hpp"
#include "net/close_codes.hpp"
#include "net/instant.hpp"
#include "net/outbox.hpp"
#include "net/pending_calls.hpp"
#include "net/rate_bound.hpp"
#include "net/resume_gather.hpp"
#include "net/session_services.hpp"
#include "net/websocket/frame_reader.hpp"
#include "net/wire/codec.hpp"

#include <limits>

namespace moim {

/// One WebSocket connection after its upgrade, as a pure state machine: bytes, answers and ticks in; bytes, messages to
/// the actors and a deadline out. It knows no socket, no thread and no clock.
///
/// Open until it closes itself (`close`) or the client does; then it waits, for a while, for the other's close frame
/// and for what is left to be written. `is_over` says that the connection can go.
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
  /// A framed publication of a room that this session follows; false if the outbox is full: then `close` with
  /// `slow_reader`.
  [[nodiscard]] bool push(const shared_frame& frame);

  session_number number() const { return number_; }
  encoding wire() const { return encoding_; }
  outbox& output() { return output_; }
  const outbox& output() const { return output_; }
  bool is_over() const { return phase_ == phase::over; }
  /// Who or what ended it: its own close code, the client's goodbye, or neither.
  close_reason why_closed() const;
  static constexpr time_ms never_ms = std::numeric_limits<time_ms>::max();
  /// When `tick` has to be called at the latest, in `instant::steady_ms`; `never_ms` if it need not.
  time_ms deadline() const;

 private:
  enum class phase : std::uint8_t { open, closing, over };

  // session.cpp: frames and time
  void handle(const websocket::incoming& frame, const instant& now);
  void handle_close(std::string_view payload);
  void append(websocket::opcode kind, std::string_view payload, const instant& now);
  void release();

  // session_calls.cpp: what the client asks for
  void handle_message(std::string_view message, const instant& now);
  void refuse_malformed(const call_failure& failure, const instant& now);
  bool within_rate(const std::optional<rpc_id>& id, const instant& now);
  std::optional<error> why_not(const method_call& call) const;
  void dispatch(incoming_call& call, const instant& now);
  void authenticate_with(std::string_view token, asked what, const instant& now);
  void open_for(const identity& who, pending_call call, const instant& now);
  void create(incoming_call& call, const create_room& wanted, const instant& now);
  void deliver_room(incoming_call& call, const room_id& room, room_command command, const instant& now);
  // session_tickets.cpp: tickets and the inbox
  void submit(incoming_call& call, const submit_request& wanted, const instant& now);
  void list(incoming_call& call, const list_tickets& wanted, const instant& now);
  void explain(incoming_call& call, const explain_request& wanted, const instant& now);
  template <class Wanted>
  void ask_pool_of(incoming_call& call, const Wanted& wanted, const instant& now);
  void deliver_pool(incoming_call& call, const pool_id& pool, std::variant<matcher_command, ticket_query> command,
                    const instant& now);
  void deliver_inbox(incoming_call& call, inbox_command command, const instant& now);

  reply_address await(pending_call call);
  time_ms deadline_of(const incoming_call& call, const instant& now) const;
  static asked asked_by(incoming_call& call, const instant& now) {
    return {std::move(call.id), method_of(call.call), now.steady_ns};
  }

  // session_follows.cpp: following rooms
  void subscribe(incoming_call& call, const subscribe_room& wanted, const instant& now);
  void unsubscribe(const room_id& room, const asked& what, const instant& now);
  void resume(incoming_call& call, const resume_session& wanted, const instant& now);
  std::optional<error> why_not_resume(const resume_session& wanted) const;
  void deliver_follow(pending_call call, const subscribe_room& wanted, time_ms deadline);
  void resume_if_complete(const instant& now);

  // session_answers.cpp: what the client is told
  void opened(const pending_call& call, const result<method_answer>& answer, const instant& now);
  session_view view(const instant& now) const;
  void tell(const asked& what, const result<method_answer>& answer, const instant& now);
  void tell_of_rooms(const asked& what, const result<method_answer>& answer, const instant& now);
  void encode_reply(const asked& what, const result<method_answer>& answer, const instant& now);
  void refuse(const std::optional<rpc_id>& id, const error& why, const instant& now);
  void request_ended(const instant& now);

  session_services& shared_;
  const session_number number_;
  websocket::frame_reader reader_;
  outbox output_;
  pending_calls calls_;
  std::unique_ptr<resume_gather> gather_;
  std::vector<room_id> rooms_;  // that it follows, ordered
  rate_bound rate_;
  rate_bound explanations_;
  std::optional<identity> who_;
  time_ms authenticate_until_ms_ = 0;  // by the steady clock, as all of these
  time_ms expires_ms_ = 0;
  time_ms heard_ms_ = 0;
  time_ms close_until_ms_ = 0;
  request_number last_request_ = 0;
  std::uint32_t follows_under_way_ = 0;
  std::uint32_t in_flight_ = 0;
  std::uint32_t malformed_in_a_row_ = 0;
  std::uint32_t refused_in_a_row_ = 0;
  std::uint32_t tokens_refused_ = 0;
  std::optional<close_code> closed_with_;
  const encoding encoding_;
  phase phase_ = phase::open;
  bool pinged_ = false;
  bool client_said_goodbye_ = false;
};

}  // namespace moim
