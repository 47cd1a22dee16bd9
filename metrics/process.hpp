#pragma once

#include "metrics/family.hpp"

namespace moim {

/// The process as the system sees it, under the names that every Prometheus client uses.
struct process_metrics {
  explicit process_metrics(metric_list& all);

  /// Reads the process's numbers from /proc anew; leaves what cannot be read as it is.
  void refresh();

  family<duration_counter> cpu;
  family<gauge> resident_bytes;
  family<gauge> open_descriptors;
  family<gauge> max_descriptors;
  family<gauge> threads;
  /// Seconds since 1970.
  family<gauge> started;
};

}  // namespace moim
