#include "domain/room/notices/notices.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {
namespace {

constexpr std::uint32_t notices_in_page = 100;

bool names(const std::vector<std::string>& list, std::string_view event) {
  return std::find(list.begin(), list.end(), event) != list.end();
}

bool names(const std::optional<inbox_topics>& inbox, std::string_view event) {
  return inbox && (names(inbox->members, event) || names(inbox->host, event) || names(inbox->about_them, event));
}

/// In whose inboxes it goes, each once. Whom it is about needs nobody to tell them, unless `about` says so.
std::vector<user_id> inboxes_for(const room& room, const inbox_topics& topics, const notice& what) {
  std::vector<user_id> people;
  const auto& host = room.get<hosting>().host;
  if (names(topics.members, what.event) && room.get<seats>().taken() <= max_members_noted) people = members_of(room);
  if (names(topics.members, what.event) || names(topics.host, what.event)) people.push_back(host);
  if (what.user) std::erase(people, *what.user);
  if (names(topics.about_them, what.event) && what.user) people.push_back(*what.user);
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  if (what.by && !is_planted(planted_bug::actors_noted)) std::erase(people, *what.by);
  return people;
}

note note_of(const room& room, const notice& what) {
  note told;
  told.what = note_kind::noticed;
  told.room = room.id;
  told.notice = what.number;
  told.happened_ms = what.at_ms;
  told.event = what.event;
  told.person = what.user;
  return told;
}

/// A facet whose events are the server's own books.
template <class Facet>
struct tells_of_people : std::bool_constant<!is_in<Facet, type_list<origin, backfill, memberships, notices>>> {};

}  // namespace

std::span<const topic> all_topics() {
  static const auto all = [] {
    std::vector<topic> topics;
    lists_of_facets<filtered<tells_of_people, room_facets>>::events::for_each([&]<class Event>() {
      topics.push_back({Event::name, names_somebody<Event>});
    });
    return topics;
  }();
  return all;
}

void notices::make_notice(const room& room, std::string_view event, const std::optional<user_id>& user,
                          const moment& at, events_out& out) {
  const auto& topics = *room.kind.rules<notices>();
  auto to = names(topics.members, event) ? notice_audience::members
            : names(topics.host, event)  ? notice_audience::host
                                         : notice_audience::nobody;
  if (to == notice_audience::nobody && !names(topics.inbox, event)) return;
  if (is_planted(planted_bug::notices_of_askers_alone) && !at.by) return;
  out.add(noticed{{room.get<notices>().last + 1, at.now, std::string{event}, to, user, at.by}});
}

void notices::apply(state& to, const noticed& event, const commit_stamp&) {
  to.last = event.what.number;
  if (event.what.to == notice_audience::nobody) return;
  auto& kept = to.kept.own();
  kept.push_back(event.what);
  if (kept.size() <= max_notices + max_notices / 4) return;
  auto gone = kept.end() - static_cast<std::ptrdiff_t>(max_notices);
  to.forgotten = (gone - 1)->number;
  kept.erase(kept.begin(), gone);
}

void notices::owe(const room& room, const noticed& event, const moment&, debts_out& out) {
  const auto& topics = room.kind.rules<notices>()->inbox;
  if (!names(topics, event.what.event)) return;
  for (const auto& user : inboxes_for(room, *topics, event.what)) out.add(inbox_of(user), note_of(room, event.what));
}

result<room_decision> notices::decide(const room& room, const list_notices& asked, const caller& who, const moment&) {
  const auto& state = room.get<notices>();
  bool sees_all = std::max(who.as, role_in(room, who.user)) >= role::host;
  auto limit = asked.limit.value_or(notices_in_page);
  notice_page page{{}, state.last, state.forgotten};
  for (const auto& each : state.kept) {
    bool is_theirs = each.to == notice_audience::members || sees_all;
    if (is_planted(planted_bug::hosts_notices_for_all)) is_theirs = true;
    if (is_theirs && each.number > asked.after.value_or(0) && page.notices.size() < limit) page.notices.push_back(each);
  }
  return room_decision{{}, std::move(page)};
}

void notices::project(const room& room, audience who, room_view& to) {
  auto& seen = to.part<notices>().emplace();
  if (who == audience::member) seen.last = room.get<notices>().last;
}

}  // namespace moim
