#include "sim/simulation/checkers/timetable.hpp"

#include "sim/simulation/checkers/group_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace moim::sim {
namespace {

time_ms relaxes_at(const ticket& of, std::size_t step) { return of.submitted_at + of.relax[step].after_s * second_ms; }

/// The last moment at which the wished-for overlaps could still begin. Of several windows of one criterion
/// the last counts; of several criteria the first that runs out. Nothing: at any time.
std::optional<time_ms> last_start(const ticket_story& story, const pool_kind& kind) {
  std::optional<time_ms> first;
  for (const auto& wish : asking_after(story.of, story.steps).wishes.windows) {
    time_ms last = 0;
    for (const auto& each : wish.windows) last = std::max(last, each.to_ms - each.least_ms - kind.notice_s * second_ms);
    first = std::min(first.value_or(last), last);
  }
  return first;
}

}  // namespace

struct timetable::reading {
  timetable& table;
  const ticket_ledger& books;
  time_ms at;
  time_ms landed_at;

  void operator()(const tickets_submitted& event) const {
    for (const auto& each : event.tickets) table.fresh_.insert(each.id);
    auto gathers_ms = books.kind() ? books.kind()->wave_ms : 0;
    if (gathers_ms > 0 && !event.tickets.empty() && !table.wave_at_) table.wave_at_ = at + gathers_ms;
  }
  void operator()(const tickets_ended& event) const {
    for (const auto& each : event.tickets) {
      const auto* story = books.find(each.ticket);
      if (story && each.why == ticket_end::expired) keep("expires", each.ticket, story->of.expires_at);
    }
  }
  void operator()(const tickets_relaxed& event) const {
    for (const auto& each : event.tickets) {
      const auto* story = books.find(each.ticket);
      if (!story || each.steps == 0 || each.steps > story->of.relax.size()) continue;
      keep("relaxes", each.ticket, relaxes_at(story->of, each.steps - 1u));
    }
  }
  void operator()(const proposal_closed& event) const {
    for (const auto& each : event.back) {
      table.fresh_.insert(each.ticket);
      table.back_at_[each.ticket] = landed_at;
    }
    auto found = books.proposals().find(event.proposal);
    if (found != books.proposals().end()) keep("proposal ends", found->second.tickets.front(), found->second.until);
  }
  void operator()(const party_closed& event) const {
    const auto* party = books.party(event.ticket);
    if (party && event.why == ticket_end::party_silent) keep("party is over", event.ticket, party->until);
  }
  void operator()(const wave_matched&) const {
    if (table.wave_at_) keep("wave", {}, *table.wave_at_);
    table.wave_at_.reset();
  }
  /// They come of what people ask for.
  template <class Other>
  void operator()(const Other&) const {}

 private:
  void keep(std::string_view what, const ticket_id& ticket, time_ms due) const {
    auto back = table.back_at_.find(ticket);
    if (back != table.back_at_.end()) due = std::max(due, back->second);
    table.kept_.push_back({what, ticket, due, landed_at});
  }
};

void timetable::read(const matcher_event& event, const ticket_ledger& books, time_ms at, time_ms landed_at) {
  std::visit(reading{*this, books, at, landed_at}, event);
}

void timetable::end_commit(const ticket_ledger& books, time_ms at, std::vector<std::string>& amiss) {
  for (auto& each : undone(books, at)) amiss.push_back(std::move(each));
  fresh_.clear();
}

std::vector<std::string> timetable::undone(const ticket_ledger& books, time_ms by) const {
  std::vector<std::string> found;
  if (!books.kind()) return found;
  if (wave_at_ && *wave_at_ <= by) found.push_back(fmt::format("P6: a wave was to be {} ms ago", by - *wave_at_));
  for (const auto& [id, party] : books.parties())
    if (party.open && party.until <= by) found.push_back("P6: " + to_text(id) + " still asks, and its time is over");
  for (const auto& [id, story] : books.tickets()) {
    if (!story.is_live()) continue;
    auto name = to_text(id);
    // Skip it until the room to which it was offered has answered.
    bool held = story.proposal != 0 && books.proposals().at(story.proposal).room;
    if (held) continue;
    if (story.of.expires_at <= by) found.push_back("P4: " + name + " is over by its time, and has not ended");
    if (story.proposal != 0) {
      if (books.proposals().at(story.proposal).until <= by)
        found.push_back("P6: " + name + " waits for a proposal that is over by its time");
      continue;
    }
    if (auto start = last_start(story, *books.kind()); start && *start < by)
      found.push_back("P4: the last window of " + name + " has passed, and it has not ended");
    bool relaxes = story.steps < story.of.relax.size() && relaxes_at(story.of, story.steps) <= by;
    if (relaxes && !fresh_.contains(id)) found.push_back("P6: " + name + " was to relax, and has not");
  }
  return found;
}

}  // namespace moim::sim
