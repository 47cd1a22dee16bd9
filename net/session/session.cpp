#include "net/session/session.hpp"

#include "domain/declare/namesakes.hpp"
#include "net/message_frame.hpp"

#include <algorithm>

namespace moim {
namespace {

/// What a closed connection is counted as: the reason that has the code's name.
constexpr close_reason reason_of(close_code code) { return value_named<close_reason>(describe(code).name); }
static_assert(std::all_of(all_close_codes.begin(), all_close_codes.end(),
                          [](const close_declaration& each) { return enum_name(reason_of(each.code)) == each.name; }));

}  // namespace

session::session(session_services& shared, session_number number, encoding in, const instant& now)
    : shared_{shared},
      number_{number},
      reader_{websocket::end::server, shared.limits.max_message_bytes},
      heartbeat_{shared.limits, now.steady_ms()},
      reading_{shared.limits},
      conversation_{shared, number, in, now} {}

void session::identify(const identity& who, const instant& now) { conversation_.identify(who, now); }

void session::receive(std::span<char> bytes, const instant& now) {
  if (phase_ == phase::over) return;
  heartbeat_.heard(now.steady_ms());
  reader_.feed(bytes);
  take_frames(now);
  if (reader_.failure() == 0) return;
  // What follows broken frames cannot be read, not even a close frame.
  if (phase_ == phase::open) close(static_cast<close_code>(reader_.failure()), now);
  phase_ = phase::over;
}

void session::take_frames(const instant& now) {
  while (phase_ != phase::over) {
    // Who has said goodbye takes nothing but the client's.
    stopped_ = phase_ == phase::open && conversation_.is_full();
    if (stopped_) return reader_.keep_rest();
    auto frame = reader_.next();
    if (!frame) return;
    handle(*frame, now);
  }
}

void session::written(std::size_t bytes) {
  conversation_.replies().queue().written(bytes);
  reading_.moved();
}

void session::handle(const websocket::incoming& frame, const instant& now) {
  if (frame.kind == websocket::opcode::close) return handle_close(frame.payload);
  // A session that has said goodbye answers nothing any more.
  if (phase_ != phase::open || frame.kind == websocket::opcode::pong) return;
  if (frame.kind == websocket::opcode::ping)
    conversation_.pong(frame.payload);
  else if (frame.kind == message_opcode(wire()))
    conversation_.receive(frame.payload, now);
  else
    close(close_code::unsupported_data, now, wire() == encoding::json ? "text frames only" : "binary frames only");
  close_if_over(now);
}

void session::handle_close(std::string_view payload) {
  if (phase_ == phase::open) conversation_.replies().append_goodbye(payload);
  client_said_goodbye_ = true;
  end();
}

void session::look_at_clock(const instant& now) {
  conversation_.look_at_clock(now);
  tick(now);
}

void session::tick(const instant& now) {
  if (phase_ == phase::closing && now.steady_ms() >= close_until_ms_) phase_ = phase::over;
  if (phase_ != phase::open) return;
  if (auto why = conversation_.client().why_over(now)) return close(*why, now);
  if (reading_.is_stuck(!output().empty(), now.steady_ms())) return close(close_code::slow_reader, now);
  // A client that is not listened to cannot be heard.
  if (!wants_bytes()) heartbeat_.heard(now.steady_ms());
  switch (heartbeat_.tick(now.steady_ms())) {
    case heartbeat::due::nothing:
      return;
    case heartbeat::due::ping:
      conversation_.ping();
      return close_if_over(now);
    case heartbeat::due::gone:
      close(close_code::idle, now);
      // It has had its time to answer.
      phase_ = phase::over;
  }
}

time_ms session::deadline() const {
  if (phase_ == phase::over) return never_ms;
  if (phase_ == phase::closing) return close_until_ms_;
  return std::min({heartbeat_.deadline(), conversation_.client().deadline(), reading_.deadline().value_or(never_ms)});
}

void session::drain(const instant& now) {
  if (phase_ == phase::open && conversation_.is_idle()) close(close_code::going_away, now);
}

void session::close(close_code code, const instant& now, std::string_view reason) {
  if (phase_ != phase::open) return;
  if (reason.empty()) reason = describe(code).name;
  conversation_.replies().append_close(static_cast<std::uint16_t>(code), reason, code == close_code::slow_reader);
  phase_ = phase::closing;
  closed_with_ = code;
  close_until_ms_ = now.steady_ms() + shared_.limits.close_within_ms;
  conversation_.end();
}

bool session::shed(const instant& now) {
  if (phase_ != phase::open) return false;
  was_shed_ = true;
  close(close_code::slow_reader, now);
  return true;
}

void session::close_if_over(const instant& now) {
  if (auto why = conversation_.why_over()) close(*why, now);
}

close_reason session::why_closed() const {
  if (was_shed_) return close_reason::outboxes_full;
  if (closed_with_) return reason_of(*closed_with_);
  return client_said_goodbye_ ? close_reason::normal : close_reason::vanished;
}

void session::end() {
  phase_ = phase::over;
  conversation_.end();
}

void session::answer(request_number request, result<method_answer> answer, const instant& now) {
  conversation_.answer(request, std::move(answer), now);
  request_ended(now);
}

void session::followed(request_number request, audience who, followed_answer answer, const instant& now) {
  conversation_.followed(request, who, std::move(answer), now);
  request_ended(now);
}

void session::request_ended(const instant& now) {
  close_if_over(now);
  if (shared_.draining) drain(now);
}

void session::notify(const person_push& push, const instant& now) {
  if (phase_ != phase::open) return;
  conversation_.notify(push);
  close_if_over(now);
}

void session::shut_out(const entity_id& topic, const shared_frame& told, const instant& now) {
  if (phase_ != phase::open) return;
  conversation_.shut_out(topic, told);
  close_if_over(now);
}

bool session::push(const shared_frame& frame) { return phase_ != phase::open || conversation_.push(frame); }

}  // namespace moim
