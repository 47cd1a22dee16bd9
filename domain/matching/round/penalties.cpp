#include "domain/matching/round/penalties.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace moim {

void penalties::add(const user_id& user) {
  auto seconds = draft_.kind().penalty_s;
  if (seconds == 0) return;
  added_.users.push_back(user);
  added_.until = draft_.now + seconds * second_ms;
}

std::optional<error> penalties::why_not(const std::vector<user_id>& users) const {
  std::optional<time_ms> until;
  for (const auto& user : users) {
    const auto& added = added_.users;
    if (std::find(added.begin(), added.end(), user) != added.end()) until = added_.until;
    if (auto before = draft_.state.penalised_until(user, draft_.now)) until = std::max(until.value_or(0), *before);
  }
  if (!until) return std::nullopt;
  constexpr std::int64_t max_ms = std::numeric_limits<std::uint32_t>::max();
  return error{errc::penalised, {}, static_cast<std::uint32_t>(std::min<std::int64_t>(*until - draft_.now, max_ms))};
}

void penalties::write() {
  if (!added_.users.empty()) draft_.events.push_back(std::exchange(added_, {}));
}

}  // namespace moim
