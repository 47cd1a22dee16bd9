#include "domain/room/room.hpp"

#include "domain/planted.hpp"
#include "domain/room/projection.hpp"

#include <algorithm>
#include <limits>

namespace moim {
namespace {

/// The commands that need an existing room, once it is known that they are asked for the first time.
struct decide_change {
  const room& state;
  const caller& who;
  time_ms now;

  using events = result<std::vector<room_event>>;

  result<room_decision> operator()(const create_room_resolved& command) const {
    if (state.exists()) return fail(errc::key_reused, "the room of this key exists already");
    if (command.seats < command.kind.seats_least || command.seats > command.kind.seats_most)
      return fail(errc::seats_out_of_range, "the kind allows " + std::to_string(command.kind.seats_least) + " to " +
                                                std::to_string(command.kind.seats_most) + " seats");
    room_decision decided{{room_created{command.room, who.user, command.kind, command.title, command.seats}},
                          room_opened{command.room}};
    if (command.kind.host_takes_seat) decided.events.push_back(seat_taken{who.user, 1});
    return decided;
  }

  result<room_decision> operator()(const join_room&) const {
    // Its seats are the matcher's to give.
    if (state.match && state.seats.seat_of(who.user) == 0) return fail(errc::room_matched);
    // A member who asks again with a new key learns that they sit here, whatever became of the room.
    if (state.seats.seat_of(who.user) != 0) return fail(errc::already_member);
    if (auto why = why_not_open(state.lifecycle, now)) return tl::unexpected{*why};
    return decide_take_seat(state.seats, who.user).map([](const seat_taken& event) {
      return room_decision{{event}, seat_given{event.seat}};
    });
  }

  result<room_decision> operator()(const leave_room&) const {
    if (auto why = why_not_open(state.lifecycle, now)) return tl::unexpected{*why};
    // In a room that was born of a match nobody chose to be the host.
    bool is_host = who.user == state.host && !state.match;
    if (is_host && state.seats.seat_of(who.user) != 0) return fail(errc::host_cannot_leave);
    return decide_leave_seat(state.seats, who.user).map([](const seat_left& event) {
      return room_decision{{event}, done{}};
    });
  }

  /// In a matched room only who still sits there.
  bool is_host() const { return who.user == state.host && (!state.match || state.seats.seat_of(who.user) != 0); }

  result<room_decision> operator()(const lock_room&) const {
    if (!is_host()) return fail(errc::not_host);
    return decide_lock(state.lifecycle, now).map([](const room_locked& event) {
      return room_decision{{event}, done{}};
    });
  }

  result<room_decision> operator()(const cancel_room&) const {
    if (!is_host()) return fail(errc::not_host);
    return decide_cancel(state.lifecycle, now).map([](const room_cancelled& event) {
      return room_decision{{event}, done{}};
    });
  }

  result<room_decision> operator()(const read_room&) const {
    return room_decision{{}, view(state, audience_of(state, who.user))};
  }
};

room_outcome outcome_of(const room_answer& answer) {
  if (auto* opened = std::get_if<room_opened>(&answer)) return *opened;
  if (auto* given = std::get_if<seat_given>(&answer)) return *given;
  return done{};
}

room_answer answer_of(const room_outcome& outcome) {
  return std::visit([](const auto& each) -> room_answer { return each; }, outcome);
}

std::vector<user_id> members_of(const room& state) {
  std::vector<user_id> members;
  state.seats.for_each_member([&](const user_id& user, std::uint32_t) { members.push_back(user); });
  return members;
}

struct apply_event {
  room& state;
  const commit_stamp& stamp;

  void operator()(const fenced&) const {}
  void operator()(const request_answered& event) const {
    state.requests.remember({event.key, event.by, event.parameters, event.outcome}, event.hashed_by, stamp.at,
                            state.bounds_of_requests());
  }
  void operator()(const effects_done& event) const { moim::apply(state.effects, event); }
  void operator()(const effects_parked& event) const { moim::apply(state.effects, event); }
  void operator()(const room_created& event) const {
    state.id = event.room;
    state.host = event.host;
    state.kind = event.kind;
    state.title = event.title;
    state.match = event.match;
    state.agreed = event.agreed;
    state.seats = seats{event.seats};
    if (event.refill) state.refill = refilling{*event.refill, 0, 0, true, {}, {}};
    if (event.kind.open_for_s > 0) state.lifecycle.closes_at = stamp.at + event.kind.open_for_s * second_ms;
  }
  void operator()(const seat_taken& event) const {
    moim::apply(state.seats, event);
    tell(event.user, membership::seated);
  }
  void operator()(const seat_left& event) const {
    moim::apply(state.seats, event);
    tell(event.user, membership::left);
    // Whoever leaves last keeps it.
    if (state.match && event.user == state.host && state.seats.taken() > 0) state.host = members_of(state).front();
    if (state.refill) remember_leaver(*state.refill, event.user);
    seek();
  }
  void operator()(const room_locked& event) const {
    moim::apply(state.lifecycle, event);
    if (state.refill) end_seek(*state.refill);
  }
  void operator()(const room_cancelled& event) const {
    moim::apply(state.lifecycle, event);
    end_memberships();
  }
  void operator()(const room_closed& event) const {
    moim::apply(state.lifecycle, event);
    end_memberships();
  }

  void operator()(const offer_answered& event) const {
    if (!state.refill) return;
    moim::apply(*state.refill, event);
    seek();
  }
  void operator()(const seek_told& event) const {
    if (state.refill) moim::apply(*state.refill, event);
  }

  /// For every seat that is free again, or still.
  void seek() const {
    if (!state.refill) return;
    bool wanted = state.lifecycle.phase == room_phase::open && state.seats.taken() > 0 &&
                  state.seats.taken() < state.seats.capacity();
    wanted ? begin_seek(*state.refill, stamp.at) : end_seek(*state.refill);
    forget_leavers(state.refill->terms, members_of(state));
  }

  /// To the person's own log.
  void tell(const user_id& user, membership what) const {
    if (state.kind.in_members_lists) add_effect(state.effects, user, what, stamp.version, stamp.at);
  }

  /// Nobody sits in a room that is over: it leaves its members' own lists.
  void end_memberships() const {
    if (state.refill) end_seek(*state.refill);
    state.seats.for_each_member([&](const user_id& user, std::uint32_t) { tell(user, membership::left); });
  }
};

}  // namespace

result<room_decision> decide(const room& state, const room_command& command, const caller& who, time_ms now) {
  bool creates = std::holds_alternative<create_room_resolved>(command);
  if (!state.exists() && !creates) return fail(errc::room_not_found);
  decide_change change{state, who, now};
  if (std::holds_alternative<read_room>(command)) return std::visit(change, command);

  auto recalled = state.requests.recall(who, now, state.bounds_of_requests());
  if (!recalled) return tl::unexpected{recalled.error()};
  if (*recalled) return room_decision{{}, answer_of(**recalled)};
  auto decided = std::visit(change, command);
  if (decided)
    decided->events.push_back(
        request_answered{*who.key, who.user, who.parameters, outcome_of(decided->answer), request_hash_rule});
  return decided;
}

std::vector<room_event> decide_birth(const room& state, const room_id& id, const birth& of) {
  bool exists = state.exists() && !is_planted(planted_bug::born_again);
  if (exists || of.members.empty()) return {};
  auto seats = static_cast<std::uint32_t>(of.members.size());
  std::vector<room_event> events{
      room_created{id, of.members.front(), of.kind, of.kind.key, seats, of.match, of.agreed, of.refill}};
  for (std::uint32_t seat = 1; seat <= seats; ++seat) events.push_back(seat_taken{of.members[seat - 1], seat});
  return events;
}

std::vector<room_event> decide_offer(const room& state, const seat_offer& of, time_ms now) {
  if (!state.refill || answer_of(*state.refill, of.proposal)) return {};
  bool sits_here = std::any_of(of.members.begin(), of.members.end(),
                               [&](const user_id& user) { return state.seats.seat_of(user) != 0; });
  bool fits = state.seats.taken() + of.members.size() <= state.seats.capacity();
  const auto& refill = *state.refill;
  bool as_sought =
      of.seeking == seeking_ticket_id(state.id, refill.seeks, refill.terms.pool) && state.seats.taken() > 0;
  if (why_not_open(state.lifecycle, now) || now >= of.until || sits_here || !fits || !as_sought)
    return {offer_answered{of.proposal, false, {}}};
  std::vector<room_event> events;
  auto after = state.seats;
  for (const auto& user : of.members) {
    seat_taken taken{user, after.first_free()};
    apply(after, taken);
    events.push_back(taken);
  }
  events.push_back(offer_answered{of.proposal, true, of.tickets});
  return events;
}

std::optional<ticket> seeking_ticket(const room& state) {
  if (!state.refill || state.refill->seeks == 0 || why_not_open(state.lifecycle, state.last_at)) return std::nullopt;
  auto made =
      seeking_ticket(state.refill->terms, state.id, state.refill->seeks, members_of(state), state.seats.capacity());
  if (!made) return made;
  if (state.lifecycle.closes_at) made->expires_at = *state.lifecycle.closes_at;
  for (const auto& user : state.refill->left) made->not_with.push_back({user, std::numeric_limits<time_ms>::max()});
  return made;
}

void apply(room& state, const room_event& event, const commit_stamp& stamp) {
  state.last_at = stamp.at;
  std::visit(apply_event{state, stamp}, event);
}

bool is_listable(const room& state) {
  return state.exists() && !state.match && state.lifecycle.phase == room_phase::open;
}

}  // namespace moim
