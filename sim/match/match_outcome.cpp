#include "sim/match/match_outcome.hpp"

#include <numeric>

namespace moim::sim {

double match_outcome::mean_wait_s() const {
  if (waits_ms.empty()) return 0;
  return static_cast<double>(std::accumulate(waits_ms.begin(), waits_ms.end(), time_ms{0})) /
         static_cast<double>(waits_ms.size()) / 1000;
}

double match_outcome::wait_quantile_s(double share) const {
  return static_cast<double>(quantile(waits_ms, share)) / 1000;
}

void match_outcome::note_size(time_ms at, std::size_t waiting) {
  max_waiting = std::max(max_waiting, waiting);
  if (!sizes.empty() && sizes.back().waiting == waiting) return;
  if (!sizes.empty() && sizes.back().at == at)
    sizes.back().waiting = waiting;
  else
    sizes.push_back({at, waiting});
}

}  // namespace moim::sim
