#pragma once

#include "domain/declare/time.hpp"

#include <algorithm>
#include <cstdint>

namespace moim {

/// A token bucket: `per_s` for ever, and up to `burst` at once after a pause. Integers only, so that every machine
/// counts alike.
class rate_bound {
 public:
  rate_bound(std::uint32_t per_s, std::uint32_t burst, time_ms now)
      : per_s_{per_s}, burst_{burst}, millitokens_{std::int64_t{burst} * 1000}, at_{now} {}

  /// Takes one; false if there is none.
  bool take(time_ms now) {
    if (now > at_) {
      auto full = std::int64_t{burst_} * 1000;
      // What fills the bucket anyway need not be multiplied.
      auto elapsed_ms = std::min<time_ms>(now - at_, full);
      millitokens_ = std::min(full, millitokens_ + elapsed_ms * per_s_);
      at_ = now;
    }
    if (millitokens_ < 1000) return false;
    millitokens_ -= 1000;
    return true;
  }

  /// How long until there is one again.
  std::uint32_t wait_ms() const {
    if (millitokens_ >= 1000 || per_s_ == 0) return 0;
    return static_cast<std::uint32_t>((1000 - millitokens_ + per_s_ - 1) / per_s_);
  }

  /// Whether nothing was taken lately, as of `now`: such a bucket need not be kept.
  bool is_full(time_ms now) const {
    return millitokens_ + std::max<time_ms>(0, now - at_) * per_s_ >= std::int64_t{burst_} * 1000;
  }

 private:
  std::uint32_t per_s_;
  std::uint32_t burst_;
  std::int64_t millitokens_;
  time_ms at_;
};

}  // namespace moim
