#pragma once

#include "domain/matching/tickets/pool_rules.hpp"
#include "metrics/labels.hpp"

namespace moim {

/// A pool, as metrics tell it from others.
struct pool_label {
  std::size_t index = 0;
};

/// How many pools have series of their own. A kind may have 256 regions; the rest share one label.
inline constexpr std::size_t max_named_pools = 32;

/// Its values are known only once the operator's files are read: see `pool_names`.
template <>
struct label_set<pool_label> {
  static constexpr std::string_view name = "pool";
  static constexpr std::size_t size = max_named_pools + 1;
  static std::size_t index(pool_label value) { return value.index; }
};

/// The names of the pools that this node was started with, in their order: `meal`, or `meal/seoul` for a region. Those
/// past the bound, and those that older files had, are `other`.
class pool_names {
 public:
  explicit pool_names(const std::vector<pool_rules>& pools);
  // The values are views of the names.
  pool_names(const pool_names&) = delete;
  pool_names& operator=(const pool_names&) = delete;

  pool_label of(std::string_view kind, std::string_view region) const;
  pool_label other() const { return {names_.size()}; }
  /// The last is `other`.
  std::span<const std::string_view> values() const { return values_; }

 private:
  std::vector<std::string> names_;
  std::vector<std::string_view> values_;
};

}  // namespace moim
