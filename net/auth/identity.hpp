#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"

namespace moim {

/// Who a token says its bearer is.
struct identity {
  user_id user;
  /// From here on the token is worth nothing.
  time_ms expires_at = 0;
  bool operator==(const identity&) const = default;
};

}  // namespace moim
