#pragma once

#include "metrics/catalogue.hpp"
#include "sim/simulation/report/tally.hpp"

namespace moim::sim {

/// Adds how often the entities took which way back, as their own metrics tell it over all runs.
void add_recoveries(const catalogue& metrics, tally& to);

}  // namespace moim::sim
