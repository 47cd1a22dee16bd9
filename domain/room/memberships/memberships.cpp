#include "domain/room/memberships/memberships.hpp"

#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Before outboxes existed, other events implied what a room owed.
void tell_as_before(effects& to, const user_id& user, membership what, const commit_stamp& stamp, const room& room) {
  if (room.kind.in_members_lists && room.outbox.is_of_before(stamp))
    add_effect(to, user, what, stamp.version, stamp.at);
}

void tell_all_left_as_before(effects& to, const commit_stamp& stamp, const room& room) {
  for (const auto& user : members_of(room)) tell_as_before(to, user, membership::left, stamp, room);
}

void tell(const room& room, const user_id& user, membership what, debts_out& out) {
  if (room.kind.in_members_lists) out.add(user.entity(), membership_told{what});
}

void tell_all_left(const room& room, debts_out& out) {
  for (const auto& user : members_of(room)) tell(room, user, membership::left, out);
}

}  // namespace

membership membership_of(const room& room, const user_id& user) {
  return !is_over(room.get<lifecycle>().phase) && room.get<seats>().seat_of(user) != 0 ? membership::seated
                                                                                       : membership::left;
}

void memberships::apply(state& to, const seat_taken& event, const commit_stamp& stamp, const room& room) {
  tell_as_before(to, event.user, membership::seated, stamp, room);
}

void memberships::apply(state& to, const seat_left& event, const commit_stamp& stamp, const room& room) {
  tell_as_before(to, event.user, membership::left, stamp, room);
}

void memberships::apply(state& to, const room_cancelled&, const commit_stamp& stamp, const room& room) {
  tell_all_left_as_before(to, stamp, room);
}

void memberships::apply(state& to, const room_closed&, const commit_stamp& stamp, const room& room) {
  tell_all_left_as_before(to, stamp, room);
}

void memberships::owe(const room& room, const seat_taken& event, const moment&, debts_out& out) {
  tell(room, event.user, membership::seated, out);
}

void memberships::owe(const room& room, const seat_left& event, const moment&, debts_out& out) {
  tell(room, event.user, membership::left, out);
}

void memberships::owe(const room& room, const room_cancelled&, const moment&, debts_out& out) {
  tell_all_left(room, out);
}

void memberships::owe(const room& room, const room_closed&, const moment&, debts_out& out) { tell_all_left(room, out); }

void memberships::owe(const room& room, const room_ended&, const moment&, debts_out& out) { tell_all_left(room, out); }

/// Moves the old effects into the outbox, in their order. Parked ones are tried once more.
void memberships::owe(const room& room, const outbox_begun&, const moment&, debts_out& out) {
  auto before = room.get<memberships>().parked;
  const auto& pending = room.get<memberships>().pending;
  before.insert(before.end(), pending.begin(), pending.end());
  std::sort(before.begin(), before.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  for (const auto& each : before) out.add(each.target.entity(), membership_told{each.what});
}

}  // namespace moim
