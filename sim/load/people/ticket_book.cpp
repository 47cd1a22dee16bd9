#include "sim/load/people/ticket_book.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace moim::load {

bool ticket_book::may_submit(person_number who) const {
  return has_pool_ && !people_[who].asking && !people_[who].has_unknown && !waiting(who);
}

std::optional<ticket_id> ticket_book::waiting(person_number who) const {
  const auto& whose = people_[who];
  if (!whose.last || whose.tickets.at(*whose.last).note != 0) return std::nullopt;
  return whose.last;
}

void ticket_book::asked(person_number who, std::int64_t intended_ns) {
  people_[who].asking = true;
  people_[who].intended_ns = intended_ns;
}

void ticket_book::acknowledged(person_number who, const ticket_id& ticket) {
  auto& whose = people_[who];
  whose.asking = false;
  whose.last = ticket;
  whose.tickets[ticket].acknowledged = true;
  ++count_;
}

void ticket_book::given_up(person_number who) {
  people_[who].asking = false;
  people_[who].has_unknown = true;
}

std::optional<std::int64_t> ticket_book::noted(person_number who, const note& told) {
  if (told.what != note_kind::matched && told.what != note_kind::ticket_ended) return std::nullopt;
  auto& whose = people_[who];
  // A match may be told before the answer to the request that made it.
  auto& of = whose.tickets[told.ticket];
  if (of.note == told.number) return std::nullopt;
  if (of.note != 0) {
    found_.broken("P4", fmt::format("{} has ended twice, by the notes {} and {}", moim::to_text(told.ticket), of.note,
                                    told.number));
    return std::nullopt;
  }
  of.note = told.number;
  of.end = told.what;
  ++ended_count_;
  return whose.intended_ns;
}

std::vector<std::pair<person_number, ticket_id>> ticket_book::last_tickets() const {
  std::vector<std::pair<person_number, ticket_id>> all;
  for (person_number who = 0; who < people_.size(); ++who)
    if (people_[who].last) all.emplace_back(who, *people_[who].last);
  return all;
}

void ticket_book::see(person_number who, const ticket_view& view) {
  auto found = people_[who].tickets.find(view.ticket);
  if (found == people_[who].tickets.end()) return;
  auto& of = found->second;
  bool is_over = view.state == ticket_state::matched || view.state == ticket_state::ended;
  auto told = of.note != 0 ? std::optional{of.end} : std::nullopt;
  bool differs = told && (*told == note_kind::matched) != (view.state == ticket_state::matched);
  if (told && (!is_over || differs))
    found_.broken("P4", fmt::format("{} has ended by the note {}, and is read as {}", moim::to_text(view.ticket),
                                    of.note, enum_names(view.state)[static_cast<std::size_t>(view.state)]));
  of.was_seen_over = of.was_seen_over || is_over;
}

void ticket_book::not_found(person_number who, const ticket_id& ticket) {
  // What has ended may be forgotten.
  if (people_[who].tickets.at(ticket).note == 0)
    found_.broken("P2", moim::to_text(ticket) + " was acknowledged, and then it was not found");
}

bool ticket_book::has_caught_up() const {
  return std::none_of(people_.begin(), people_.end(), [](const person& whose) {
    return std::any_of(whose.tickets.begin(), whose.tickets.end(),
                       [&](const auto& each) { return is_untold(whose, each.second); });
  });
}

void ticket_book::see_last() {
  for (const auto& whose : people_)
    for (const auto& [ticket, of] : whose.tickets) {
      if (is_untold(whose, of)) found_.broken("P4", moim::to_text(ticket) + " has ended, and its person is not told");
      if (!of.acknowledged && !whose.has_unknown && !whose.asking)
        found_.broken("P3", moim::to_text(ticket) + " has ended, and its person never had it");
    }
}

}  // namespace moim::load
