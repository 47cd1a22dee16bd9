#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/role.hpp"

#include <cstdint>
#include <optional>

namespace moim {

/// The rule by which `caller::parameters` are made: 1 is `request_hash`; 0 was a digest in the order of the fields,
/// absent ones included. It is stored beside the hashes; another rule gets another number.
inline constexpr std::uint8_t request_hash_rule = 1;

/// The person who asks, and by which request.
struct caller {
  user_id user;
  /// Present on every request that changes something.
  std::optional<request_key> key{};
  /// Hash of the request's parameters (`request_hash`).
  std::uint64_t parameters = 0;
  /// What they are everywhere; in a room they may be more.
  role as = role::person;
  /// A trusted server speaks: it answers for the people whom the request names.
  bool vouches = false;
};

}  // namespace moim
