#pragma once

#include "sim/checks/history.hpp"
#include "sim/checks/violation.hpp"
#include "sim/load/report/load_report.hpp"

namespace moim::load {

/// Looks for an order of each room's history that explains every answer; some seconds in all. A room without one goes
/// into the verdict; how many were looked at goes into the report.
void find_orders(const sim::history& told, sim::verdict& found, report& counted);

}  // namespace moim::load
