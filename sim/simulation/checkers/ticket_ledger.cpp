#include "sim/simulation/checkers/ticket_ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace moim::sim {
namespace {

/// As many as docs/operations.md promises.
constexpr std::size_t most_invitations = 8;

}  // namespace

struct ticket_ledger::reading {
  ticket_ledger& books;
  time_ms at;
  time_ms landed_at;
  std::vector<std::string>& amiss;

  void operator()(const pool_created& event) const { books.kind_ = event.kind; }
  void operator()(const tickets_submitted& event) const {
    for (const auto& each : event.tickets) open(each);
    for (const auto& each : event.matched_at_once) open(each);
  }
  void operator()(const tickets_ended& event) const {
    for (const auto& each : event.tickets) {
      auto* story = live(each.ticket, "ends");
      if (!story) continue;
      story->why = each.why;
      if (story->proposal != 0) books.shaken_.insert(story->proposal);
      close(*story);
      check_end(*story);
      bool own_doing = each.why == ticket_end::cancelled || each.why == ticket_end::declined;
      if (story->of.for_room || (own_doing && story->of.users.size() == 1)) continue;
      for (const auto& user : story->of.users) books.owed_.insert({user, {each.ticket, note_kind::ticket_ended, 0}});
    }
  }
  void operator()(const tickets_relaxed& event) const {
    for (const auto& each : event.tickets)
      if (auto* story = live(each.ticket, "relaxes")) story->steps = each.steps;
  }
  void operator()(const matched& event) const {
    // What everybody has accepted was looked at when it was proposed.
    if (event.proposal == 0) check_group("match", event.tickets, event.people, event.agreed);
    check_members(event.tickets, event.members);
    if (pool_number(ticket_id{event.match.high, event.match.low}) != pool_number(event.tickets.front()))
      amiss.push_back("P4: a match does not have the name of its pool");
    if (event.proposal != 0) accept(event);
    std::vector<user_id> users;
    for (const auto& id : event.tickets) {
      auto* story = live(id, "is matched");
      if (!story) continue;
      if (story->of.expires_at <= at && !event.room)
        amiss.push_back("P4: " + to_text(id) + " was matched after its time");
      if (story->proposal != event.proposal) amiss.push_back("P4: " + to_text(id) + " was promised to others");
      story->match = event.match;
      story->room = event.their_room();
      close(*story);
    }
    for (const auto& each : event.members) {
      users.push_back(each.user);
      books.owed_.insert({each.user, {each.ticket, note_kind::matched, event.their_room().low}});
    }
    if (books.kind_ && books.kind_->again_after_days > 0)
      books.known_.met(users, at + books.kind_->again_after_days * 24 * hour_ms);
    match_story made{std::move(users), event.tickets.front(), event.room.has_value()};
    if (!books.matches_.emplace(event.match, std::move(made)).second)
      amiss.push_back("P4: " + to_text(event.match) + " was made twice");
  }
  void operator()(const proposed& event) const {
    check_group("proposal", event.tickets, event.people, event.agreed);
    check_members(event.tickets, event.members);
    proposal_story made{event.tickets, {}, {}, event.until, is_over(event, event.until), true, event.room, false};
    for (const auto& id : event.tickets) {
      auto* story = live(id, "is proposed");
      if (!story) continue;
      if (story->proposal != 0) amiss.push_back("P4: " + to_text(id) + " is in two proposals");
      if (event.until > story->of.expires_at && !event.room)
        amiss.push_back("P4: " + to_text(id) + " is asked beyond its time");
      story->proposal = event.proposal;
    }
    for (const auto& each : event.members) {
      made.users.push_back(each.user);
      if (!event.room) books.owed_.insert({each.user, {each.ticket, note_kind::proposed, event.proposal}});
    }
    if (!books.proposals_.emplace(event.proposal, std::move(made)).second)
      amiss.push_back(fmt::format("P4: there are two proposals {}", event.proposal));
  }
  void operator()(const answered& event) const {
    auto* proposal = open_proposal(event.proposal, "is accepted");
    if (proposal && at >= proposal->until) amiss.push_back("P4: a proposal was accepted after its time");
    if (proposal) proposal->accepted.insert(event.user);
  }
  void operator()(const proposal_closed& event) const {
    auto* proposal = open_proposal(event.proposal, "is closed");
    if (!proposal) return;
    proposal->open = false;
    std::set<ticket_id> back;
    for (const auto& each : event.back) {
      back.insert(each.ticket);
      if (!proposal->room) books.owed_.insert({each.user, {each.ticket, note_kind::proposal_closed, event.proposal}});
    }
    for (const auto& id : proposal->tickets) {
      auto& story = books.tickets_[id];
      story.proposal = 0;
      if (at >= proposal->until && !proposal->cut_short && back.contains(id) && !has_accepted(story, *proposal))
        amiss.push_back("P4: " + to_text(id) + " comes back, and did not accept in time");
      if (!story.is_live() && back.contains(id)) amiss.push_back("P4: " + to_text(id) + " comes back, and has ended");
      if (story.is_live() && !back.contains(id)) books.leaving_.insert(id);
    }
  }
  void operator()(const party_invited& event) const {
    const auto& of = event.ticket;
    party_story made{of, event.until, {event.asked.begin(), event.asked.end()}, {}, true, {}, landed_at, 0};
    for (const auto& user : made.asked) {
      if (std::find(of.users.begin() + 1, of.users.end(), user) == of.users.end())
        amiss.push_back("P4: " + to_text(of.id) + " asks somebody whom it does not name");
      if (open_invitations(user) >= most_invitations)
        amiss.push_back("P4: " + to_text(user) + " is asked by more than " + std::to_string(most_invitations));
    }
    bool is_new = !books.tickets_.contains(of.id) && books.parties_.emplace(of.id, std::move(made)).second;
    if (!is_new) return amiss.push_back("P3: " + to_text(of.id) + " was submitted twice");
    take_place(of.users.front(), of.id);
  }
  void operator()(const party_accepted& event) const {
    auto* party = open_party(event.ticket, "is joined");
    if (!party) return;
    if (!party->asked.contains(event.user)) amiss.push_back("P4: " + to_text(event.user) + " joins, and was not asked");
    if (at >= party->until) amiss.push_back("P4: " + to_text(event.ticket) + " is joined after its time");
    party->accepted.insert(event.user);
    take_place(event.user, event.ticket);
  }
  void operator()(const party_closed& event) const {
    auto* party = open_party(event.ticket, "is closed");
    if (!party) return;
    party->open = false;
    party->why = event.why;
    party->over_at = landed_at;
    if (!event.why) return form(*party);
    for (const auto& user : party->of.users) books.waiting_[user].erase(event.ticket);
    if (*event.why == ticket_end::party_silent && at < party->until)
      amiss.push_back("P4: " + to_text(event.ticket) + " was over before its time to be joined");
    if (*event.why != ticket_end::cancelled)
      books.owed_.insert({party->inviter(), {event.ticket, note_kind::ticket_ended, 0}});
  }
  void operator()(const deliveries_owed<pool_payload>& event) const {
    for (std::size_t i = 0; i < event.items.size(); ++i)
      if (auto* born = std::get_if<birth>(&event.items[i].what)) books.births_[event.first + i] = born->match;
  }
  void operator()(const birth_moved& event) const {
    auto born = books.births_.find(event.delivery);
    if (born == books.births_.end()) return amiss.push_back("P4: the birth of no match was moved");
    for (auto& [id, story] : books.tickets_) {
      if (story.match != born->second) continue;
      for (const auto& user : story.of.users) {
        books.owed_.erase({user, {id, note_kind::matched, story.room.low}});
        books.owed_.insert({user, {id, note_kind::matched, event.room.low}});
      }
      story.left_rooms.insert(std::exchange(story.room, event.room));
    }
  }
  /// They say nothing of what becomes of a ticket.
  template <class Other>
  void operator()(const Other&) const {}

 private:
  void open(const ticket& of) const {
    auto [found, is_new] = books.tickets_.emplace(of.id, ticket_story{of, 0, 0, {}, {}, {}, landed_at, 0});
    if (!is_new) return amiss.push_back("P3: " + to_text(of.id) + " was submitted twice");
    if (const auto* party = books.party(of.id); party && (party->open || party->why))
      amiss.push_back("P4: " + to_text(of.id) + " waits, and not all whom it names have joined");
    if (of.for_room) return;
    for (const auto& user : of.users) take_place(user, of.id);
  }

  void take_place(const user_id& user, const ticket_id& ticket) const {
    auto& mine = books.waiting_[user];
    mine.insert(ticket);
    if (mine.size() > 1) books.came_again_.insert(user);
  }

  party_story* open_party(const ticket_id& id, const char* what) const {
    auto found = books.parties_.find(id);
    if (found != books.parties_.end() && found->second.open) return &found->second;
    amiss.push_back("P4: " + to_text(id) + " " + what + ", and asks nobody");
    return nullptr;
  }

  void form(const party_story& party) const {
    books.formed_.insert(party.of.id);
    for (const auto& user : party.of.users)
      if (!party.has_place_of(user))
        amiss.push_back("P4: " + to_text(party.of.id) + " is submitted, and " + to_text(user) + " has not joined it");
  }

  std::size_t open_invitations(const user_id& user) const {
    return static_cast<std::size_t>(std::count_if(books.parties_.begin(), books.parties_.end(), [&](const auto& each) {
      return each.second.open && each.second.asked.contains(user) && !each.second.accepted.contains(user);
    }));
  }

  ticket_story* live(const ticket_id& id, const char* what) const {
    auto found = books.tickets_.find(id);
    if (found != books.tickets_.end() && found->second.is_live()) return &found->second;
    amiss.push_back("P4: " + to_text(id) + " " + what +
                    (found == books.tickets_.end() ? " and was never submitted" : " and has ended before"));
    return nullptr;
  }

  void close(ticket_story& story) const {
    story.over_at = landed_at;
    for (const auto& user : story.of.users) books.waiting_[user].erase(story.of.id);
  }

  void check_end(const ticket_story& story) const {
    if (story.why == ticket_end::expired && at < story.of.expires_at)
      amiss.push_back("P4: " + to_text(story.of.id) + " expired before its time");
    if (story.why != ticket_end::silent) return;
    const auto& proposal = books.proposals_[story.proposal];
    if (at < proposal.until) amiss.push_back("P4: " + to_text(story.of.id) + " was called silent before its time");
    if (has_accepted(story, proposal))
      amiss.push_back("P4: " + to_text(story.of.id) + " was called silent, and was not");
    if (any_expires_by(proposal.tickets, proposal.until))
      amiss.push_back("P4: " + to_text(story.of.id) + " was called silent when another's time was over");
  }

  static bool has_accepted(const ticket_story& story, const proposal_story& proposal) {
    const auto& users = story.of.users;
    return std::all_of(users.begin(), users.end(),
                       [&](const user_id& user) { return proposal.accepted.contains(user); });
  }

  /// The first names the group; the ticket of a room that takes them is at the end.
  void check_order(const std::vector<ticket_id>& tickets) const {
    auto since = [this](const ticket_id& id) { return books.tickets_[id].of.submitted_at; };
    for (const auto& id : tickets)
      if (since(id) < since(tickets.front()) && !books.tickets_[id].of.for_room)
        return amiss.push_back("P4: " + to_text(id) + " is older than the first ticket of its group");
  }

  bool any_expires_by(const std::vector<ticket_id>& tickets, time_ms when) const {
    return std::any_of(tickets.begin(), tickets.end(),
                       [&](const ticket_id& id) { return books.tickets_[id].of.expires_at <= when; });
  }

  /// Whether that is no group any more at `when`, as far as can be told from what was agreed on.
  bool is_over(const proposed& event, time_ms when) const {
    if (!books.kind_) return false;
    return any_expires_by(event.tickets, when) ||
           why_no_group(*books.kind_, asking_by(event.tickets), event.people, event.agreed, when).has_value();
  }

  std::vector<asking> asking_by(const std::vector<ticket_id>& tickets) const {
    std::vector<asking> group;
    for (const auto& id : tickets)
      if (auto found = books.tickets_.find(id); found != books.tickets_.end())
        group.push_back(asking_after(found->second.of, found->second.steps));
    return group;
  }

  void check_group(const char* what, const std::vector<ticket_id>& tickets, std::uint32_t people,
                   const agreed_terms& agreed) const {
    if (!books.kind_) return;
    auto group = asking_by(tickets);
    if (auto who = books.known_.too_soon(group, at)) amiss.push_back("P4: " + *who);
    check_order(tickets);
    if (auto why = why_no_group(*books.kind_, group, people, agreed, at))
      amiss.push_back(fmt::format("P4: the {} of {} is none: {}", what, to_text(tickets.front()), *why));
  }

  void check_members(const std::vector<ticket_id>& tickets, const std::vector<group_member>& members) const {
    std::set<std::pair<user_id, ticket_id>> of_tickets;
    std::set<std::pair<user_id, ticket_id>> told;
    for (const auto& id : tickets)
      for (const auto& user : people_of(books.tickets_[id].of)) of_tickets.insert({user, id});
    for (const auto& each : members) told.insert({each.user, each.ticket});
    if (of_tickets != told) amiss.push_back("P4: the members of a group are not its tickets' people");
  }

  /// The people who wait with the ticket: nobody, if it is a room's.
  static std::vector<user_id> people_of(const ticket& of) { return of.for_room ? std::vector<user_id>{} : of.users; }

  proposal_story* open_proposal(std::uint64_t number, const char* what) const {
    auto found = books.proposals_.find(number);
    if (found != books.proposals_.end() && found->second.open) return &found->second;
    amiss.push_back(fmt::format("P4: proposal {} {} and is not open", number, what));
    return nullptr;
  }

  void accept(const matched& event) const {
    auto* proposal = open_proposal(event.proposal, "becomes a match");
    if (!proposal) return;
    proposal->open = false;
    proposal->taken = event.room.has_value();
    if (proposal->room != event.room) amiss.push_back("P4: a room was filled by those whom another was offered");
    bool all = event.room || proposal->accepted.size() == proposal->users.size();
    if (!all || proposal->tickets != event.tickets)
      amiss.push_back("P4: a proposal became a match that not everybody has accepted");
  }
};

void ticket_ledger::read(const matcher_event& event, time_ms at, time_ms landed_at, std::vector<std::string>& amiss) {
  std::visit(reading{*this, at, landed_at, amiss}, event);
}

void ticket_ledger::end_commit(std::vector<std::string>& amiss) {
  for (const auto& id : leaving_)
    if (tickets_[id].is_live()) amiss.push_back("P4: " + to_text(id) + " has not ended, and does not wait again");
  leaving_.clear();
  for (auto number : shaken_)
    if (proposals_[number].open)
      amiss.push_back(fmt::format("P4: proposal {} is still open, and one of its tickets has ended", number));
  shaken_.clear();
  for (const auto& id : formed_)
    if (!tickets_.contains(id)) amiss.push_back("P4: all have joined " + to_text(id) + ", and it was not submitted");
  formed_.clear();
  for (const auto& user : came_again_)
    if (waiting_[user].size() > 1)
      amiss.push_back("P4: " + to_text(user) + " waits in two tickets of one pool: " +
                      to_text(*waiting_[user].begin()) + " and " + to_text(*waiting_[user].rbegin()));
  came_again_.clear();
}

bool ticket_ledger::waited_since(const user_id& user, time_ms since) const {
  bool had_place = std::any_of(parties_.begin(), parties_.end(), [&](const auto& each) {
    const auto& party = each.second;
    return (party.open || party.over_at >= since) && party.has_place_of(user);
  });
  if (had_place) return true;
  return std::any_of(tickets_.begin(), tickets_.end(), [&](const auto& each) {
    const auto& users = each.second.of.users;
    return !each.second.of.for_room && (each.second.is_live() || each.second.over_at >= since) &&
           std::find(users.begin(), users.end(), user) != users.end();
  });
}

}  // namespace moim::sim
