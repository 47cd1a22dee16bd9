#include "domain/memory/slot_lists.hpp"

#include <bit>

namespace moim {
namespace {

/// The end of a short list that does not fill its block.
constexpr slot nobody = ~slot{0};

std::uint32_t taken_from(std::vector<std::uint32_t>& free) {
  auto index = free.back();
  free.pop_back();
  return index;
}

}  // namespace

slot_lists::name slot_lists::make(slot first, slot second) {
  auto list = new_block(0);
  auto* slots = block(list);
  slots[0] = first;
  slots[1] = second;
  return list;
}

std::span<const slot> slot_lists::at(name list) const {
  if (kind_of(list) == short_kinds) {
    const auto& found = longs_[index_of(list)];
    return std::span{found.slots}.subspan(found.begin);
  }
  const auto* slots = block(list);
  // More than half of a block is in use, or the list would be in a smaller one.
  auto count = capacity_of(kind_of(list));
  while (slots[count - 1] == nobody) --count;
  return {slots, count};
}

slot_lists::name slot_lists::insert(name list, std::size_t place, slot which) {
  if (kind_of(list) == short_kinds) {
    auto& [slots, begin] = longs_[index_of(list)];
    if (begin > max_short && begin > slots.size() / 2) {
      slots.erase(slots.begin(), slots.begin() + begin);
      begin = 0;
    }
    slots.insert(slots.begin() + begin + static_cast<std::ptrdiff_t>(place), which);
    return list;
  }
  few slots;
  auto before = at(list);
  auto end = std::copy_n(before.begin(), place, slots.begin());
  *end++ = which;
  std::copy(before.begin() + static_cast<std::ptrdiff_t>(place), before.end(), end);
  return store(list, slots, before.size() + 1);
}

slot_lists::name slot_lists::erase(name list, std::size_t place) {
  few slots;
  if (kind_of(list) == short_kinds) {
    erase_from(longs_[index_of(list)], place);
    auto left = at(list);
    if (left.size() > short_again) return list;
    std::copy(left.begin(), left.end(), slots.begin());
    return store(list, slots, left.size());
  }
  auto before = at(list);
  auto end = std::copy_n(before.begin(), place, slots.begin());
  std::copy(before.begin() + static_cast<std::ptrdiff_t>(place) + 1, before.end(), end);
  return store(list, slots, before.size() - 1);
}

void slot_lists::erase_from(long_list& list, std::size_t place) {
  auto first = list.slots.begin() + list.begin;
  auto at = first + static_cast<std::ptrdiff_t>(place);
  if (at - first < list.slots.end() - at) {
    std::move_backward(first, at, at + 1);
    ++list.begin;
  } else {
    list.slots.erase(at);
  }
}

/// Stores the slots in a block of the right size: the old one if it fits. Returns the list's name.
slot_lists::name slot_lists::store(name old, const few& slots, std::size_t count) {
  auto kind = count > max_short ? short_kinds : static_cast<unsigned>(std::bit_width(count - 1) - 1);
  auto list = old;
  if (kind != kind_of(old)) {
    drop(old);
    list = kind == short_kinds ? new_long() : new_block(kind);
  }
  if (kind == short_kinds) {
    longs_[index_of(list)].slots.assign(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(count));
    return list;
  }
  auto* into = block(list);
  std::fill(std::copy_n(slots.begin(), count, into), into + capacity_of(kind), nobody);
  return list;
}

void slot_lists::drop(name list) {
  if (kind_of(list) == short_kinds) longs_[index_of(list)] = {};
  free_[kind_of(list)].push_back(index_of(list));
}

slot_lists::name slot_lists::new_block(unsigned kind) {
  auto& free = free_[kind];
  if (!free.empty()) return kind << 28 | taken_from(free);
  auto& blocks = blocks_[kind];
  auto index = static_cast<std::uint32_t>(blocks.size() / capacity_of(kind));
  for (std::size_t i = 0; i < capacity_of(kind); ++i) blocks.push();
  return kind << 28 | index;
}

slot_lists::name slot_lists::new_long() {
  auto& free = free_[short_kinds];
  if (!free.empty()) return short_kinds << 28 | taken_from(free);
  longs_.push() = {};
  return short_kinds << 28 | static_cast<std::uint32_t>(longs_.size() - 1);
}

void slot_lists::clear() {
  for (auto& each : blocks_) each.clear();
  for (std::size_t i = 0; i < longs_.size(); ++i) longs_[i] = {};
  longs_.clear();
  for (auto& each : free_) each.clear();
}

std::size_t slot_lists::bytes() const {
  auto total = longs_.bytes();
  for (std::size_t i = 0; i < longs_.size(); ++i) total += vector_bytes(longs_[i].slots);
  for (const auto& each : blocks_) total += each.bytes();
  for (const auto& each : free_) total += vector_bytes(each);
  return total;
}

}  // namespace moim
