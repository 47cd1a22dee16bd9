#include "domain/room/origin/origin.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {
namespace {

/// One word of the pool, by which the room was born or has seated people.
struct word {
  std::uint64_t delivery = 0;
  time_ms at = 0;
  std::optional<time_ms> confirmed_at;
};

std::vector<word> words_of(const origin::state& state) {
  std::vector<word> words{{state.born_of.delivery, state.born_at, state.confirmed_at}};
  for (const auto& each : state.seated) words.push_back({each.delivery, each.at, each.confirmed_at});
  return words;
}

/// No failover takes from the pool what is as old as that.
bool is_confirmed_by_now(const word& of, time_ms now) { return !of.confirmed_at && now - of.at >= delivery_agrees_ms; }

bool may_lose(const word& of, time_ms now) { return !of.confirmed_at || now - *of.confirmed_at < delivery_agrees_ms; }

bool is_asked_about(const word& of, time_ms now) { return !of.confirmed_at && now - of.at < word_asked_for_ms; }

std::optional<word> find_proposal(const room& state, std::uint64_t delivery) {
  const auto* born = state.find<origin>();
  if (!born) return std::nullopt;
  for (const auto& each : born->seated)
    if (each.delivery == delivery) return word{each.delivery, each.at, each.confirmed_at};
  return std::nullopt;
}

/// What is left to ask about while the room is not over.
std::vector<word> unsure_words(const room& state, time_ms now) {
  const auto* born = state.find<origin>();
  if (!born || is_over(state.get<lifecycle>().phase)) return {};
  auto words = words_of(*born);
  std::erase_if(words, [now](const word& each) { return !is_asked_about(each, now); });
  if (is_planted(planted_bug::lost_births_kept))
    std::erase_if(words, [&](const word& each) { return each.delivery == born->born_of.delivery; });
  if (is_planted(planted_bug::lost_proposals_kept))
    std::erase_if(words, [&](const word& each) { return each.delivery != born->born_of.delivery; });
  return words;
}

}  // namespace

std::optional<origin::state> origin::begin(const room_created& event, const commit_stamp& stamp) {
  if (!event.origin) return std::nullopt;
  return state{*event.origin, stamp.at, std::nullopt, {}};
}

void origin::apply(state& to, const backfill_answered& event, const commit_stamp& stamp) {
  if (!event.taken || event.delivery == 0) return;
  std::erase_if(to.seated, [&](const seated_on_word& each) {
    return !may_lose({each.delivery, each.at, each.confirmed_at}, stamp.at);
  });
  if (to.seated.size() == max_past_backfills) to.seated.erase(to.seated.begin());
  auto& added = to.seated.emplace_back(seated_on_word{event.delivery, stamp.at, std::nullopt, {}});
  for (const auto& each : event.tickets) added.users.insert(added.users.end(), each.users.begin(), each.users.end());
}

void origin::apply(state& to, const seat_left& event, const commit_stamp&) {
  for (auto& each : to.seated) std::erase(each.users, event.user);
}

void origin::apply(state& to, const proposal_confirmed& event, const commit_stamp& stamp) {
  for (auto& each : to.seated)
    if (each.delivery == event.delivery) each.confirmed_at = stamp.at;
}

void origin::apply(state& to, const proposal_denied& event, const commit_stamp&) {
  std::erase_if(to.seated, [&](const seated_on_word& each) { return each.delivery == event.delivery; });
}

void origin::react(const room& room, const birth_denied&, const moment&, events_out& out) {
  if (!is_over(room.get<lifecycle>().phase)) out.add(room_cancelled{});
}

void origin::react(const room& room, const proposal_denied& event, const moment&, events_out& out) {
  for (const auto& user : event.users)
    if (room.get<seats>().seat_of(user) != 0) out.add(seat_left{user});
}

bool is_birth_confirmed_by(const room& state, const match_id& match, time_ms now) {
  const auto* born = state.find<origin>();
  return born && state.match == match && is_confirmed_by_now({0, born->born_at, born->confirmed_at}, now);
}

bool is_proposal_confirmed_by(const room& state, std::uint64_t delivery, time_ms now) {
  auto found = find_proposal(state, delivery);
  return found && is_confirmed_by_now(*found, now);
}

events_out decide_denied(const room& state, std::uint64_t delivery) {
  const auto* born = state.find<origin>();
  if (!born || is_over(state.get<lifecycle>().phase)) return {};
  events_out out;
  if (born->born_of.delivery == delivery && !born->confirmed_at) out.add(birth_denied{});
  for (const auto& each : born->seated)
    if (each.delivery == delivery && !each.confirmed_at) out.add(proposal_denied{delivery, each.users});
  return out;
}

bool may_lose_birth(const room& state, time_ms now) {
  const auto* born = state.find<origin>();
  return born && may_lose({0, born->born_at, born->confirmed_at}, now);
}

bool may_lose_proposal(const room& state, std::uint64_t delivery, time_ms now) {
  auto found = find_proposal(state, delivery);
  return found && may_lose(*found, now);
}

std::vector<std::uint64_t> words_to_ask_about(const room& state, time_ms now) {
  std::vector<std::uint64_t> numbers;
  for (const auto& each : unsure_words(state, now))
    if (now - each.at >= word_asked_after_ms) numbers.push_back(each.delivery);
  return numbers;
}

std::optional<time_ms> next_asking(const room& state, time_ms now) {
  std::optional<time_ms> next;
  for (const auto& each : unsure_words(state, now)) {
    auto at = std::max(each.at + word_asked_after_ms, now + word_asked_every_ms);
    next = next ? std::min(*next, at) : at;
  }
  return next;
}

}  // namespace moim
