#include "domain/matching/round/endings.hpp"

#include "domain/matching/pool/presence.hpp"
#include "domain/planted.hpp"

#include <utility>

namespace moim {

void endings::end(ticket_ref ref, ticket_end why) {
  const auto& of = draft_.space.at(ref);
  auto& ended = ended_.tickets.emplace_back(ended_ticket{of.id, why, {}, of.submitted_at});
  // The people of a backfill's ticket sit in their room; they did not wait.
  auto users = of.users();
  if (!of.is_backfill) ended.users.assign(users.begin(), users.end());
  auto proposal = draft_.proposal_of(ref);
  if (proposal != 0 && proposals_.find(proposal) && !is_planted(planted_bug::proposal_stays_open))
    proposals_.close_later(proposal);
  if (why == ticket_end::cancelled && is_planted(planted_bug::cancelled_and_matched)) return;
  draft_.space.withdraw(ref);
}

bool endings::end_if_over(slot which) {
  const auto& of = draft_.state.table().at(which);
  auto window = last_window_start(of, draft_.kind().notice_s * second_ms);
  auto absent = absent_at(draft_.kind(), draft_.state.standing(which));
  auto grace = is_planted(planted_bug::time_outlived) ? second_ms : 0;
  if (of.expires_at + grace <= draft_.now) return end(which, ticket_end::expired), true;
  if (window && *window < draft_.now) return end(which, ticket_end::window_passed), true;
  if (!absent || *absent > draft_.now) return false;
  if (!was_unattended(draft_.state, *absent, draft_.now)) return end(which, ticket_end::absent), true;
  spared_.tickets.push_back(of.id);
  return false;
}

void endings::write_ended() {
  if (ended_.tickets.empty()) return;
  draft_.events.push_back(std::exchange(ended_, {}));
}

void endings::write_spared() {
  if (spared_.tickets.empty()) return;
  spared_.here_until = here_until(draft_.kind(), draft_.now);
  draft_.events.push_back(std::exchange(spared_, {}));
}

}  // namespace moim
