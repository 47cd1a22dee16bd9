#include "domain/matching/round/due_work.hpp"

#include "domain/planted.hpp"

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

void due_work::run(std::size_t max_tickets) {
  std::size_t done = 0;
  timer_heap::due_walk walk{draft_.state.timers(), draft_.now};
  const auto& open = draft_.state.parties().due();
  auto party = open.begin();
  auto is_party_due = [&] { return party != open.end() && party->first <= draft_.now; };
  while (is_party_due() || !walk.is_over()) {
    bool is_party = is_party_due() && (walk.is_over() || party->first <= walk.due());
    auto more = is_party ? 1 : tickets_due_with(walk.which());
    if (was_any_ && done + more > max_tickets) break;
    was_any_ = true;
    done += more;
    if (is_party) {
      parties_.time_is_over((party++)->second);
    } else {
      look_at(walk.which());
      walk.step();
    }
  }
  leaves_any_ = is_party_due() || !walk.is_over();
  endings_.write_ended();
  // Else nothing is searched for, and nobody asks who is in play.
  bool is_searched = !draft_.fresh.empty() || open_.closes_any();
  if (leaves_any_ && is_searched) withdraw_left(walk);
}

/// The tickets to which something happens if this one is looked at. A proposal ends for all its tickets at once.
std::size_t due_work::tickets_due_with(slot which) const {
  if (draft_.space.is_gone(which)) return 0;
  auto number = draft_.proposal_of(which);
  if (number == 0) return 1;
  auto held = draft_.state.proposals().find(number);
  return held == draft_.state.proposals().end() || open_.is_closing(number) ? 0 : held->second.tickets.size();
}

/// One in a proposal is hidden already, and may come back from it in this very round.
void due_work::withdraw_left(const timer_heap::due_walk& walk) {
  walk.for_each_left([this](slot which) {
    if (draft_.proposal_of(which) == 0) draft_.space.withdraw(which);
  });
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
