#include "domain/room/memberships/effects.hpp"

#include <algorithm>

namespace moim {
namespace {

bool names(const std::vector<std::uint64_t>& numbers, const membership_effect& effect) {
  return std::binary_search(numbers.begin(), numbers.end(), effect.number);
}

}  // namespace

void add_effect(effects& state, const user_id& target, membership what, std::uint64_t as_of, time_ms now) {
  state.pending.push_back({++state.last_number, target, what, as_of, now});
}

void apply(effects& state, const effects_done& event) {
  auto done = [&](const membership_effect& e) { return names(event.numbers, e); };
  std::erase_if(state.pending, done);
  std::erase_if(state.parked, done);
}

void apply(effects& state, const effects_parked& event) {
  for (const auto& effect : state.pending)
    if (names(event.numbers, effect)) state.parked.push_back(effect);
  std::erase_if(state.pending, [&](const membership_effect& e) { return names(event.numbers, e); });
  while (state.parked.size() > max_parked) {
    state.parked.erase(state.parked.begin());
    ++state.dropped;
  }
}

}  // namespace moim
