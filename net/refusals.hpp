#pragma once

#include "domain/declare/time.hpp"
#include "metrics/edge_metrics.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace moim {

/// Counts whom the edge turns away before they are anybody, and tells the log: of each reason at once, and then once a
/// minute at the most, with how many more there were, so that those who are refused cannot fill the disk. Safe from any
/// thread.
class refusals {
 public:
  using teller = std::function<void(const std::string& line)>;

  explicit refusals(edge_metrics& metrics, teller tell = tell_log) : metrics_{metrics}, tell_{std::move(tell)} {}

  /// `sentence` makes what the log is told: who was refused, and what an operator may do. It is only called if the log
  /// is told. `now` is by a steady clock.
  void add(edge_refusal why, time_ms now, const std::function<std::string()>& sentence);

  static void tell_log(const std::string& line);

 private:
  struct told {
    std::optional<time_ms> last_ms;
    std::uint64_t since = 0;
  };

  edge_metrics& metrics_;
  const teller tell_;
  std::mutex guarding_;
  std::array<told, enum_names(edge_refusal{}).size()> told_{};
};

}  // namespace moim
