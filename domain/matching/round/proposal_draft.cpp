#include "domain/matching/round/proposal_draft.hpp"

#include <algorithm>
#include <utility>

namespace moim {

open_proposal* proposal_draft::find(std::uint64_t number) {
  auto known = state_.proposals().find(number);
  if (known == state_.proposals().end()) return nullptr;
  auto [found, is_new] = changed_.try_emplace(number, known->second);
  return found->second ? &*found->second : nullptr;
}

bool proposal_draft::is_closing(std::uint64_t number) const {
  return std::find(closing_.begin(), closing_.end(), number) != closing_.end();
}

std::vector<std::uint64_t> proposal_draft::release_closing() {
  auto closing = std::exchange(closing_, {});
  std::sort(closing.begin(), closing.end());
  closing.erase(std::unique(closing.begin(), closing.end()), closing.end());
  return closing;
}

}  // namespace moim
