#pragma once

#include "domain/protocol.hpp"
#include "net/auth/identity.hpp"
#include "net/close_codes.hpp"
#include "net/instant.hpp"
#include "net/session_limits.hpp"

#include <optional>

namespace moim {

/// The person behind a session, and for how long. A client has some time to say who it is; after that its token must
/// not run out. Once known, a session never becomes another person's.
class session_identity {
 public:
  session_identity(const session_limits& limits, const instant& now);

  bool is_known() const { return who_.has_value(); }
  /// What the client is everywhere.
  role as() const {
    if (!who_) return role::guest;
    return who_->vouches ? role::trusted : role::person;
  }
  /// Whether the client answers for the people whom it names.
  bool vouches() const { return who_ && who_->vouches; }
  /// Of a known client only.
  const user_id& user() const { return who_->user; }
  /// Of a known client only: the answer to `session.read`.
  session_view view(const instant& now) const { return {who_->user, who_->expires_at, now.at}; }

  /// Why a good token is refused all the same: `token_invalid`, because the session is another person's.
  std::optional<error> why_not(const identity& claimed) const;
  /// The client is `who`, until the token's end.
  void accept(const identity& who, const instant& now);
  /// The store's time was moved by hand: the token ends earlier or later by the steady clock.
  void look_at_clock(const instant& now);
  /// One more token was refused. True if the session should be closed: too many, and none was ever good.
  bool refuse_token();
  /// The person, once; nobody afterwards, and nobody if the client was never known.
  std::optional<user_id> forget();

  /// Why the session ends at `now`: `authentication_timeout` or `token_expired`.
  std::optional<close_code> why_over(const instant& now) const;
  /// When that is, by the steady clock.
  time_ms deadline() const { return who_ ? expires_ms_ : authenticate_until_ms_; }

 private:
  std::optional<identity> who_;
  time_ms authenticate_until_ms_;
  time_ms expires_ms_ = 0;
  std::uint32_t tokens_refused_ = 0;
};

}  // namespace moim
