#include "sim/load/people/request_slots.hpp"

#include <utility>

namespace moim::load {
namespace {

constexpr unsigned copy_bits = 2;
constexpr unsigned slot_bits = 22;
static_assert(request::max_copies == 1u << copy_bits);

}  // namespace

std::uint32_t request_slots::add(intent what, std::int64_t intended_ns) {
  std::uint32_t slot = size();
  if (free_.empty()) {
    requests_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  auto& which = requests_[slot];
  auto generation = which.generation + 1;
  which = request{};
  which.generation = generation;
  which.in_use = true;
  which.of = std::move(what);
  which.intended_ns = intended_ns;
  return slot;
}

void request_slots::release(std::uint32_t slot) {
  requests_[slot].in_use = false;
  free_.push_back(slot);
}

std::int64_t request_slots::id_of(std::uint32_t slot, std::size_t copy) const {
  auto generation = std::uint64_t{requests_[slot].generation};
  return static_cast<std::int64_t>((generation << slot_bits | slot) << copy_bits | copy);
}

std::optional<request_slots::found_copy> request_slots::find(std::int64_t id) const {
  auto bits = static_cast<std::uint64_t>(id);
  auto copy = static_cast<std::size_t>(bits & (request::max_copies - 1));
  auto slot = static_cast<std::uint32_t>(bits >> copy_bits & ((1u << slot_bits) - 1));
  if (slot >= requests_.size() || !requests_[slot].in_use || id != id_of(slot, copy)) return std::nullopt;
  if (!requests_[slot].copies[copy].under_way) return std::nullopt;
  return found_copy{slot, copy};
}

}  // namespace moim::load
