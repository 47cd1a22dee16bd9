#include "domain/matching/round/round_draft.hpp"

namespace moim {

round_draft::round_draft(const pool& of, search_space& searched, time_ms at)
    : state(of), space(searched), now(at), parties(&of.parties()), next_age_(of.next_age()) {
  space.begin(of.kind(), of.table(), at);
}

std::optional<ticket_ref> round_draft::find(const ticket_id& id) const {
  if (auto found = space.draft().find(id)) {
    auto ref = *found | draft_bit;
    if (!space.is_gone(ref)) return ref;
  }
  if (auto found = state.table().find(id); found && !space.is_gone(*found)) return *found;
  return std::nullopt;
}

bool round_draft::is_waiting(const user_id& user) const {
  return parties.place_of(user) ||
         space.draft().any_of_user(user, [this](slot which) { return !space.is_gone(which | draft_bit); }) ||
         state.table().any_of_user(user, [this](slot which) { return !space.is_gone(which); });
}

ticket round_draft::whole(ticket_ref ref) const {
  auto as_it_is = space.at(ref);
  as_it_is.steps.reset();
  return ticket_of(as_it_is, space.table(ref).names());
}

ticket_ref round_draft::add_youngest(profile of) { return space.draft().add(std::move(of), next_age_++) | draft_bit; }

ticket_ref round_draft::add_instead_of(slot which, profile of) {
  auto drafted = space.draft().add(std::move(of), state.table().age(which));
  space.withdraw(which);
  return drafted | draft_bit;
}

}  // namespace moim
