#pragma once

#include "domain/declare/errors.hpp"
#include "net/auth/identity.hpp"

#include <functional>
#include <string_view>

namespace moim {

/// Whose token it is, at a time (`token_gate::check`). Called from any thread.
using token_check = std::function<result<identity>(std::string_view token, time_ms now)>;

}  // namespace moim
