#include "domain/room/memberships/memberships.hpp"

#include "domain/room/room.hpp"

namespace moim {
namespace {

void tell(effects& to, const user_id& user, membership what, const commit_stamp& stamp, const room& room) {
  if (room.kind.in_members_lists) add_effect(to, user, what, stamp.version, stamp.at);
}

void tell_all_left(effects& to, const commit_stamp& stamp, const room& room) {
  for (const auto& user : members_of(room)) tell(to, user, membership::left, stamp, room);
}

}  // namespace

void memberships::apply(state& to, const seat_taken& event, const commit_stamp& stamp, const room& room) {
  tell(to, event.user, membership::seated, stamp, room);
}

void memberships::apply(state& to, const seat_left& event, const commit_stamp& stamp, const room& room) {
  tell(to, event.user, membership::left, stamp, room);
}

void memberships::apply(state& to, const room_cancelled&, const commit_stamp& stamp, const room& room) {
  tell_all_left(to, stamp, room);
}

void memberships::apply(state& to, const room_closed&, const commit_stamp& stamp, const room& room) {
  tell_all_left(to, stamp, room);
}

std::optional<time_ms> memberships::next_wake(const room& room, time_ms now) {
  return moim::next_wake(room.get<memberships>(), now);
}

}  // namespace moim
