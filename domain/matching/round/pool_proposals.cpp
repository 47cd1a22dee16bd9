#include "domain/matching/round/pool_round.hpp"
#include "domain/planted.hpp"

#include <algorithm>
#include <limits>

/// The part of a round that is about proposals: who accepts, declines or says nothing, and what comes of it.
namespace moim {
namespace {

/// A silence that is noticed later than that was the server's.
constexpr time_ms blamed_within_ms = 2 * second_ms;

bool is_valid_at(const pool_kind& kind, const std::vector<const profile*>& group, time_ms at) {
  bool alive = std::all_of(group.begin(), group.end(), [at](const profile* each) { return each->expires_at > at; });
  return alive && agree(kind, group, at);
}

}  // namespace

time_ms valid_until(const pool_kind& kind, const std::vector<const profile*>& group, time_ms now, time_ms latest) {
  if (is_valid_at(kind, group, latest - 1)) return latest;
  auto valid = now;
  auto over = latest - 1;
  while (over - valid > 1) {
    auto middle = valid + (over - valid) / 2;
    (is_valid_at(kind, group, middle) ? valid : over) = middle;
  }
  return over;
}

pool_round::refusal pool_round::on(const answer_proposal& command) {
  auto found = find(command.ticket);
  if (!found) return error{errc::ticket_not_found, {}, {}};
  auto number = is_draft(*found) ? 0 : state_.standing(*found).proposal;
  auto users = space_.at(*found).users();
  auto* proposal = touched(number);
  bool asked = std::find(users.begin(), users.end(), command.user) != users.end();
  bool meant = command.proposal == 0 || command.proposal == number;
  if (!proposal || !asked || !meant || proposal->room || proposal->until <= now_)
    return error{errc::not_proposed, {}, {}};
  // Who has accepted may still think better of it, until all have.
  if (!command.accept) {
    penalise(users.front());
    end(*found, ticket_end::declined);
    return std::nullopt;
  }
  auto& accepted = proposal->accepted;
  if (std::find(accepted.begin(), accepted.end(), command.user) != accepted.end()) return std::nullopt;
  accepted.push_back(command.user);
  decision_.events.push_back(answered{number, command.user});
  auto enough = proposal->people - (is_planted(planted_bug::matched_without_all) ? 1u : 0u);
  if (accepted.size() == enough && std::find(closing_.begin(), closing_.end(), number) == closing_.end())
    accept_all(number, *proposal);
  return std::nullopt;
}

/// Who has not accepted in time is out; but if the group could not have lasted longer, nobody has been asked for as
/// long as they may think about it, and all whose time is not over come back.
void pool_round::silence(std::uint64_t number) {
  auto* proposal = touched(number);
  if (!proposal || std::find(closing_.begin(), closing_.end(), number) != closing_.end()) return;
  // It may be in this very batch that the room tells it has taken them.
  if (proposal->room) return given_up_.push_back(number);
  closing_.push_back(number);
  std::vector<const profile*> group;
  for (const auto& id : proposal->tickets)
    if (auto which = state_.table().find(id)) group.push_back(&state_.table().at(*which));
  if (!is_valid_at(state_.kind(), group, proposal->until)) return;
  for (const auto& id : proposal->tickets) {
    auto which = state_.table().find(id);
    if (!which || space_.is_gone(*which)) continue;
    auto users = state_.table().at(*which).users();
    bool all = std::all_of(users.begin(), users.end(), [&](const user_id& user) {
      return std::find(proposal->accepted.begin(), proposal->accepted.end(), user) != proposal->accepted.end();
    });
    if (all) continue;
    // If nobody was there to take their answers, they are not to blame.
    if (now_ - proposal->until <= blamed_within_ms) penalise(users.front());
    if (!is_planted(planted_bug::silent_come_back)) end(*which, ticket_end::silent);
  }
}

void pool_round::accept_all(std::uint64_t number, const open_proposal& proposal) {
  std::vector<user_id> users;
  std::vector<group_member> members;
  std::vector<time_ms> since;
  std::vector<ticket> terms;
  for (const auto& id : proposal.tickets) {
    auto which = state_.table().find(id);
    if (!which) continue;
    const auto& of = state_.table().at(*which);
    for (const auto& user : of.users()) users.push_back(user);
    space_.take(*which);
    if (of.seeks) continue;
    for (const auto& user : of.users()) members.push_back({user, id});
    since.push_back(of.submitted_at);
    if (state_.kind().backfill && !proposal.room) terms.push_back(whole(*which));
  }
  const auto& first = proposal.tickets.front();
  decision_.events.push_back(matched{{first.high, first.low},
                                     proposal.tickets,
                                     proposal.people,
                                     proposal.agreed,
                                     std::move(members),
                                     number,
                                     std::move(since),
                                     std::move(terms),
                                     proposal.room});
  avoid(users);
  proposals_[number].reset();
}

void pool_round::close_proposals() {
  flush_submitted();
  give_up_offers();
  flush_ended();
  auto closing = std::move(closing_);
  std::sort(closing.begin(), closing.end());
  closing.erase(std::unique(closing.begin(), closing.end()), closing.end());
  for (auto number : closing) {
    auto& proposal = proposals_[number];
    if (!proposal) continue;
    auto offered = proposal->room ? std::optional{proposal->tickets.front()} : std::nullopt;
    decision_.events.push_back(proposal_closed{number, let_back(*proposal), offered});
    proposal.reset();
  }
  flush_ended();
}

/// As old as they were, and tried at once. What fell due while they were held is seen to by their timers right after.
std::vector<group_member> pool_round::let_back(const open_proposal& proposal) {
  std::vector<group_member> back;
  for (const auto& id : proposal.tickets) {
    auto which = state_.table().find(id);
    if (!which || space_.is_gone(*which) || has_ended(*which)) continue;
    for (const auto& user : state_.table().at(*which).users()) back.push_back({user, id});
    auto age = is_planted(planted_bug::back_as_youngest) ? next_age_++ : state_.table().age(*which);
    auto drafted = space_.draft().add(state_.table().at(*which), age);
    space_.take(*which);
    fresh_.push_back(drafted | draft_bit);
  }
  return back;
}

/// Who has submitted a ticket answers for its party: those they named never asked to be asked.
void pool_round::penalise(const user_id& user) {
  auto seconds = state_.kind().penalty_s;
  if (seconds == 0) return;
  penalised_now_.users.push_back(user);
  penalised_now_.until = now_ + seconds * second_ms;
}

/// Of a party one is enough.
pool_round::refusal pool_round::why_penalised(const std::vector<user_id>& users) const {
  std::optional<time_ms> until;
  for (const auto& user : users) {
    const auto& now = penalised_now_.users;
    if (std::find(now.begin(), now.end(), user) != now.end()) until = penalised_now_.until;
    if (auto before = state_.penalised_until(user, now_)) until = std::max(until.value_or(0), *before);
  }
  if (!until) return std::nullopt;
  constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
  return error{errc::penalised, {}, static_cast<std::uint32_t>(std::min<std::int64_t>(*until - now_, most))};
}

}  // namespace moim
