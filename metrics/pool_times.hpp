#pragma once

#include "metrics/cells.hpp"
#include "metrics/pool_names.hpp"

#include <map>
#include <mutex>
#include <optional>

namespace moim {

/// A time that each pool tells by itself: of those that share a label, the earliest is shown.
class pool_times {
 public:
  /// \param pool tells it from others with its label
  /// \param at nothing: it has none
  /// \param shown the label's cell: seconds since 1970, 0 if none of its pools has such a time
  void tell(pool_label label, std::uint64_t pool, std::optional<time_ms> at, gauge& shown);

 private:
  std::mutex guarding_;
  std::map<std::pair<std::size_t, std::uint64_t>, time_ms> told_;
};

}  // namespace moim
