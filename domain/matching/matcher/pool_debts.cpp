#include "domain/matching/matcher/pool_debts.hpp"

#include "domain/matching/round/decide.hpp"
#include "domain/matching/tickets/pool_rules.hpp"
#include "domain/planted.hpp"

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

struct make_debts {
  const pool_terms& terms;
  using debts = std::vector<pool_news>;

  debts operator()(const matched& event) const {
    pool_news news{{event.tickets.front(), note_kind::matched, 0}, 0, {}, {}, {}};
    auto agreed = criteria_of(terms.matching, event.agreed);
    auto room = event.their_room();
    if (!event.room) {
      news.born = birth{event.match, terms.room, {}, agreed, backfill_terms_of(event)};
      news.room = room;
    }
    news.notes.reserve(event.members.size());
    for (const auto& member : event.members) {
      if (news.born) news.born->members.push_back(member.user);
      auto told = group_note(note_kind::matched, member.ticket, event.people, agreed);
      told.room = room;
      news.notes.push_back({member.user, std::move(told)});
    }
    if (news.born && is_planted(planted_bug::born_one_short)) news.born->members.pop_back();
    return one(std::move(news));
  }

  debts operator()(const proposed& event) const {
    pool_news news{{event.tickets.front(), note_kind::proposed, event.proposal}, 0, {}, {}, {}};
    if (event.room) {
      auto until = event.until - backfill_given_up_ms;
      news.backfill = backfill_proposal{*event.room, event.proposal, event.tickets.back(), until, {}, event.terms};
      for (const auto& member : event.members) news.backfill->members.push_back(member.user);
      return one(std::move(news));
    }
    auto agreed = criteria_of(terms.matching, event.agreed);
    for (const auto& member : event.members) {
      auto told = group_note(note_kind::proposed, member.ticket, event.people, agreed);
      told.proposal = event.proposal;
      told.until_ms = event.until;
      news.notes.push_back({member.user, std::move(told)});
    }
    return one(std::move(news));
  }

  debts operator()(const proposal_closed& event) const {
    if (event.offered || event.back.empty()) return {};
    pool_news news{{event.back.front().ticket, note_kind::proposal_closed, event.proposal}, 0, {}, {}, {}};
    for (const auto& member : event.back) {
      note told;
      told.what = note_kind::proposal_closed;
      told.ticket = member.ticket;
      told.proposal = event.proposal;
      news.notes.push_back({member.user, std::move(told)});
    }
    return one(std::move(news));
  }

  debts operator()(const tickets_ended& event) const {
    debts all;
    for (const auto& each : event.tickets) {
      // Whoever takes their own ticket back knows it already.
      bool by_themselves = each.why == ticket_end::cancelled || each.why == ticket_end::declined;
      by_themselves |= is_planted(planted_bug::expiry_not_told) && each.why == ticket_end::expired;
      if (each.users.empty() || (by_themselves && each.users.size() == 1)) continue;
      auto& news = all.emplace_back(pool_news{{each.ticket, note_kind::ticket_ended, 0}, 0, {}, {}, {}});
      for (const auto& user : each.users) {
        note told;
        told.what = note_kind::ticket_ended;
        told.ticket = each.ticket;
        told.why = each.why;
        news.notes.push_back({user, std::move(told)});
      }
    }
    return all;
  }

  /// Only who submitted it, unless they took it back.
  debts operator()(const party_closed& event) const {
    if (!event.why || *event.why == ticket_end::cancelled) return {};
    pool_news news{{event.ticket, note_kind::ticket_ended, 0}, 0, {}, {}, {}};
    note told;
    told.what = note_kind::ticket_ended;
    told.ticket = event.ticket;
    told.why = event.why;
    news.notes.push_back({event.users.front(), std::move(told)});
    return one(std::move(news));
  }

  template <class Event>
  debts operator()(const Event&) const {
    return {};
  }

 private:
  /// A list in braces would copy it.
  static debts one(pool_news news) {
    debts all;
    all.push_back(std::move(news));
    return all;
  }

  std::optional<backfill_terms> backfill_terms_of(const matched& event) const {
    if (event.terms.empty()) return std::nullopt;
    return backfill_terms{id_of({terms.region, terms.matching, terms.room}), event.terms, event.agreed};
  }
};

}  // namespace

bool may_give_up(const backfill_proposal& asked, time_ms now) { return now >= asked.until + backfill_given_up_ms; }

void name_match(pool_event& event, const id_secret& secret, time_ms now) {
  auto* group = std::get_if<matched>(&event);
  if (!group) return;
  group->match = made_match_id(secret, group->tickets, now);
  if (!group->room) group->born = born_room_id(secret, group->match);
}

std::vector<pool_news> debts_of(const pool_event& event, const pool_terms& terms) {
  return std::visit(make_debts{terms}, event);
}

void add_items(pool_news of, std::vector<owed_item<pool_payload>>& to) {
  to.reserve(to.size() + of.notes.size() + 1);
  if (of.backfill) {
    auto room = of.backfill->room.entity();
    to.push_back({room, std::move(*of.backfill)});
  }
  auto room = of.room.value_or(of.born ? unkeyed_born_room_id(of.born->match) : room_id{});
  if (of.born) to.push_back({room.entity(), std::move(*of.born)});
  std::uint32_t behind = 0;
  for (auto& each : of.notes) {
    if (of.born) ++behind;
    to.push_back({inbox_of(each.user), std::move(each.told), behind});
  }
}

}  // namespace moim
