#include "actors/pool/pool_entity.hpp"
#include "domain/matching/pool/presence.hpp"

/// Whose people are here: asked part by part, and written with the next commit.
namespace moim {

void pool_entity::receive(const attend_pool&) {
  attended_ = true;
  load();
  tick_by(port().machine_now() + limits().confirm_every);
}

void pool_entity::look_for_people(time_ms now) {
  if (!is_loaded()) return;
  const auto& tickets = state().tickets;
  auto step = presence_step_ms(tickets.kind());
  if (step == 0 || tickets.table().size() == 0) return;
  if (now >= look_for_people_at_) {
    look_for_people_at_ = now + step;
    auto found = moim::look_for_people(tickets, next_part_, port().now(),
                                       [this](const user_id& user) { return neighbours_.is_here(user); });
    next_part_ = (next_part_ + 1) % presence_parts;
    if (found && seen_) found->tickets.insert(found->tickets.end(), seen_->tickets.begin(), seen_->tickets.end());
    if (found) seen_ = std::move(found);
  }
  if (seen_) commit_soon();
  tick_by(look_for_people_at_);
}

}  // namespace moim
