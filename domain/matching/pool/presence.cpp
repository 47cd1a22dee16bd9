#include "domain/matching/pool/presence.hpp"

#include <algorithm>

namespace moim {
namespace {

time_ms period_ms(const pool_kind& kind) { return kind.presence_every_s * second_ms; }

}  // namespace

time_ms presence_step_ms(const pool_kind& kind) { return period_ms(kind) / static_cast<time_ms>(presence_parts); }

time_ms here_until(const pool_kind& kind, time_ms now) { return now + period_ms(kind); }

bool was_unattended(const pool& state, time_ms absent_at, time_ms now) {
  return is_unattended(state.kind(), state.last_at(), now) || absent_at <= state.unattended_until();
}

std::optional<presence_changed> look_for_people(const pool& state, std::size_t part, time_ms now,
                                                const std::function<bool(const user_id&)>& is_here) {
  const auto& kind = state.kind();
  if (period_ms(kind) == 0 || state.table().size() == 0) return std::nullopt;
  presence_changed found{{}, here_until(kind, now)};
  for (auto slice = part; slice < pool_slices; slice += presence_parts)
    for (auto which : state.slice(slice)) {
      // A room looks for people even if nobody who sits in it is connected.
      if (state.table().at(which).is_backfill) continue;
      auto known = state.standing(which).here_until;
      // Another node or the submit itself has told so lately.
      if (known && *known - now > period_ms(kind) / 2) continue;
      auto users = state.table().at(which).users();
      if (!known || std::any_of(users.begin(), users.end(), is_here))
        found.tickets.push_back(state.table().at(which).id);
    }
  if (found.tickets.empty() && now - state.last_at() < period_ms(kind) / 2) return std::nullopt;
  return found;
}

}  // namespace moim
