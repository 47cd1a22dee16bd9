#include "sim/simulation/checkers/ticket_answer_checker.hpp"

#include "domain/declare/derived_ids.hpp"
#include "sim/simulation/parameters.hpp"

#include <fmt/format.h>

namespace moim::sim {
namespace {

std::string text_of(const ticket_outcome& outcome) {
  const auto* opened = std::get_if<ticket_opened>(&outcome);
  return opened ? "opened " + moim::to_text(opened->ticket) : "done";
}

}  // namespace

void ticket_answer_checker::on_submitted(const submit_request& call, const request_key& key,
                                         const result<ticket_opened>& told) {
  if (!told) return verdict_.broken("P8", "an answer to a submit is none");
  auto ticket = told->ticket;
  auto rules = kinds_.find_pool(call.kind, "");
  if (ticket != submitted_ticket_id(secret_, user_, key, id_of(*rules)))
    broken("P3", ticket, "one key names another ticket each time");
  check_outcome(ticket, key, *told);
  const auto* party = logs_.pools().party(ticket);
  if (trusts() && !party && !logs_.pools().find(ticket))
    broken("P2", ticket, "it was acknowledged, and no log knows it");
  if (trusts() && told->inviting.value_or(false) != (party != nullptr))
    broken("P2", ticket, "what it is said to ask of others is not in the log");
}

void ticket_answer_checker::on_done(const method_call& call, const request_key& key) {
  if (auto* mark = std::get_if<mark_inbox>(&call)) return on_marked(*mark);
  if (auto* cancel = std::get_if<cancel_request>(&call)) {
    check_outcome(cancel->ticket, key, done{});
    check_cancelled(cancel->ticket);
  } else if (auto* decline = std::get_if<decline_request>(&call)) {
    check_outcome(decline->ticket, key, done{});
    check_ended(decline->ticket, ticket_end::declined);
  } else if (auto* accept = std::get_if<accept_request>(&call)) {
    check_outcome(accept->ticket, key, done{});
    check_accepted(*accept);
  } else if (auto* join = std::get_if<accept_party>(&call)) {
    check_outcome(join->ticket, key, done{});
    const auto* party = logs_.pools().party(join->ticket);
    if (trusts() && (!party || !party->accepted.contains(user_)))
      broken("P2", join->ticket, "its party was joined, and the log does not know");
  } else if (auto* no = std::get_if<decline_party>(&call)) {
    check_outcome(no->ticket, key, done{});
    const auto* party = logs_.pools().party(no->ticket);
    if (trusts() && (!party || party->why != ticket_end::party_declined))
      broken("P4", no->ticket, "somebody does not want to be in it, and it goes on");
  }
}

/// Of its people one who was only asked has declined by that.
void ticket_answer_checker::check_cancelled(const ticket_id& ticket) {
  const auto* party = logs_.pools().party(ticket);
  if (!party || logs_.pools().find(ticket)) return check_ended(ticket, ticket_end::cancelled);
  auto why = party->inviter() == user_ ? ticket_end::cancelled : ticket_end::party_declined;
  if (trusts() && party->why != why) broken("P4", ticket, "it was taken back, and still asks");
}

void ticket_answer_checker::on_invited(const invited_to_party& told) {
  const auto* party = logs_.pools().party(told.ticket);
  if (trusts() && (!party || !party->asked.contains(user_) || party->until != told.until_ms))
    broken("P2", told.ticket, "somebody hears of an invitation that is not in the log");
}

void ticket_answer_checker::on_party_over(const party_over& told) {
  const auto* party = logs_.pools().party(told.ticket);
  if (trusts() && (!party || party->open || told.formed == party->why.has_value()))
    broken("P2", told.ticket, "its party is said to be over, and is not in the log as such");
}

/// Whoever may not join has a ticket already; whoever is invited by nobody was not asked all the while.
void ticket_answer_checker::on_answer_refused(const ticket_id& ticket, errc why, time_ms first_sent_at) {
  const auto* pool = logs_.pools().pool_of(ticket);
  if (!trusts() || !pool) return;
  if (why == errc::already_waiting && !pool->ledger.waited_since(user_, first_sent_at))
    broken("P4", ticket, "somebody who has no ticket may not join it");
  const auto* party = pool->ledger.party(ticket);
  bool all_the_while = party && party->open && party->landed_at < first_sent_at && party->asked.contains(user_);
  if (why == errc::not_invited && all_the_while) broken("P4", ticket, "it asks somebody who may not answer");
}

void ticket_answer_checker::on_marked(const mark_inbox& mark) {
  const auto* story = logs_.inboxes().find(user_);
  auto is_read = [&] {
    if (!mark.room) return story->read_to >= mark.to;
    auto found = story->cursors.find(*mark.room);
    return found != story->cursors.end() && found->second >= mark.to;
  };
  if (trusts() && (!story || (!is_read() && story->forks == 0)))
    verdict_.broken("P2", moim::to_text(user_) + " was told of a mark that is not in the log");
}

void ticket_answer_checker::check_ended(const ticket_id& ticket, ticket_end why) {
  const auto* story = logs_.pools().find(ticket);
  if (trusts() && story && story->why != why)
    broken("P4", ticket, "its people were told that it was " + std::string{enum_name(why)} + ", and it was not");
}

void ticket_answer_checker::check_accepted(const accept_request& call) {
  if (!trusts() || !logs_.pools().find(call.ticket)) return;
  const auto& proposal = logs_.pools().pool_of(call.ticket)->ledger.proposals().at(call.proposal);
  if (!proposal.accepted.contains(user_)) broken("P2", call.ticket, "it was accepted, and the log does not know");
}

/// What was acknowledged is in the log (P2), and one key is answered alike each time (P3).
void ticket_answer_checker::check_outcome(const ticket_id& of, const request_key& key, const ticket_outcome& told) {
  if (!trusts()) return;
  auto [before, is_new] = told_.try_emplace(key, told);
  if (!is_new && before->second != told)
    verdict_.broken("P3", moim::to_text(of) + ": " + moim::to_text(user_) + ": one key was answered " +
                              text_of(before->second) + " and then " + text_of(told));
  const auto* pool = logs_.pools().pool_of(of);
  bool known = pool && pool->answered.contains({user_, key}) && pool->answered.at({user_, key}) == told;
  if (!known)
    verdict_.broken("P2",
                    moim::to_text(of) + ": " + moim::to_text(user_) + " was told of an outcome that is not in the log");
}

/// Whoever is not let in has a ticket already, or a penalty; by a clock that may be behind. Of those whom they name
/// only a trusted server is told as much.
void ticket_answer_checker::on_submit_refused(const submit_request& call, errc why, time_ms first_sent_at) {
  if (!trusts() || (why != errc::already_waiting && why != errc::penalised)) return;
  const auto* rules = kinds_.find_pool(call.kind, "").get();
  auto found = logs_.pools().pools().find(id_of(*rules));
  auto is_why = [&](const user_id& user) {
    const auto& pool = found->second;
    return why == errc::already_waiting ? pool.ledger.waited_since(user, first_sent_at)
                                        : pool.penalties.has_after(user, first_sent_at - max_clocks_apart_ms);
  };
  auto users = vouches_ ? call.users.value_or(std::vector{user_}) : std::vector{user_};
  if (found == logs_.pools().pools().end() || std::none_of(users.begin(), users.end(), is_why))
    verdict_.broken("P4", moim::to_text(user_) + " was refused a ticket, and has " +
                              (why == errc::already_waiting ? "none" : "no penalty"));
}

void ticket_answer_checker::on_own_refused(const ticket_id& ticket, errc why) {
  const auto* story = logs_.pools().find(ticket);
  if (!trusts() || !story) return;
  if (why == errc::ticket_not_found) broken("P4", ticket, "its own people are told that there is none");
  if (why == errc::ticket_over && story->is_live()) broken("P4", ticket, "it is called over, and lives");
}

void ticket_answer_checker::on_inviting_view(const ticket_view& told) {
  const auto* party = logs_.pools().party(told.ticket);
  if (!party) return broken("P2", told.ticket, "it is shown, and no log knows it");
  if (party->inviter() != user_ && !party->asked.contains(user_))
    broken("P4", told.ticket, "it is shown to somebody whom it does not ask");
  bool ended = told.state == ticket_state::ended && told.why == party->why;
  if (told.state != ticket_state::inviting && !ended)
    broken("P4", told.ticket, "it is shown as " + std::string{enum_name(told.state)} + ", and was not");
}

void ticket_answer_checker::on_view(const ticket_view& told) {
  const auto* story = logs_.pools().find(told.ticket);
  if (!trusts()) return;
  // What is heard now was so when it was sent: it may have been submitted since.
  if (told.state == ticket_state::inviting || (!story && logs_.pools().party(told.ticket)))
    return on_inviting_view(told);
  if (!story) return broken("P2", told.ticket, "it is shown, and no log knows it");
  bool matched = told.state == ticket_state::matched;
  bool ended = told.state == ticket_state::ended;
  if (matched != (matched && story->match.has_value()) || (ended && told.why != story->why))
    broken("P4", told.ticket, "it is shown as " + std::string{enum_name(told.state)} + ", and was not");
  // What was asked before a birth had to move is heard after it.
  bool is_theirs = told.room == story->room || (told.room && story->left_rooms.contains(*told.room));
  if (matched && story->match && !is_theirs)
    broken("P4", told.ticket, "it is shown with another room than its match's");
}

void ticket_answer_checker::on_note(const note& told) {
  if (!trusts()) return;
  const auto* story = logs_.inboxes().find(user_);
  if (story && story->forks > 0) return;
  if (!story || told.number == 0 || told.number > story->notes.size() || story->notes[told.number - 1] != told)
    verdict_.broken("P2", moim::to_text(user_) + " was told a note that is not in the log");
}

void ticket_answer_checker::on_pools(const result<pool_list>& told) {
  if (!told || told->pools.size() != kinds_.pools().pools.size())
    verdict_.broken("P8", "a list of pools is not what the nodes were given");
}

/// Of what came while its room was muted they hear when they read.
std::string ticket_answer_checker::why_not_told_all(std::uint64_t seen) const {
  const auto* story = logs_.inboxes().find(user_);
  if (!trusts() || !story || story->forks > 0) return {};
  auto last = std::find_if(story->notes.rbegin(), story->notes.rend(), [](const note& each) { return !each.quiet; });
  if (last == story->notes.rend() || last->number <= seen) return {};
  return fmt::format("{} has {} notes in their inbox, and was told {}", moim::to_text(user_), story->notes.size(),
                     seen);
}

void ticket_answer_checker::broken(const char* promise, const ticket_id& ticket, const std::string& what) {
  verdict_.broken(promise, moim::to_text(ticket) + ": " + what + " (" + moim::to_text(user_) + ")");
}

}  // namespace moim::sim
