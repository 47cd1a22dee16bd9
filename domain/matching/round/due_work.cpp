#include "domain/matching/round/due_work.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

/// How many of its steps of relaxation a ticket has taken by `now`.
std::uint8_t steps_by(const profile& of, time_ms now) {
  auto steps = of.steps_done;
  if (!of.steps) return steps;
  const auto& relax = of.steps->relax;
  while (steps < relax.size() && of.submitted_at + relax[steps].after_s * second_ms <= now) ++steps;
  return steps;
}

}  // namespace

void due_work::run() {
  std::vector<slot> due;
  draft_.state.timers().for_each_due(draft_.now, [&](slot which) { due.push_back(which); });
  if (due.empty()) return;
  was_any_ = true;
  const auto& table = draft_.state.table();
  std::sort(due.begin(), due.end(), [&](slot a, slot b) { return table.age(a) < table.age(b); });
  for (auto which : due) look_at(which);
  endings_.write_ended();
}

void due_work::look_at(slot which) {
  // An earlier due ticket may have ended this one, together with their proposal.
  if (draft_.space.is_gone(which)) return;
  // While a proposal holds a ticket, only the proposal's end can be due.
  if (auto held = draft_.proposal_of(which); held != 0) return end_proposal(held);
  if (!endings_.end_if_over(which)) relax_or_retry(which);
}

void due_work::end_proposal(std::uint64_t number) {
  if (open_.find(number)) proposals_.time_is_over(number);
}

void due_work::relax_or_retry(slot which) {
  const auto& of = draft_.state.table().at(which);
  auto retry = next_retry(draft_.kind(), of, draft_.state.standing(which).retried_at);
  if (retry && *retry <= draft_.now) draft_.events.push_back(tickets_retried{{of.id}});
  auto steps = steps_by(of, draft_.now);
  if (steps == of.steps_done) return draft_.fresh.push_back(which);
  draft_.events.push_back(tickets_relaxed{{{of.id, steps}}});
  auto relaxed = make_relaxed_profile(*of.steps, steps, draft_.space.draft().names());
  auto ref = draft_.add_instead_of(which, std::move(relaxed));
  if (!is_planted(planted_bug::relaxed_not_tried)) draft_.fresh.push_back(ref);
}

}  // namespace moim
