#include "domain/matching/index/posting_table.hpp"

namespace moim {

std::span<const slot> posting_table::find(std::uint64_t key) const {
  const auto* found = lists_by_tag_.find(tag_of(key));
  return found ? slots_of(*found) : std::span<const slot>{};
}

void posting_table::insert(std::uint64_t key, slot which, const slab<age_rank>& ages) {
  const auto* found = lists_by_tag_.find(tag_of(key));
  if (!found) return lists_by_tag_.insert(tag_of(key), which);
  auto slots = slots_of(*found);
  bool newest = ages[slots.back()] <= ages[which];
  if (slots.size() == 1) {
    auto list = newest ? lists_.make(slots[0], which) : lists_.make(which, slots[0]);
    return lists_by_tag_.set(found, list | list_bit);
  }
  auto older = [&](slot a, slot b) { return ages[a] < ages[b]; };
  auto place = newest ? slots.end() : std::upper_bound(slots.begin(), slots.end(), which, older);
  auto list = lists_.insert(found->number & ~list_bit, static_cast<std::size_t>(place - slots.begin()), which);
  lists_by_tag_.set(found, list | list_bit);
}

void posting_table::erase(std::uint64_t key, slot which, const slab<age_rank>& ages) {
  const auto* found = lists_by_tag_.find(tag_of(key));
  if (!found) return;
  auto slots = slots_of(*found);
  auto older = [&](slot a, slot b) { return ages[a] < ages[b]; };
  auto place = std::lower_bound(slots.begin(), slots.end(), which, older);
  if (place == slots.end() || *place != which) return;
  if (slots.size() == 1) return lists_by_tag_.erase(found);
  auto list = found->number & ~list_bit;
  if (slots.size() == 2) {
    auto other = place == slots.begin() ? slots[1] : slots[0];
    lists_.drop(list);
    return lists_by_tag_.set(found, other);
  }
  list = lists_.erase(list, static_cast<std::size_t>(place - slots.begin()));
  lists_by_tag_.set(found, list | list_bit);
}

void posting_table::clear() {
  lists_by_tag_.clear();
  lists_.clear();
}

}  // namespace moim
