#include "domain/matching/matcher/matcher.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Whether the slice that a delivery is in does not know the commit yet.
struct is_news_of {
  const matcher& state;
  const commit_stamp& stamp;
  bool operator()(std::uint64_t number) const { return state.tickets.is_news(slice_of(number), stamp); }
};

struct apply_event {
  matcher& state;
  const commit_stamp& stamp;

  void operator()(const fenced&) const {}
  void operator()(const pool_created& event) const {
    state.tickets.take(event, stamp);
    if (!state.tickets.is_news(stamp)) return;
    state.region = event.region;
    state.room = event.room;
  }
  void operator()(const requests_answered& event) const {
    for (const auto& each : event.requests) {
      auto slice = slice_of(each.key.low);
      if (state.tickets.is_news(slice, stamp))
        state.requests[slice].remember({each.key, each.by, each.parameters, each.outcome}, event.hashed_by, stamp.at,
                                       slice_requests);
    }
  }
  void operator()(const news_told& event) const {
    for (const auto& id : event.news) forget(id);
    for (const auto& id : event.parked) forget(id);
    if (state.tickets.is_news(stamp)) state.parked += event.parked.size();
  }
  void operator()(const deliveries_owed<pool_payload>& event) const {
    moim::apply(state.outbox, event, stamp, is_news_of{state, stamp});
  }
  void operator()(const deliveries_done& event) const { moim::apply(state.outbox, event, is_news_of{state, stamp}); }
  void operator()(const deliveries_put_aside& event) const {
    moim::apply(state.outbox, event, is_news_of{state, stamp});
  }
  /// The notes that wait for the birth, and the past tickets, now name the new room.
  void operator()(const birth_moved& event) const {
    is_news_of is_news{state, stamp};
    room_id before;
    for (auto& [number, each] : state.outbox.open) {
      auto* told = std::get_if<note>(&each.what);
      if (told && each.after == event.delivery && told->room) before = *told->room;
      if (!is_news(number)) continue;
      if (number == event.delivery) each.target = event.room.entity();
      if (told && each.after == event.delivery) told->room = event.room;
    }
    for (std::size_t slice = 0; slice < pool_slices; ++slice)
      if (before && state.tickets.is_news(slice, stamp))
        for (auto& over : state.past[slice])
          if (over.room == before) over.room = event.room;
  }
  void operator()(const outbox_begun&) const {
    if (state.tickets.is_news(stamp)) state.outbox.begun_at = stamp.version;
    std::erase_if(state.news,
                  [this](const auto& each) { return state.tickets.is_news(slice_of(each.first.ticket), stamp); });
  }
  void operator()(const matched& event) const {
    state.tickets.take(event, stamp);
    auto room = event.their_room();
    for (const auto& ticket : event.tickets) remember({ticket, std::nullopt, room, users_of(event.members, ticket)});
    if (event.room) forget({event.tickets.front(), note_kind::proposed, event.proposal});
    owe_as_before(event);
  }
  void operator()(const proposed& event) const {
    state.tickets.take(event, stamp);
    owe_as_before(event);
  }
  void operator()(const proposal_closed& event) const {
    state.tickets.take(event, stamp);
    if (event.offered) forget({*event.offered, note_kind::proposed, event.proposal});
    owe_as_before(event);
  }
  void operator()(const tickets_ended& event) const {
    state.tickets.take(event, stamp);
    for (const auto& each : event.tickets) remember({each.ticket, each.why, std::nullopt, each.users});
    owe_as_before(event);
  }
  /// Only who submitted it is told what became of it.
  void operator()(const party_closed& event) const {
    state.tickets.take(event, stamp);
    if (event.why) remember({event.ticket, event.why, std::nullopt, {event.users.front()}});
  }
  /// All other events concern only the tickets.
  template <class Event>
  void operator()(const Event& event) const {
    state.tickets.take(event, stamp);
  }

 private:
  static std::vector<user_id> users_of(const std::vector<group_member>& members, const ticket_id& ticket) {
    std::vector<user_id> users;
    for (const auto& each : members)
      if (each.ticket == ticket) users.push_back(each.user);
    return users;
  }

  /// Before outboxes existed, other events implied what the pool owed.
  void owe_as_before(const pool_event& event) const {
    if (!state.outbox.is_of_before(stamp)) return;
    for (auto& news : debts_of(event, {state.tickets.kind(), state.room, state.region})) {
      if (!state.tickets.is_news(slice_of(news.id.ticket), stamp)) continue;
      news.since = stamp.at;
      auto id = news.id;
      state.news.insert_or_assign(id, std::move(news));
    }
  }
  void forget(const news_id& id) const {
    if (state.tickets.is_news(slice_of(id.ticket), stamp)) state.news.erase(id);
  }
  void remember(past_ticket over) const {
    auto slice = slice_of(over.ticket);
    if (!state.tickets.is_news(slice, stamp)) return;
    auto& past = state.past[slice];
    // An eighth at once, so that moving the rest is not paid by every ticket.
    if (past.size() >= max_past_tickets)
      past.erase(past.begin(), past.begin() + static_cast<std::ptrdiff_t>(max_past_tickets / 8));
    past.push_back(std::move(over));
  }
};

}  // namespace

const past_ticket* matcher::past_of(const ticket_id& id) const {
  const auto& slice = past[slice_of(id)];
  auto found = std::find_if(slice.begin(), slice.end(), [&](const past_ticket& each) { return each.ticket == id; });
  return found == slice.end() ? nullptr : &*found;
}

void apply(matcher& state, const matcher_event& event, const commit_stamp& stamp) {
  state.last_at = std::max(state.last_at, stamp.at);
  std::visit(apply_event{state, stamp}, event);
}

std::optional<time_ms> next_wake(const matcher& state, time_ms now) {
  auto next = next_wake(state.tickets);
  auto look = state.news.empty() ? next_wake(state.outbox, now) : std::optional{now + delivery_wake_ms};
  return next && look ? std::min(next, look) : (next ? next : look);
}

matcher_base base_of(const matcher& state) {
  return {state.tickets.base(),     state.region,          state.room,          state.parked,
          state.outbox.last_number, state.outbox.begun_at, state.outbox.dropped};
}

matcher_part part_of(const matcher& state, std::size_t slice) {
  matcher_part made{state.tickets.part(slice), state.requests[slice], state.past[slice], {}};
  for (const auto& [id, news] : state.news)
    if (slice_of(id.ticket) == slice) made.news.push_back(news);
  for (const auto& [number, each] : state.outbox.open)
    if (slice_of(number) == slice) made.deliveries.push_back(each);
  for (const auto& each : state.outbox.aside)
    if (slice_of(each.number) == slice) made.put_aside.push_back(each);
  for (const auto& [number, each] : state.outbox.taken)
    if (slice_of(number) == slice) made.taken.push_back(each);
  return made;
}

}  // namespace moim
