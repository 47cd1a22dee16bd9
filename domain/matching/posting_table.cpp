#include "domain/matching/posting_table.hpp"

#include <algorithm>

namespace moim {

posting_table::posting_table() { clear(); }

void posting_table::clear() {
  cells_.assign(64, cell{});
  mask_ = cells_.size() - 1;
  used_ = 0;
  lists_.clear();
  free_lists_.clear();
}

std::span<const slot> posting_table::slots_of(const cell& of) const {
  if (of.count == 1) return {&of.at, 1};
  const auto& found = lists_[of.at];
  return {found.slots.data() + found.begin, of.count};
}

std::span<const slot> posting_table::find(std::uint64_t key) const {
  const auto& found = cells_[place_of(key)];
  if (found.count == 0) return {};
  return slots_of(found);
}

// Linear probing: the key's cell, or the empty one where it belongs.
std::size_t posting_table::place_of(std::uint64_t key) const {
  auto place = key & mask_;
  while (cells_[place].count > 0 && cells_[place].key != key) place = (place + 1) & mask_;
  return place;
}

void posting_table::insert(std::uint64_t key, slot which, const slab<age_rank>& ages) {
  if ((used_ + 1) * 4 > cells_.size() * 3) grow();
  auto& at = cells_[place_of(key)];
  if (at.count == 0) {
    at = {key, 1, which};
    ++used_;
    return;
  }
  if (at.count == 1) {
    auto number = new_list();
    lists_[number].slots.push_back(at.at);
    at.at = number;
  }
  auto& into = lists_[at.at];
  ++at.count;
  if (ages[into.slots.back()] < ages[which]) {
    if (into.begin > 16 && into.begin > into.slots.size() / 2) {
      into.slots.erase(into.slots.begin(), into.slots.begin() + into.begin);
      into.begin = 0;
    }
    into.slots.push_back(which);
    return;
  }
  auto older = [&](slot a, slot b) { return ages[a] < ages[b]; };
  auto place = std::upper_bound(into.slots.begin() + into.begin, into.slots.end(), which, older);
  into.slots.insert(place, which);
}

void posting_table::erase(std::uint64_t key, slot which, const slab<age_rank>& ages) {
  auto place = place_of(key);
  auto& at = cells_[place];
  if (at.count <= 1) {
    if (at.count == 1 && at.at == which) drop_cell(place);
    return;
  }
  auto& from = lists_[at.at];
  auto older = [&](slot a, slot b) { return ages[a] < ages[b]; };
  auto first = from.slots.begin() + from.begin;
  auto found = std::lower_bound(first, from.slots.end(), which, older);
  if (found == from.slots.end() || *found != which) return;
  if (found - first < from.slots.end() - found) {
    std::move_backward(first, found, found + 1);
    ++from.begin;
  } else {
    from.slots.erase(found);
  }
  if (--at.count > 1) return;
  auto number = at.at;
  at.at = from.slots[from.begin];
  from = {};
  free_lists_.push_back(number);
}

// Backward shift: no tombstones, so that a table that lived long is as fast as a new one.
void posting_table::drop_cell(std::size_t place) {
  --used_;
  auto next = place;
  while (true) {
    next = (next + 1) & mask_;
    if (cells_[next].count == 0) break;
    auto home = cells_[next].key & mask_;
    if (((next - home) & mask_) < ((next - place) & mask_)) continue;
    cells_[place] = cells_[next];
    place = next;
  }
  cells_[place] = {};
}

void posting_table::grow() {
  auto before = std::move(cells_);
  cells_.assign(before.size() * 2, cell{});
  mask_ = cells_.size() - 1;
  for (const auto& each : before)
    if (each.count > 0) cells_[place_of(each.key)] = each;
}

std::uint32_t posting_table::new_list() {
  if (!free_lists_.empty()) {
    auto number = free_lists_.back();
    free_lists_.pop_back();
    return number;
  }
  lists_.emplace_back();
  return static_cast<std::uint32_t>(lists_.size() - 1);
}

std::size_t posting_table::bytes() const {
  std::size_t total = cells_.capacity() * sizeof(cell) + lists_.capacity() * sizeof(list);
  for (const auto& each : lists_)
    if (each.slots.capacity() > 0) total += each.slots.capacity() * sizeof(slot) + 16;
  return total;
}

}  // namespace moim
