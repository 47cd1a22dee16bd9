#include "domain/declare/request_counts.hpp"

#include <algorithm>
#include <bit>

namespace moim {

void request_counts::begin(std::size_t requests) {
  cells_.assign(std::bit_ceil(requests / 8 + 1), 0);
  for (auto& each : exact_) each.requests = 0;
}

/// Drops the exact counts of people who have few requests by now.
void request_counts::end() {
  std::erase_if(exact_, [this](const exact& each) { return each.requests <= many_ / 2; });
}

void request_counts::add(const user_id& user) {
  ++cells_[cell_of(user)];
  if (exact_.empty()) return;
  if (auto place = position(user); is_at(place, user)) ++exact_[place].requests;
}

void request_counts::remove(const user_id& user) {
  --cells_[cell_of(user)];
  if (auto place = position(user); is_at(place, user)) --exact_[place].requests;
}

std::optional<std::uint32_t> request_counts::of(const user_id& user) const {
  auto place = position(user);
  return is_at(place, user) ? std::optional{exact_[place].requests} : std::nullopt;
}

std::uint32_t request_counts::tell(const user_id& user, std::uint32_t requests) {
  exact_.insert(exact_.begin() + static_cast<std::ptrdiff_t>(position(user)), {user, requests});
  return requests;
}

std::size_t request_counts::position(const user_id& user) const {
  auto found = std::lower_bound(exact_.begin(), exact_.end(), user,
                                [](const exact& each, const user_id& wanted) { return each.user < wanted; });
  return static_cast<std::size_t>(found - exact_.begin());
}

}  // namespace moim
