#include "sim/simulation/simulation.hpp"

namespace moim::sim {

/// Whoever was to hear of a notice in their inbox has heard of it. An inbox whose log has lost its end may have lost
/// that with it.
void simulation::check_notices() {
  for (const auto& [room, number, user] : checker_.notices().surely) {
    const auto* inbox = checker_.inboxes().find(user);
    if (inbox && (inbox->forks > 0 || inbox->notices.contains({room, number}))) continue;
    verdict_.broken("notices", moim::to_text(user) + " was never told of notice " + std::to_string(number) + " of " +
                                   moim::to_text(room));
    return;
  }
}

}  // namespace moim::sim
