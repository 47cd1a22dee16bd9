#include "domain/room/origin/origin.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {

std::optional<origin::state> origin::begin(const room_created& event, const commit_stamp& stamp) {
  if (!event.origin) return std::nullopt;
  return state{*event.origin, stamp.at, std::nullopt};
}

void origin::react(const room& room, const birth_denied&, const moment&, events_out& out) {
  if (!is_over(room.get<lifecycle>().phase)) out.add(room_cancelled{});
}

bool is_confirmed_by(const room& state, const match_id& match, time_ms now) {
  const auto* born = state.find<origin>();
  return born && state.match == match && !born->confirmed_at && now - born->born_at >= delivery_agrees_ms;
}

bool is_denied_by(const room& state, std::uint64_t delivery) {
  const auto* born = state.find<origin>();
  return born && born->born_of.delivery == delivery && !born->confirmed_at && !is_over(state.get<lifecycle>().phase);
}

bool may_lose_birth(const room& state, time_ms now) {
  const auto* born = state.find<origin>();
  return born && (!born->confirmed_at || now - *born->confirmed_at < delivery_agrees_ms);
}

std::optional<time_ms> next_asking(const room& state, time_ms now) {
  const auto* born = state.find<origin>();
  bool is_unsure =
      born && !born->confirmed_at && !is_over(state.get<lifecycle>().phase) && now - born->born_at < birth_asked_for_ms;
  if (!is_unsure || is_planted(planted_bug::lost_births_kept)) return std::nullopt;
  return std::max(born->born_at + birth_asked_after_ms, now + birth_asked_every_ms);
}

}  // namespace moim
