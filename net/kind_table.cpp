#include "net/kind_table.hpp"

#include <algorithm>

namespace moim {

kind_table::kind_table(std::vector<kind> kinds) : all_{std::move(kinds)} {
  std::sort(all_.kinds.begin(), all_.kinds.end(), [](const kind& a, const kind& b) { return a.key < b.key; });
}

const kind* kind_table::find(std::string_view key) const {
  auto found = std::lower_bound(all_.kinds.begin(), all_.kinds.end(), key,
                                [](const kind& each, std::string_view wanted) { return each.key < wanted; });
  return found != all_.kinds.end() && found->key == key ? &*found : nullptr;
}

}  // namespace moim
