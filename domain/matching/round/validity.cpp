#include "domain/matching/round/validity.hpp"

#include <algorithm>

namespace moim {

bool is_valid_at(const pool_kind& kind, const std::vector<const profile*>& group, time_ms at) {
  bool alive = std::all_of(group.begin(), group.end(), [at](const profile* each) { return each->expires_at > at; });
  return alive && agree(kind, group, at);
}

time_ms valid_until(const pool_kind& kind, const std::vector<const profile*>& group, time_ms now, time_ms latest) {
  if (is_valid_at(kind, group, latest - 1)) return latest;
  // Once it has become invalid it stays so: the moment is found by halving.
  auto valid = now;
  auto invalid = latest - 1;
  while (invalid - valid > 1) {
    auto middle = valid + (invalid - valid) / 2;
    (is_valid_at(kind, group, middle) ? valid : invalid) = middle;
  }
  return invalid;
}

}  // namespace moim
