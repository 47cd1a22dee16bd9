#include "domain/inbox/inbox.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

constexpr std::uint32_t page_default = 100;

auto place_of(const std::vector<known_news>& news, const news_id& id) {
  return std::lower_bound(news.begin(), news.end(), id,
                          [](const known_news& known, const news_id& wanted) { return known.id < wanted; });
}

/// When the inbox took this news. Matches that it took before rooms were part of their names it knows without one.
std::optional<time_ms> known_since(const inbox& state, const news_id& id) {
  auto found = place_of(state.news, id);
  if (found != state.news.end() && found->id == id) return found->since;
  if (id.what == note_kind::matched && id.proposal != 0) return known_since(state, {id.ticket, id.what, 0});
  return std::nullopt;
}

/// The longest known go; an eighth at once, so that looking through all of them is not paid by every note.
void forget_news(std::vector<known_news>& news) {
  std::vector<time_ms> times;
  times.reserve(news.size());
  for (const auto& each : news) times.push_back(each.since);
  auto last_to_go = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 8);
  std::nth_element(times.begin(), last_to_go, times.end());
  std::erase_if(news, [&](const known_news& each) { return each.since < *last_to_go; });
  // All at one time: then any.
  if (news.size() > max_news) news.erase(news.begin(), news.begin() + static_cast<std::ptrdiff_t>(max_news / 8));
}

/// How dear a note is, from 0.
int worth(const inbox& state, const note& of) {
  if (of.number <= state.read_to) return 0;
  bool is_lasting = of.what == note_kind::matched || of.what == note_kind::proposed;
  return is_lasting ? 2 : 1;
}

/// An eighth at once: each one by itself would move all others.
void forget_notes(inbox& state) {
  auto left = max_notes / 8;
  for (int dear = 0; dear <= 2 && left > 0; ++dear)
    std::erase_if(state.notes, [&](const note& each) { return left > 0 && worth(state, each) == dear && left-- > 0; });
}

bool is_of_muted_room(const inbox& state, const note& told) {
  return told.what == note_kind::noticed && told.room && is_muted(state.rooms, *told.room);
}

void add_note(inbox& state, note told, time_ms at) {
  auto id = news_of(told);
  if (is_of_muted_room(state, told)) told.quiet = true;
  state.last = std::max(state.last, told.number);
  state.notes.push_back(std::move(told));
  if (state.notes.size() > max_notes) forget_notes(state);
  if (known_since(state, id)) return;
  state.news.insert(place_of(state.news, id), {id, at});
  if (state.news.size() > max_news) forget_news(state.news);
}

/// The highest number among the forgotten notes; 0 if none is missing.
std::uint64_t last_forgotten(const inbox& state) {
  auto next = state.last;
  for (auto at = state.notes.rbegin(); at != state.notes.rend() && at->number == next; ++at) --next;
  return next;
}

inbox_page page_of(const inbox& state, const read_inbox& asked) {
  inbox_page page{{}, state.last, state.read_to, last_forgotten(state)};
  auto after = asked.after.value_or(state.read_to);
  auto limit = asked.limit.value_or(page_default);
  for (const auto& each : state.notes)
    if (each.number > after + (is_planted(planted_bug::page_off_by_one) ? 1u : 0u) && page.notes.size() < limit)
      page.notes.push_back(each);
  return page;
}

/// What the inbox knows by itself; the rooms' notices are for others to count.
inbox_badge badge_of(const inbox& state) {
  inbox_badge badge;
  for (const auto& each : state.notes)
    if (each.number > state.read_to && !each.quiet && !is_of_muted_room(state, each)) ++badge.notes;
  badge.count = badge.notes;
  for (const auto& each : state.rooms.cursors)
    badge.rooms.push_back({each.room, each.read_to, is_muted(state.rooms, each.room), 0});
  for (const auto& room : state.rooms.muted)
    if (read_to(state.rooms, room) == 0) badge.rooms.push_back({room, 0, true, 0});
  return badge;
}

inbox_decision decide_mark(const inbox& state, const mark_inbox& mark) {
  if (mark.room) {
    auto marked = decide_mark(state.rooms, *mark.room, mark.to);
    return marked ? inbox_decision{{*marked}, inbox_done{}} : inbox_decision{{}, inbox_done{}};
  }
  auto to = std::min(mark.to, state.last);
  if (to <= state.read_to) return {{}, inbox_done{}};
  return {{inbox_marked{to}}, inbox_done{}};
}

result<inbox_decision> decide_mute(const inbox& state, const room_id& room, bool muted, const caller& who,
                                   time_ms now) {
  return decide_mute(state.rooms, room, muted, who, now).map([](const std::optional<room_muted>& event) {
    return event ? inbox_decision{{*event}, inbox_done{}} : inbox_decision{{}, inbox_done{}};
  });
}

}  // namespace

bool may_lose(const inbox& state, const note& told, time_ms now) {
  auto since = known_since(state, news_of(told));
  return since && now - *since < delivery_agrees_ms;
}

result<inbox_decision> decide(const inbox& state, inbox_command command, const caller& who, time_ms now) {
  if (auto* asked = std::get_if<read_inbox>(&command)) return inbox_decision{{}, page_of(state, *asked)};
  if (std::holds_alternative<read_badge>(command)) return inbox_decision{{}, badge_of(state)};
  if (auto* mark = std::get_if<mark_inbox>(&command)) return decide_mark(state, *mark);
  if (auto* mute = std::get_if<mute_room>(&command)) return decide_mute(state, mute->room, true, who, now);
  if (auto* unmute = std::get_if<unmute_room>(&command)) return decide_mute(state, unmute->room, false, who, now);
  auto& told = std::get<put_note>(command).told;
  if (known_since(state, news_of(told)) && !is_planted(planted_bug::news_taken_twice))
    return inbox_decision{{}, inbox_done{}};
  return inbox_decision{{noted{numbered(std::move(told), state.last, now)}}, inbox_done{}};
}

void apply(inbox& state, const inbox_event& event, const commit_stamp& stamp) {
  state.last_at = stamp.at;
  if (auto* marked = std::get_if<room_marked>(&event)) apply(state.rooms, *marked);
  if (auto* muted = std::get_if<room_muted>(&event)) apply(state.rooms, *muted, stamp.at);
  if (auto* marked = std::get_if<inbox_marked>(&event)) state.read_to = std::max(state.read_to, marked->to);
  if (auto* fresh = std::get_if<noted>(&event)) add_note(state, fresh->told, stamp.at);
  auto* rode = std::get_if<note_rode>(&event);
  if (!rode || (known_since(state, news_of(rode->told)) && !is_planted(planted_bug::news_taken_twice))) return;
  add_note(state, numbered(rode->told, state.last, stamp.at), stamp.at);
}

note numbered(note told, std::uint64_t last, time_ms at) {
  told.number = last + 1;
  told.at_ms = at;
  return told;
}

std::vector<inbox_event> rider_of(note told) {
  told.number = 0;
  told.at_ms = 0;
  told.quiet.reset();
  return {note_rode{std::move(told)}};
}

const note* find_note(const inbox& state, const inbox_event& event) {
  auto* put = std::get_if<noted>(&event);
  auto* rode = std::get_if<note_rode>(&event);
  auto is_it = [&](const note& each) {
    return put ? each.number == put->told.number : rode && news_of(each) == news_of(rode->told);
  };
  auto found = std::find_if(state.notes.rbegin(), state.notes.rend(), is_it);
  return found == state.notes.rend() ? nullptr : &*found;
}

}  // namespace moim
