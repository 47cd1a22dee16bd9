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
  bool operator==(const identity&) const = default;
};

}  // namespace moim
