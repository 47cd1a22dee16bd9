#include "metrics/pool_names.hpp"

#include <algorithm>

namespace moim {
namespace {

constexpr std::string_view name_of_others = "other";

std::string name_of(std::string_view kind, std::string_view region) {
  std::string name{kind};
  if (!region.empty()) name.append("/").append(region);
  return name;
}

}  // namespace

pool_names::pool_names(const std::vector<pool_rules>& pools) {
  for (const auto& each : pools) {
    auto name = name_of(each.room.key, each.region);
    // A kind may be called so; two series of one name would make the whole page unreadable.
    if (names_.size() < max_named_pools && name != name_of_others) names_.push_back(std::move(name));
  }
  values_.assign(names_.begin(), names_.end());
  values_.push_back(name_of_others);
}

pool_label pool_names::of(std::string_view kind, std::string_view region) const {
  auto found = std::find(names_.begin(), names_.end(), name_of(kind, region));
  return {static_cast<std::size_t>(found - names_.begin())};
}

}  // namespace moim
