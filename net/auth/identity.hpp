#pragma once

#include "domain/ids.hpp"
#include "domain/time.hpp"

namespace moim {

/// Who a token says its bearer is.
struct identity {
  user_id user;
  /// From here on the token is worth nothing.
  time_ms expires_at = 0;
  bool operator==(const identity&) const = default;
};

}  // namespace moim
