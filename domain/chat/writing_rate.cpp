#include "domain/chat/writing_rate.hpp"

#include <algorithm>

namespace moim {
namespace {

constexpr std::int64_t minute_us = minute_ms * 1'000;
/// Whoever has been quiet is forgotten whenever the number of people reaches a power of two, from this one on.
constexpr std::size_t least_people = 64;

template <class Entries>
auto place_of(Entries& people, const user_id& user) {
  return std::lower_bound(people.begin(), people.end(), user,
                          [](const auto& each, const user_id& wanted) { return each.user < wanted; });
}

}  // namespace

time_ms writing_rates::wait_ms(const user_id& user, std::uint32_t per_minute, time_ms now) const {
  auto found = place_of(people_, user);
  if (found == people_.end() || found->user != user) return 0;
  auto too_far_us = found->used_until_us + minute_us / per_minute - (now * 1'000 + minute_us);
  return too_far_us <= 0 ? 0 : (too_far_us + 999) / 1'000;
}

void writing_rates::add(const user_id& user, std::uint32_t per_minute, time_ms now) {
  auto now_us = now * 1'000;
  auto part_us = minute_us / per_minute;
  auto found = place_of(people_, user);
  if (found != people_.end() && found->user == user) {
    found->used_until_us = std::max(found->used_until_us, now_us) + part_us;
    return;
  }
  people_.insert(found, {user, now_us + part_us});
  bool is_power = (people_.size() & (people_.size() - 1)) == 0;
  if (is_power && people_.size() >= least_people)
    std::erase_if(people_, [&](const entry& each) { return each.used_until_us <= now_us; });
}

}  // namespace moim
