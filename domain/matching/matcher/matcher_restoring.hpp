#pragma once

#include "domain/matching/matcher/matcher.hpp"
#include "domain/matching/pool/pool_restoring.hpp"

namespace moim {

/// Makes a matcher of its slices, a little at a time (`pool_restoring`).
class matcher_restoring {
 public:
  matcher_restoring(matcher_base base, version as_of);
  /// One of the parts, 0 … `pool_slices` − 1; all before the first step.
  void add(std::size_t slice, matcher_part part, version as_of);
  /// True once nothing is left to do.
  bool step() { return tickets_.step(); }
  matcher take();

 private:
  matcher made_;
  pool_restoring tickets_;
};

}  // namespace moim
