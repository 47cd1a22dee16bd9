#include "metrics/pool_times.hpp"

#include <algorithm>

namespace moim {

void pool_times::tell(pool_label label, std::uint64_t pool, std::optional<time_ms> at, gauge& shown) {
  std::lock_guard held{guarding_};
  if (at)
    told_[{label.index, pool}] = *at;
  else
    told_.erase({label.index, pool});
  std::optional<time_ms> first;
  for (auto each = told_.lower_bound({label.index, 0}); each != told_.end() && each->first.first == label.index; ++each)
    first = std::min(each->second, first.value_or(each->second));
  shown.set(first.value_or(0) / second_ms);
}

}  // namespace moim
