#include "sim/simulation/checkers/notice_reader.hpp"

namespace moim::sim {
namespace {

bool has(const std::vector<std::string>& list, std::string_view event) {
  return std::count(list.begin(), list.end(), event) > 0;
}

notice_audience readers_of(const notice_topics& table, std::string_view event) {
  if (has(table.members, event)) return notice_audience::members;
  return has(table.host, event) ? notice_audience::host : notice_audience::nobody;
}

bool is_in_table(const notice_topics& table, std::string_view event) {
  auto in_inboxes = [&](const inbox_topics& inbox) {
    return has(inbox.members, event) || has(inbox.host, event) || has(inbox.about_them, event);
  };
  return readers_of(table, event) != notice_audience::nobody || (table.inbox && in_inboxes(*table.inbox));
}

/// Whom the table sends it to, as the room is now.
fresh_notice addressed(const room_story& story, const notice_topics& table, const notice& what) {
  fresh_notice fresh{what, {}, false};
  if (!table.inbox) return fresh;
  bool to_members = has(table.inbox->members, what.event);
  fresh.is_for_all = to_members || has(table.inbox->host, what.event);
  if (to_members)
    for (const auto& [user, seat] : story.seats) fresh.people.insert(user);
  if (fresh.is_for_all) fresh.people.insert(story.host);
  if (what.user) fresh.people.erase(*what.user);
  if (what.user && has(table.inbox->about_them, what.event)) fresh.people.insert(*what.user);
  if (what.by) fresh.people.erase(*what.by);
  return fresh;
}

struct notice_reader {
  room_story& story;
  const notice_topics& table;
  time_ms at;
  std::vector<std::string>& amiss;

  template <class Event>
  void operator()(const Event& event) const {
    if (!is_in_table(table, Event::name)) return;
    if constexpr (names_somebody<Event>)
      story.notices.missing.emplace_back(Event::name, event.user);
    else
      story.notices.missing.emplace_back(Event::name, std::nullopt);
  }
  void operator()(const request_answered& event) const { story.notices.asked_by = event.by; }
  void operator()(const noticed& event) const {
    auto& of = story.notices;
    const auto& what = event.what;
    bool fits = !of.missing.empty() && of.missing.front() == std::pair{what.event, what.user};
    if (!fits) return amiss.push_back("notices: a notice of " + what.event + " which did not happen, or not then");
    of.missing.pop_front();
    auto last = of.told.empty() ? 0 : of.told.back().number;
    if (what.number != last + 1) amiss.push_back("notices: notice " + std::to_string(what.number) + " is not the next");
    if (what.to != readers_of(table, what.event)) amiss.push_back("notices: a notice of " + what.event + " for others");
    if (what.by && what.by != of.asked_by) amiss.push_back("notices: a notice of what somebody else did");
    if (what.at_ms != at) amiss.push_back("notices: a notice of another time");
    of.told.push_back(what);
    of.fresh.push_back(addressed(story, table, what));
  }
};

void let_come(notice_story& of, const user_id& user) {
  for (auto& each : of.fresh)
    if (each.is_for_all && each.what.by != user) each.newcomers.insert(user);
}

}  // namespace

void read_notice(room_story& story, const room_event& event, time_ms at, std::vector<std::string>& amiss) {
  story.notices.hosts.insert(story.host);
  const auto* table = story.kind.rules<notices>();
  if (table == nullptr) return;
  if (auto* taken = std::get_if<seat_taken>(&event)) let_come(story.notices, taken->user);
  if (auto* changed = std::get_if<host_changed>(&event)) let_come(story.notices, changed->user);
  std::visit(notice_reader{story, *table, at, amiss}, event);
}

void end_notices(const room_id& room, room_story& story, notice_book& book, std::vector<std::string>& amiss) {
  auto& of = story.notices;
  if (!of.missing.empty()) amiss.push_back("notices: " + of.missing.front().first + " has no notice");
  auto is_still_there = [&](const user_id& user) { return story.seats.contains(user) || story.host == user; };
  for (const auto& each : of.fresh) {
    for (const auto& user : each.newcomers) book.perhaps.emplace(room, each.what.number, user);
    for (const auto& user : each.people) {
      book.perhaps.emplace(room, each.what.number, user);
      if (!each.is_for_all || is_still_there(user)) book.surely.emplace(room, each.what.number, user);
    }
  }
  of.fresh.clear();
  of.missing.clear();
  of.asked_by.reset();
}

}  // namespace moim::sim
