#pragma once

#include "sim/simulation/simulation.hpp"

#include <functional>

namespace moim::sim {

/// The smallest run found that breaks the same promise.
struct shrunk {
  std::uint64_t seed = 0;
  fixed_parameters fixed;
  outcome done;
  std::uint64_t runs = 0;
};

/// Takes faults away one by one, then people, rooms, seats, nodes and time, as long as the promise that `failed` broke
/// is still broken: by the same seed, or by one of the next few, since any change makes it another run. `progress` is
/// told what was taken away.
shrunk shrink(const outcome& failed, const fixed_parameters& fixed, catalogue& metrics,
              const std::function<void(const std::string&)>& progress);

}  // namespace moim::sim
