#pragma once

#include "domain/declare/time.hpp"

#include <compare>
#include <cstdint>

namespace moim {

/// The number of a commit in its log: 1, 2, 3…; 0 is a log with nothing in it.
using version = std::uint64_t;
/// The random name a commit was given before it was appended: what tells two commits of the same version apart (rule
/// 1).
using commit_id = std::uint64_t;

/// Where a log ends: its last commit. `{0, 0}` for an empty log.
struct head {
  moim::version version = 0;
  commit_id commit = 0;
  auto operator<=>(const head&) const = default;
};

/// What `apply` may know about the commit that an event is in.
struct commit_stamp {
  moim::version version = 0;
  time_ms at = 0;
};

}  // namespace moim
