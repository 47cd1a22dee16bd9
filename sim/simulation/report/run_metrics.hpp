#pragma once

#include "metrics/catalogue.hpp"
#include "sim/simulation/report/run_report.hpp"

#include <string>

namespace moim::sim {

/// What Prometheus is told of the runs so far: how many and how fast, everything that the report counts (a counter for
/// each group, a label for what it was), and the metrics of the entities and sessions themselves, over all nodes.
/// Labels are names in the simulator's sources, so there are as many series as there are things that can go wrong.
std::string exposition(const totals& so_far, catalogue& metrics);

}  // namespace moim::sim
