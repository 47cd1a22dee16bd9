#include "sim/simulation/checkers/acquaintances.hpp"

namespace moim::sim {

void acquaintances::met(const std::vector<user_id>& users, time_ms again_at) {
  for (const auto& one : users)
    for (const auto& other : users) again_at_[{one, other}] = again_at;
}

std::optional<std::string> acquaintances::too_soon(std::span<const asking> group, time_ms at) const {
  for (const auto& one : group)
    for (const auto& other : group) {
      if (&one == &other) continue;
      for (const auto& a : one.of->users)
        for (const auto& b : other.of->users)
          if (auto found = again_at_.find({a, b}); found != again_at_.end() && found->second > at)
            return to_text(a) + " and " + to_text(b) + " meet again too soon";
    }
  return std::nullopt;
}

}  // namespace moim::sim
