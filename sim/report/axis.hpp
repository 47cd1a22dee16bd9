#pragma once

#include "sim/report/chart.hpp"

namespace moim::sim {

/// The numbers of an axis: from `from` to `to`, a mark every `step`.
struct axis_scale {
  double from = 0;
  double to = 1;
  double step = 1;
  axis_unit unit = axis_unit::plain;

  /// Where a number lies along the axis, 0 … 1.
  double place(double value) const { return (value - from) / (to - from); }
  std::string text(double value) const;
};

/// A scale with four to seven round marks that holds both numbers.
/// \param ends_at_most whether it ends at `max` itself and not at the next mark
axis_scale scale_for(double min, double max, axis_unit unit, bool ends_at_most = false);

}  // namespace moim::sim
