#include "domain/directory/ordered_slots.hpp"

#include <algorithm>

namespace moim {
namespace {

template <class T>
auto iterator_at(std::vector<T>& list, std::size_t at) {
  return list.begin() + static_cast<std::ptrdiff_t>(at);
}

}  // namespace

/// The last block that begins with no more than `wanted`; the first if none does.
std::size_t ordered_slots::block_for(const entry& wanted) const {
  auto after = std::upper_bound(firsts_.begin(), firsts_.end(), wanted);
  return after == firsts_.begin() ? 0 : static_cast<std::size_t>(after - firsts_.begin()) - 1;
}

/// The first place whose entry is not less than `wanted`.
std::size_t ordered_slots::place_in(const block& in, const entry& wanted) {
  auto first = std::lower_bound(in.keys.begin(), in.keys.end(), wanted.key);
  auto at = static_cast<std::size_t>(first - in.keys.begin());
  while (at < in.keys.size() && in.keys[at] == wanted.key && in.slots[at] < wanted.which) ++at;
  return at;
}

ordered_slots::position ordered_slots::find(const slot_key& key, slot which) const {
  if (blocks_.empty()) return end();
  entry wanted{key, which};
  auto index = block_for(wanted);
  auto at = place_in(blocks_[index], wanted);
  if (at == blocks_[index].keys.size()) return {index + 1, 0};
  return {index, at};
}

void ordered_slots::insert(const slot_key& key, slot which) {
  if (blocks_.empty()) {
    blocks_.emplace_back();
    firsts_.push_back({key, which});
  }
  entry added{key, which};
  auto index = block_for(added);
  auto at = place_in(blocks_[index], added);
  if (blocks_[index].keys.size() == max_in_block) {
    split(index, index + 1 == blocks_.size() && at == max_in_block);
    index = block_for(added);
    at = place_in(blocks_[index], added);
  }
  auto& into = blocks_[index];
  into.keys.insert(iterator_at(into.keys, at), key);
  into.slots.insert(iterator_at(into.slots, at), which);
  ++size_;
  if (at == 0) see_first(index);
}

/// In halves; where entries only ever come at the end, blocks stay full.
void ordered_slots::split(std::size_t index, bool at_end) {
  auto kept = at_end ? max_in_block - 1 : max_in_block / 2;
  block upper;
  auto& lower = blocks_[index];
  upper.keys.assign(iterator_at(lower.keys, kept), lower.keys.end());
  upper.slots.assign(iterator_at(lower.slots, kept), lower.slots.end());
  lower.keys.resize(kept);
  lower.slots.resize(kept);
  entry first{upper.keys.front(), upper.slots.front()};
  blocks_.insert(iterator_at(blocks_, index + 1), std::move(upper));
  firsts_.insert(iterator_at(firsts_, index + 1), first);
}

void ordered_slots::erase(const slot_key& key, slot which) {
  auto [index, at] = find(key, which);
  auto& from = blocks_[index];
  from.keys.erase(iterator_at(from.keys, at));
  from.slots.erase(iterator_at(from.slots, at));
  --size_;
  if (from.keys.empty()) {
    blocks_.erase(iterator_at(blocks_, index));
    firsts_.erase(iterator_at(firsts_, index));
    return;
  }
  if (at == 0) see_first(index);
  join_if_few(index);
}

void ordered_slots::join_if_few(std::size_t index) {
  if (blocks_[index].keys.size() >= few_in_block || blocks_.size() == 1) return;
  auto lower = index + 1 < blocks_.size() ? index : index - 1;
  auto& into = blocks_[lower];
  auto& from = blocks_[lower + 1];
  if (into.keys.size() + from.keys.size() > max_in_block * 3 / 4) return;
  into.keys.insert(into.keys.end(), from.keys.begin(), from.keys.end());
  into.slots.insert(into.slots.end(), from.slots.begin(), from.slots.end());
  blocks_.erase(iterator_at(blocks_, lower + 1));
  firsts_.erase(iterator_at(firsts_, lower + 1));
}

std::size_t ordered_slots::between(const position& from, const position& to) const {
  if (from.block == to.block) return to.at - from.at;
  auto usual = size_ / blocks_.size();
  auto rest = blocks_[from.block].keys.size() - from.at;
  return rest + (to.block - from.block - 1) * usual + to.at;
}

std::size_t ordered_slots::bytes() const {
  auto total = vector_bytes(firsts_) + vector_bytes(blocks_);
  for (const auto& each : blocks_) total += vector_bytes(each.keys) + vector_bytes(each.slots);
  return total;
}

}  // namespace moim
