#include "domain/planted.hpp"
#include "domain/room/room.hpp"

namespace moim {

std::optional<due_event> next_due(const room& state) {
  std::optional<due_event> first;
  auto add = [&](const auto& each) {
    if (each && (!first || each->at < first->at)) first = due_event{each->at, each->event};
  };
  add(next_due(state.lifecycle));
  return first;
}

std::optional<time_ms> next_wake(const room& state, time_ms now) {
  std::optional<time_ms> next;
  auto add = [&](const std::optional<time_ms>& at) {
    if (at && (!next || *at < *next)) next = at;
  };
  if (auto due = next_due(state); due && !is_planted(planted_bug::closing_forgotten)) add(due->at);
  add(next_wake(state.effects, now));
  if (state.refill) add(next_wake(*state.refill, now));
  return next;
}

}  // namespace moim
