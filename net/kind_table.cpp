#include "net/kind_table.hpp"

#include <algorithm>
#include <tuple>

namespace moim {

kind_table::kind_table(std::vector<kind> kinds, std::vector<pool_rules> pools)
    : all_{std::move(kinds)}, pools_{std::move(pools)} {
  std::sort(all_.kinds.begin(), all_.kinds.end(), [](const kind& a, const kind& b) { return a.key < b.key; });
  std::sort(pools_.pools.begin(), pools_.pools.end(), [](const pool_rules& a, const pool_rules& b) {
    return std::tie(a.room.key, a.region) < std::tie(b.room.key, b.region);
  });
  for (const auto& each : pools_.pools) {
    rules_.push_back(std::make_shared<const pool_rules>(each));
    by_number_.emplace(pool_number(id_of(each)), id_of(each));
  }
}

const kind* kind_table::find(std::string_view key) const {
  auto found = std::lower_bound(all_.kinds.begin(), all_.kinds.end(), key,
                                [](const kind& each, std::string_view wanted) { return each.key < wanted; });
  return found != all_.kinds.end() && found->key == key ? &*found : nullptr;
}

std::shared_ptr<const pool_rules> kind_table::find_pool(std::string_view kind, std::string_view region) const {
  std::pair wanted{kind, region};
  auto name = [](const auto& rules) {
    return std::pair<std::string_view, std::string_view>{rules->room.key, rules->region};
  };
  auto found = std::lower_bound(rules_.begin(), rules_.end(), wanted,
                                [&](const auto& each, const auto& sought) { return name(each) < sought; });
  return found != rules_.end() && name(*found) == wanted ? *found : nullptr;
}

std::vector<pool_id> kind_table::attended_pools() const {
  std::vector<pool_id> attended;
  for (const auto& each : rules_)
    if (each->matching.presence_every_s > 0) attended.push_back(id_of(*each));
  return attended;
}

std::optional<pool_id> kind_table::pool_of(const ticket_id& ticket) const {
  auto found = by_number_.find(pool_number(ticket));
  return found == by_number_.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace moim
