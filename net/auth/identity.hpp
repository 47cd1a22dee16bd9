#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"

namespace moim {

/// The person that a token names as its bearer.
struct identity {
  user_id user;
  /// From here on the token is worth nothing.
  time_ms expires_at = 0;
  /// The token is this server's own, as guests get them; else a foreign issuer's.
  bool is_own = false;
  /// A foreign issuer says that this is a server which answers for those whom it names (`moim_vouch`).
  bool vouches = false;
  bool operator==(const identity&) const = default;
};

}  // namespace moim
