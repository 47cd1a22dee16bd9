#include "domain/matching/round/matches.hpp"

#include <utility>

namespace moim {

void matches::add(ticket_ref ref, bool keep_terms, company& into) const {
  const auto& of = draft_.space.at(ref);
  auto users = of.users();
  into.users.insert(into.users.end(), users.begin(), users.end());
  if (of.is_backfill) return;
  for (const auto& user : users) into.members.push_back({user, of.id});
  into.since.push_back(of.submitted_at);
  if (keep_terms) into.terms.push_back(draft_.whole(ref));
}

void matches::of_proposal(std::uint64_t number, const open_proposal& accepted) {
  company of;
  // A room that takes people in has the terms of its own match already.
  bool keep_terms = draft_.kind().backfill && !accepted.room;
  for (const auto& id : accepted.tickets) {
    auto which = draft_.state.table().find(id);
    if (!which) continue;
    draft_.space.withdraw(*which);
    add(*which, keep_terms, of);
  }
  draft_.events.push_back(matched{{},
                                  accepted.tickets,
                                  accepted.people,
                                  accepted.agreed,
                                  std::move(of.members),
                                  number,
                                  std::move(of.since),
                                  std::move(of.terms),
                                  accepted.room});
  avoidance_.add(of.users);
}

void matches::of_group(const found_group& group, agreed_terms agreed) {
  company of;
  std::vector<ticket_id> tickets;
  for (auto each : group.tickets) {
    tickets.push_back(draft_.space.at(each).id);
    add(each, draft_.kind().backfill, of);
  }
  draft_.events.push_back(matched{{},
                                  std::move(tickets),
                                  group.people,
                                  std::move(agreed),
                                  std::move(of.members),
                                  0,
                                  std::move(of.since),
                                  std::move(of.terms),
                                  {}});
  avoidance_.add(of.users);
}

}  // namespace moim
