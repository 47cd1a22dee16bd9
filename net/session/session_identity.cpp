#include "net/session/session_identity.hpp"

namespace moim {
namespace {

/// Refused tokens after which a session that has shown no good one is closed.
constexpr std::uint32_t tokens_refused_max = 3;
/// Tokens may be good for longer than a clock can count.
constexpr time_ms token_life_max_ms = 10 * 365 * 24 * hour_ms;

}  // namespace

session_identity::session_identity(const session_limits& limits, const instant& now)
    : authenticate_until_ms_{now.steady_ms() + limits.authentication_ms} {}

std::optional<error> session_identity::why_not(const identity& claimed) const {
  if (!who_ || claimed.user == who_->user) return std::nullopt;
  return error{errc::token_invalid, "this session belongs to somebody else", std::nullopt};
}

void session_identity::accept(const identity& who, const instant& now) {
  who_ = who;
  look_at_clock(now);
}

void session_identity::look_at_clock(const instant& now) {
  if (!who_) return;
  auto left_ms = who_->expires_at < now.at + token_life_max_ms ? who_->expires_at - now.at : token_life_max_ms;
  expires_ms_ = now.steady_ms() + left_ms;
}

bool session_identity::refuse_token() { return ++tokens_refused_ >= tokens_refused_max && !who_; }

std::optional<user_id> session_identity::forget() {
  if (!who_) return std::nullopt;
  auto user = who_->user;
  who_.reset();
  return user;
}

std::optional<close_code> session_identity::why_over(const instant& now) const {
  if (now.steady_ms() < deadline()) return std::nullopt;
  return who_ ? close_code::token_expired : close_code::authentication_timeout;
}

}  // namespace moim
