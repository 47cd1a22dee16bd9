#pragma once

#include "sim/checks/history.hpp"
#include "sim/simulation/checkers/log_checker.hpp"

namespace moim::sim {

/// After everything: each room's history, as its clients saw it, has an order that explains it (`find_order`). Of a
/// room whose log was forked nothing can be said.
void check_orders(const history& told, const log_checker& logs, verdict& verdict, tally& seen);

}  // namespace moim::sim
