#include "domain/room/backfill/backfill.hpp"

#include "domain/room/room.hpp"

#include <algorithm>
#include <limits>

namespace moim {
namespace {

/// Begins a search if the room is open, somebody sits in it and a seat is free; otherwise ends it.
void search_anew(backfill::state& state, time_ms now, const room& room) {
  const auto& seats = room.get<moim::seats>();
  bool wanted =
      room.get<lifecycle>().phase == room_phase::open && seats.taken() > 0 && seats.taken() < seats.capacity();
  wanted ? begin_search(state, now) : end_search(state);
  forget_leavers(state.terms, members_of(room));
}

/// Nothing if the search did not begin then, nobody could come, or the room is over.
void owe_search(const room& room, time_ms began_at, debts_out& out) {
  const auto& state = room.get<backfill>();
  if (state.told || state.since != began_at) return;
  auto ticket = backfill_ticket(room);
  if (!ticket) return;
  start_backfill wanted{std::move(*ticket), {}};
  for (std::uint32_t before = 1; before < state.searches; ++before)
    wanted.instead_of.push_back(backfill_ticket_id(room.id, before, state.terms.pool));
  out.add(state.terms.pool.entity(), std::move(wanted));
}

}  // namespace

std::optional<backfill::state> backfill::begin(const room_created& event, const commit_stamp&) {
  if (!event.backfill) return std::nullopt;
  return state{*event.backfill, 0, 0, true, {}, {}};
}

void backfill::apply(state& to, const seat_left& event, const commit_stamp& stamp, const room& room) {
  remember_leaver(to, event.user);
  search_anew(to, stamp.at, room);
}

void backfill::apply(state& to, const room_resized&, const commit_stamp& stamp, const room& room) {
  search_anew(to, stamp.at, room);
}

void backfill::apply(state& to, const room_locked&, const commit_stamp&) { end_search(to); }
void backfill::apply(state& to, const room_cancelled&, const commit_stamp&) { end_search(to); }
void backfill::apply(state& to, const room_closed&, const commit_stamp&) { end_search(to); }

void backfill::apply(state& to, const backfill_answered& event, const commit_stamp& stamp, const room& room) {
  remember_answer(to, event);
  search_anew(to, stamp.at, room);
}

void backfill::apply(state& to, const backfill_told& event, const commit_stamp&) {
  if (event.number == to.searches) to.told = true;
}

void backfill::owe(const room& room, const seat_left&, const moment& at, debts_out& out) {
  owe_search(room, at.now, out);
}

void backfill::owe(const room& room, const room_resized&, const moment& at, debts_out& out) {
  owe_search(room, at.now, out);
}

void backfill::owe(const room& room, const backfill_answered&, const moment& at, debts_out& out) {
  owe_search(room, at.now, out);
}

void backfill::owe(const room& room, const outbox_begun&, const moment&, debts_out& out) {
  owe_search(room, room.get<backfill>().since, out);
}

void begin_search(backfill::state& state, time_ms now) {
  if (state.searches >= max_searches) return;
  ++state.searches;
  state.since = now;
  state.told = false;
}

void end_search(backfill::state& state) { state.told = true; }

void remember_leaver(backfill::state& state, const user_id& user) {
  if (state.left.size() == max_leavers) state.left.erase(state.left.begin());
  state.left.push_back(user);
}

void remember_answer(backfill::state& state, const backfill_answered& event) {
  if (state.answered.size() == max_past_backfills) state.answered.erase(state.answered.begin());
  state.answered.push_back({event.proposal, event.taken});
  if (event.taken) state.terms.tickets.insert(state.terms.tickets.end(), event.tickets.begin(), event.tickets.end());
}

std::optional<bool> answer_of(const backfill::state& state, std::uint64_t proposal) {
  auto found = std::find_if(state.answered.begin(), state.answered.end(),
                            [&](const past_backfill& each) { return each.proposal == proposal; });
  return found == state.answered.end() ? std::nullopt : std::optional{found->taken};
}

events_out decide_backfill(const room& room, const backfill_proposal& of, std::uint64_t delivery, time_ms now) {
  const auto* state = room.find<backfill>();
  if (!state || answer_of(*state, of.proposal)) return {};
  auto after = room.get<seats>();
  bool as_asked = of.for_ticket == backfill_ticket_id(room.id, state->searches, state->terms.pool) && after.taken() > 0;
  events_out out;
  bool all = as_asked && now < of.until;
  for (const auto& user : of.members) {
    auto seat = after.first_free();
    if (!all || seat == 0 || after.seat_of(user) != 0 || why_no_seat(room, {user, seat_way::backfill}, {now})) {
      all = false;
      break;
    }
    after.put(user, seat);
    out.add(seat_taken{user, seat});
  }
  if (!all) return {{backfill_answered{of.proposal, false, {}, 0}}};
  out.add(backfill_answered{of.proposal, true, of.tickets, delivery});
  return out;
}

std::optional<ticket> backfill_ticket(const room& room) {
  const auto* state = room.find<backfill>();
  const auto& lifecycle = room.get<moim::lifecycle>();
  if (!state || state->searches == 0 || why_not_open(lifecycle, room.last_at)) return std::nullopt;
  auto made = backfill_ticket(state->terms, room.id, state->searches, members_of(room), room.get<seats>().capacity());
  if (!made) return made;
  if (lifecycle.closes_at) made->expires_at = *lifecycle.closes_at;
  for (const auto& user : state->left) made->not_with.push_back({user, std::numeric_limits<time_ms>::max()});
  return made;
}

}  // namespace moim
