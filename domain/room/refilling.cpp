#include "domain/room/refilling.hpp"

#include "domain/outbox/outbox.hpp"

#include <algorithm>

namespace moim {

void begin_seek(refilling& state, time_ms now) {
  if (state.seeks >= seeks_most) return;
  ++state.seeks;
  state.since = now;
  state.told = false;
}

void remember_leaver(refilling& state, const user_id& user) {
  if (state.left.size() == leavers_most) state.left.erase(state.left.begin());
  state.left.push_back(user);
}

void end_seek(refilling& state) { state.told = true; }

void apply(refilling& state, const offer_answered& event) {
  if (state.answered.size() == past_offers_most) state.answered.erase(state.answered.begin());
  state.answered.push_back({event.proposal, event.taken});
  if (event.taken) state.terms.tickets.insert(state.terms.tickets.end(), event.tickets.begin(), event.tickets.end());
}

void apply(refilling& state, const seek_told& event) {
  if (event.number == state.seeks) state.told = true;
}

std::optional<bool> answer_of(const refilling& state, std::uint64_t proposal) {
  auto found = std::find_if(state.answered.begin(), state.answered.end(),
                            [&](const past_offer& each) { return each.proposal == proposal; });
  return found == state.answered.end() ? std::nullopt : std::optional{found->taken};
}

std::optional<time_ms> next_wake(const refilling& state, time_ms now) {
  return state.told ? std::nullopt : std::optional{delivery_wake_at(state.since, now)};
}

}  // namespace moim
