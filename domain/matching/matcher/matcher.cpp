#include "domain/matching/matcher/matcher.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

/// What is told about a group to each of its people.
note group_note(note_kind what, const ticket_id& ticket, std::uint32_t people, const criteria& agreed) {
  note told;
  told.what = what;
  told.ticket = ticket;
  told.people = people;
  told.agreed = agreed;
  return told;
}

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
  void operator()(const matched& event) const {
    state.tickets.take(event, stamp);
    auto room = event.their_room();
    for (const auto& ticket : event.tickets) remember({ticket, std::nullopt, room, users_of(event.members, ticket)});
    if (event.room) forget({event.tickets.front(), note_kind::proposed, event.proposal});
    auto* news = make_news({event.tickets.front(), note_kind::matched, 0});
    if (!news) return;
    auto agreed = criteria_of(state.tickets.kind(), event.agreed);
    if (!event.room) news->born = birth{event.match, state.room, {}, agreed, refill_of(event), room};
    for (const auto& member : event.members) {
      if (news->born) news->born->members.push_back(member.user);
      auto told = group_note(note_kind::matched, member.ticket, event.people, agreed);
      told.room = room;
      news->notes.push_back({member.user, std::move(told)});
    }
    if (news->born && is_planted(planted_bug::born_one_short)) news->born->members.pop_back();
  }
  void operator()(const proposed& event) const {
    state.tickets.take(event, stamp);
    auto* news = make_news({event.tickets.front(), note_kind::proposed, event.proposal});
    if (!news) return;
    if (event.room) {
      news->offer = seat_offer{*event.room, event.proposal, event.tickets.back(), event.until - offer_given_up_ms,
                               {},          event.terms};
      for (const auto& member : event.members) news->offer->members.push_back(member.user);
      return;
    }
    auto agreed = criteria_of(state.tickets.kind(), event.agreed);
    for (const auto& member : event.members) {
      auto told = group_note(note_kind::proposed, member.ticket, event.people, agreed);
      told.proposal = event.proposal;
      told.until_ms = event.until;
      news->notes.push_back({member.user, std::move(told)});
    }
  }
  void operator()(const proposal_closed& event) const {
    state.tickets.take(event, stamp);
    if (event.offered) return forget({*event.offered, note_kind::proposed, event.proposal});
    if (event.back.empty()) return;
    auto* news = make_news({event.back.front().ticket, note_kind::proposal_closed, event.proposal});
    if (!news) return;
    for (const auto& member : event.back) {
      note told;
      told.what = note_kind::proposal_closed;
      told.ticket = member.ticket;
      told.proposal = event.proposal;
      news->notes.push_back({member.user, std::move(told)});
    }
  }
  void operator()(const tickets_ended& event) const {
    state.tickets.take(event, stamp);
    for (const auto& each : event.tickets) {
      remember({each.ticket, each.why, std::nullopt, each.users});
      bool by_themselves = each.why == ticket_end::cancelled || each.why == ticket_end::declined;
      by_themselves |= is_planted(planted_bug::expiry_not_told) && each.why == ticket_end::expired;
      if (each.users.empty() || (by_themselves && each.users.size() == 1)) continue;
      auto* news = make_news({each.ticket, note_kind::ticket_ended, 0});
      if (!news) continue;
      for (const auto& user : each.users) {
        note told;
        told.what = note_kind::ticket_ended;
        told.ticket = each.ticket;
        told.why = each.why;
        news->notes.push_back({user, std::move(told)});
      }
    }
  }
  /// All else is the tickets' alone.
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

  std::optional<refill_terms> refill_of(const matched& event) const {
    if (event.terms.empty()) return std::nullopt;
    return refill_terms{id_of({state.region, state.tickets.kind(), state.room}), event.terms, event.agreed};
  }

  /// Nothing if the snapshot knows it already.
  pool_news* make_news(const news_id& id) const {
    if (!state.tickets.is_news(slice_of(id.ticket), stamp)) return nullptr;
    auto& made = state.news[id];
    made = {id, stamp.at, std::nullopt, std::nullopt, {}};
    return &made;
  }
  void forget(const news_id& id) const {
    if (state.tickets.is_news(slice_of(id.ticket), stamp)) state.news.erase(id);
  }
  void remember(past_ticket over) const {
    auto slice = slice_of(over.ticket);
    if (!state.tickets.is_news(slice, stamp)) return;
    auto& past = state.past[slice];
    // An eighth at once, so that moving the rest is not paid by every ticket.
    if (past.size() >= past_tickets_most)
      past.erase(past.begin(), past.begin() + static_cast<std::ptrdiff_t>(past_tickets_most / 8));
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

time_ms news_retry(const matcher& state) { return state.tickets.is_sought_by_any() ? offer_retry_ms : news_retry_ms; }

std::optional<time_ms> next_wake(const matcher& state, time_ms now) {
  auto next = next_wake(state.tickets);
  if (state.news.empty()) return next;
  auto look = now + news_retry(state);
  return next ? std::min(*next, look) : look;
}

matcher_base base_of(const matcher& state) { return {state.tickets.base(), state.region, state.room, state.parked}; }

matcher_part part_of(const matcher& state, std::size_t slice) {
  matcher_part made{state.tickets.part(slice), state.requests[slice], state.past[slice], {}};
  for (const auto& [id, news] : state.news)
    if (slice_of(id.ticket) == slice) made.news.push_back(news);
  return made;
}

}  // namespace moim
