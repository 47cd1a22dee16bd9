#include "sim/simulation/engine/faults.hpp"

#include <stdexcept>

namespace moim::sim {

using store::append_fault;

bool faults::happens(double rate, std::string_view fault) {
  if (!on_ || rate <= 0 || !world_.chance(rate)) return false;
  count(fault);
  return true;
}

/// Answers that are late come after those of later calls.
time_ms faults::travel_back() {
  return travel() + (happens(drawn_.store_answer_late, "store answer late") ? world_.between(100, 6'000) : 0);
}

/// Only entities ask for this, from inside their own code.
void faults::throw_now_and_then(const entity_id& entity) {
  if (!happens(drawn_.entity_throws, "exception in an entity")) return;
  exception_in_(entity);
  throw std::runtime_error{"a fault of the simulation's"};
}

store::call_plan faults::next_read(const store::read_request& request) {
  throw_now_and_then(request.entity);
  return next_call(drawn_.read_fails);
}

store::append_plan faults::next_append(const store::append_request& request) {
  throw_now_and_then(request.entity);
  store::append_plan plan{append_fault::none, store::refusal::unavailable, travel(), travel_back(), 0};
  bool away = on_ && world_.now() < away_until_;
  bool full = on_ && world_.now() < full_until_ && !request.record.empty();
  if (full) {
    count("append to a full disk");
    plan.fault = append_fault::refused;
    plan.why = store::refusal::storage_full;
  } else if (away || happens(drawn_.append_refused, "append refused")) {
    if (away) count("append while the store was away");
    plan.fault = append_fault::refused;
    plan.why = static_cast<store::refusal>(world_.random() % 3);
  } else if (happens(drawn_.append_answer_lost, "append answer lost")) {
    plan.fault = append_fault::answer_lost;
    unheard_[request.commit] = false;
  } else if (happens(drawn_.append_never_executed, "append never executed")) {
    plan.fault = append_fault::never_executed;
  } else if (happens(drawn_.append_executed_later, "append executed later")) {
    plan.fault = append_fault::executed_later;
    plan.late_ms = world_.between(1, 3'000);
    unheard_[request.commit] = true;
  }
  return plan;
}

void faults::on_executed(commit_id commit, bool landed) {
  auto found = unheard_.find(commit);
  if (found == unheard_.end()) return;
  constexpr std::array<std::string_view, 4> ends{"unheard append: shut out", "unheard append: landed",
                                                 "late append: shut out", "late append: landed"};
  seen_.count(sighting::recovery, ends[(found->second ? 2u : 0u) + (landed ? 1u : 0u)]);
  unheard_.erase(found);
}

store::call_plan faults::next_call(double fails) {
  store::call_plan plan{store::call_fault::none, travel(), travel_back()};
  bool away = on_ && world_.now() < away_until_;
  if (away || happens(fails, "call failed"))
    plan.fault = world_.chance(0.5) ? store::call_fault::unreachable : store::call_fault::answer_lost;
  return plan;
}

store::hint_plan faults::next_hint(const entity_id&, const head&) {
  if (happens(drawn_.hint_lost, "hint lost")) return {0, 0};
  return {happens(drawn_.hint_doubled, "hint doubled") ? 2u : 1u, travel()};
}

bool faults::next_follow_is_dead(const entity_id&) { return happens(drawn_.follow_dead, "follow dead"); }

}  // namespace moim::sim
