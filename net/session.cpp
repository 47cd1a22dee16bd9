#include "net/session.hpp"

#include "domain/planted.hpp"
#include "net/message_frame.hpp"

#include <algorithm>

namespace moim {
session::session(session_services& shared, session_number number, encoding in, const instant& now)
    : shared_{shared},
      number_{number},
      reader_{websocket::end::server, shared.limits.message_bytes_most},
      rate_{shared.limits.requests_per_s, shared.limits.requests_burst, now.steady_ms()},
      explanations_{shared.limits.explanations_per_s, shared.limits.explanations_burst, now.steady_ms()},
      authenticate_until_ms_{now.steady_ms() + shared.limits.authentication_ms},
      heard_ms_{now.steady_ms()},
      encoding_{in} {}

void session::receive(std::span<char> bytes, const instant& now) {
  if (phase_ == phase::over) return;
  heard_ms_ = now.steady_ms();
  pinged_ = false;
  reader_.feed(bytes);
  while (phase_ != phase::over) {
    auto frame = reader_.next();
    if (!frame) break;
    handle(*frame, now);
  }
  if (reader_.failure() == 0) return;
  // What follows broken frames cannot be read, not even a close frame.
  if (phase_ == phase::open) close(static_cast<close_code>(reader_.failure()), now);
  phase_ = phase::over;
}

void session::handle(const websocket::incoming& frame, const instant& now) {
  if (frame.kind == websocket::opcode::close) return handle_close(frame.payload);
  // A session that has said goodbye answers nothing any more.
  if (phase_ != phase::open) return;
  if (frame.kind == websocket::opcode::ping) return append(websocket::opcode::pong, frame.payload, now);
  if (frame.kind == websocket::opcode::pong) return;
  if (frame.kind != message_opcode(encoding_))
    return close(close_code::protocol_error, now,
                 encoding_ == encoding::json ? "text frames only" : "binary frames only");
  handle_message(frame.payload, now);
}

void session::handle_close(std::string_view payload) {
  if (phase_ == phase::open)
    // The client's own code is what it gets back (RFC 6455, 5.5.1).
    output_.append_built(
        [&](std::string& out) { websocket::append_frame(out, websocket::opcode::close, payload.substr(0, 2)); });
  client_said_goodbye_ = true;
  phase_ = phase::over;
  release();
}

void session::tick(const instant& now) {
  const auto& limits = shared_.limits;
  auto at = now.steady_ms();
  if (phase_ == phase::closing && at >= close_until_ms_) phase_ = phase::over;
  if (phase_ != phase::open) return;
  if (!who_ && at >= authenticate_until_ms_) return close(close_code::authentication_timeout, now);
  if (who_ && at >= expires_ms_) return close(close_code::token_expired, now);
  if (at - heard_ms_ >= limits.ping_after_ms + limits.pong_within_ms && pinged_) {
    close(close_code::idle, now);
    // It has had its time to answer.
    phase_ = phase::over;
  } else if (at - heard_ms_ >= limits.ping_after_ms && !pinged_) {
    // Counted from the ping, however late this tick is: it is the client's time to answer.
    heard_ms_ = at - limits.ping_after_ms;
    pinged_ = true;
    append(websocket::opcode::ping, {}, now);
  }
}

time_ms session::deadline() const {
  const auto& limits = shared_.limits;
  if (phase_ == phase::over) return never_ms;
  if (phase_ == phase::closing) return close_until_ms_;
  auto silent = heard_ms_ + limits.ping_after_ms + (pinged_ ? limits.pong_within_ms : 0);
  return std::min(silent, who_ ? expires_ms_ : authenticate_until_ms_);
}

void session::drain(const instant& now) {
  if (phase_ == phase::open && in_flight_ == 0) close(close_code::going_away, now);
}

void session::close(close_code code, const instant& now, std::string_view reason) {
  if (phase_ != phase::open) return;
  if (reason.empty()) reason = describe(code).name;
  // A reader that is too slow for what waits will not get to a close frame behind it.
  if (code == close_code::slow_reader) output_.drop_unwritten();
  output_.append_built([&](std::string& out) {
    websocket::append_frame(out, websocket::opcode::close,
                            websocket::close_payload(static_cast<std::uint16_t>(code), reason));
  });
  phase_ = phase::closing;
  closed_with_ = code;
  close_until_ms_ = now.steady_ms() + shared_.limits.close_within_ms;
  release();
}

close_reason session::why_closed() const {
  if (!closed_with_) return client_said_goodbye_ ? close_reason::normal : close_reason::vanished;
  // The reasons are the close codes in their order.
  auto row = std::find_if(all_close_codes.begin(), all_close_codes.end(),
                          [&](const close_declaration& each) { return each.code == *closed_with_; });
  return static_cast<close_reason>(row - all_close_codes.begin());
}

void session::end() {
  phase_ = phase::over;
  release();
}

/// Lets go of all that others keep for this session. What the actors still answer is then nobody's.
void session::release() {
  for (const auto& room : rooms_) {
    shared_.topics.remove(room, number_);
    if (is_planted(planted_bug::rooms_not_let_go)) continue;
    if (shared_.topics.let_go(room)) shared_.messages.push_back(unfollow_room{room, &shared_.self});
  }
  shared_.metrics.subscriptions().subtract(static_cast<std::int64_t>(rooms_.size()));
  std::vector<room_id>{}.swap(rooms_);
  gather_.reset();
  calls_.clear();
  if (who_) {
    shared_.messages.push_back(close_session{who_->user, &shared_.self, number_});
    shared_.metrics.sessions().subtract();
    who_.reset();
  }
}

/// One message more than the bound is let through, so that even a very large one reaches somebody who reads.
void session::append(websocket::opcode kind, std::string_view payload, const instant& now) {
  if (output_.bytes() >= shared_.limits.outbox_bytes_most) return close(close_code::slow_reader, now);
  output_.append_built([&](std::string& out) { websocket::append_frame(out, kind, payload); });
}

}  // namespace moim
