#include "domain/room/seats/seats.hpp"

#include "domain/planted.hpp"
#include "domain/room/projection.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Adds `max` members at the most. True if there are more.
bool show_members(const seat_table& seats, std::uint32_t after, std::size_t max, std::vector<member_view>& to) {
  to.reserve(std::min<std::size_t>(max, seats.taken()));
  return seats.visit_members(after, max, [&](const user_id& user, std::uint32_t seat) { to.push_back({user, seat}); });
}

}  // namespace

std::optional<seats::state> seats::begin(const room_created& event, const commit_stamp&) {
  return seat_table{event.seats};
}

std::optional<error> seats::why_no_room(const kind& kind, std::uint32_t seats) {
  if (seats >= kind.min_seats && seats <= kind.max_seats) return std::nullopt;
  return error{errc::seats_out_of_range, "the kind allows " + std::to_string(kind.min_seats) + " to " +
                                             std::to_string(kind.max_seats) + " seats"};
}

std::optional<error> seats::why_no_seat(const room& room, const seat_wanted& wanted, const moment&) {
  // A member who asks again with a new key learns that they sit here, whatever became of the room.
  if (room.get<seats>().seat_of(wanted.person) != 0) return error{errc::already_member};
  if (room.match && wanted.way != seat_way::backfill) return error{errc::room_matched};
  return std::nullopt;
}

result<room_decision> seats::decide(const room& room, const join_room& asked, const caller& who, const moment& at) {
  return want_seat(room, {who.user, seat_way::join, given(asked.code)}, at).map([](const seat_outcome& outcome) {
    return std::visit([](const auto& event) { return room_decision{{event}, seat_given{event.seat}}; }, outcome);
  });
}

result<room_decision> seats::decide(const room& room, const leave_room&, const caller& who, const moment& at) {
  if (auto why = why_not_open(room.get<lifecycle>(), at.now)) return tl::unexpected{*why};
  if (room.get<seats>().seat_of(who.user) == 0) return fail(errc::not_member);
  // In a room that was born of a match nobody chose to be the host.
  if (who.user == room.get<hosting>().host && !room.match) return fail(errc::host_cannot_leave);
  return room_decision{{seat_left{who.user}}, done{}};
}

result<room_decision> seats::decide(const room& room, const resize_room& asked, const caller&, const moment& at) {
  if (auto why = why_not_open(room.get<lifecycle>(), at.now)) return tl::unexpected{*why};
  if (auto why = why_no_room(room.kind, asked.seats)) return tl::unexpected{std::move(*why)};
  const auto& state = room.get<seats>();
  if (asked.seats < state.occupied() && !is_planted(planted_bug::resized_below_taken))
    return fail(errc::seats_taken, std::to_string(state.occupied()) + " are taken or kept");
  if (asked.seats == state.capacity()) return room_decision{{}, done{}};
  return room_decision{{room_resized{asked.seats}}, done{}};
}

result<room_decision> seats::decide(const room& room, const list_members& asked, const caller& who, const moment&) {
  if (!sees_members(room.kind.who_sees_members, audience_of(room, who.user))) return fail(errc::not_member);
  const auto& state = room.get<seats>();
  member_page page{0, state.taken(), {}, std::nullopt};
  auto max = std::clamp<std::size_t>(asked.limit.value_or(max_members_shown), 1, max_members_shown);
  if (show_members(state, asked.after.value_or(0), max, page.members)) page.after = page.members.back().seat;
  return room_decision{{}, std::move(page)};
}

void seats::react(const room& room, const room_created& event, const moment&, events_out& out) {
  bool sits = !event.match && event.kind.host_takes_seat && room.get<seats>().seat_of(event.host) == 0;
  if (sits) out.add(seat_taken{event.host, 1});
}

void seats::apply(state& to, const room_locked&, const commit_stamp&) {
  if (!is_planted(planted_bug::kept_outlives_lock)) to.remove_all_kept();
}

room_change seats::show(const room_resized& event, bool) {
  auto change = plain_change(event);
  change.seats = event.seats;
  return change;
}

std::optional<due_event> seats::next_due(const room& room) {
  if (is_planted(planted_bug::kept_outlives_time)) return std::nullopt;
  const auto& kept = room.get<seats>().kept();
  auto first = std::min_element(kept.begin(), kept.end(), [](const kept_seat& a, const kept_seat& b) {
    return std::tie(a.until, a.seat) < std::tie(b.until, b.seat);
  });
  if (first == kept.end()) return std::nullopt;
  return due_event{first->until, seat_freed{first->user, seat_freed_by::time}};
}

void seats::project(const room& room, audience who, room_view& to) {
  const auto& state = room.get<seats>();
  to.seats = state.capacity();
  to.taken = state.taken();
  if (!sees_members(room.kind.who_sees_members, who)) return;
  show_members(state, 0, max_members_shown, to.members.emplace());
}

result<seat_outcome> want_seat(const room& room, const seat_wanted& wanted, const moment& at) {
  const auto& state = room.get<seats>();
  // Nothing can stand against it: that would have ended the hold.
  const auto* kept = state.kept_for(wanted.person);
  if (kept && kept->until > at.now) return seat_outcome{seat_taken{wanted.person, kept->seat}};
  if (auto why = why_no_seat(room, wanted, at)) return tl::unexpected{*why};
  auto seat = state.first_free();
  if (seat == 0) return fail(errc::room_full, when_full(room));
  if (auto until = keeps_until(room, wanted, at))
    return seat_outcome{seat_kept{wanted.person, seat, *until, wanted.way}};
  return seat_outcome{seat_taken{wanted.person, seat}};
}

std::vector<user_id> members_of(const room& room) {
  std::vector<user_id> members;
  room.get<seats>().for_each_member([&](const user_id& user, std::uint32_t) { members.push_back(user); });
  return members;
}

}  // namespace moim
