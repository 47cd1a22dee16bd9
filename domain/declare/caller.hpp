#pragma once

#include "domain/declare/ids.hpp"

#include <cstdint>
#include <optional>

namespace moim {

/// Who asks, and by which request.
struct caller {
  user_id user;
  /// Present on every request that changes something.
  std::optional<request_key> key{};
  /// Hash of the request's parameters (`digest`).
  std::uint64_t parameters = 0;
};

}  // namespace moim
