#pragma once

#include "metrics/storage.hpp"
#include "store/store_observer.hpp"
#include "store/store_sizes.hpp"

namespace moim {

/// Carries what the embedded store tells over into the metrics, which it does not know, and its complaints into the
/// log.
class store_recorder final : public store::store_observer {
 public:
  /// `metrics` outlives this.
  explicit store_recorder(storage_metrics& metrics) : metrics_(metrics) {}

  void opened(const store::opening_facts& facts) override;
  void clock_heard(store::clock_event event, time_ms offset_ms) override;
  void batch_written(const store::batch_facts& facts) override;
  void read_failed(const std::string& what) override;
  /// To be called before each reading of the metrics (`catalogue::before_reading`).
  void measured(const store::store_sizes& sizes);

 private:
  storage_metrics& metrics_;
};

}  // namespace moim
