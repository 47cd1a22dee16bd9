#include "domain/room/hosting/hosting.hpp"

#include "domain/room/room.hpp"

namespace moim {
namespace {

void tell_creator(const room& room, debts_out& out) {
  if (const auto& creator = room.get<hosting>().creator) out.add(creator->entity(), hosting_over{});
}

}  // namespace

std::optional<hosting::state> hosting::begin(const room_created& event, const commit_stamp&) {
  return state{event.host, event.match ? std::nullopt : std::optional{event.host}};
}

void hosting::owe(const room& room, const room_locked&, const moment&, debts_out& out) { tell_creator(room, out); }
void hosting::owe(const room& room, const room_cancelled&, const moment&, debts_out& out) { tell_creator(room, out); }
void hosting::owe(const room& room, const room_closed&, const moment&, debts_out& out) { tell_creator(room, out); }

/// When the host of a matched room leaves, the next member becomes host. Whoever leaves last stays host.
void hosting::apply(state& to, const seat_left& event, const commit_stamp&, const room& room) {
  if (!room.match || event.user != to.host || room.get<seats>().taken() == 0) return;
  to.host = members_of(room).front();
}

void hosting::project(const room& room, audience who, room_view& to) {
  if (sees_members(room.kind.who_sees_members, who)) to.host = room.get<hosting>().host;
}

bool is_host(const room& room, const user_id& user) {
  return user == room.get<hosting>().host && (!room.match || room.get<seats>().seat_of(user) != 0);
}

role role_in(const room& room, const user_id& user) {
  if (is_host(room, user)) return role::host;
  return room.get<seats>().seat_of(user) != 0 ? role::member : role::person;
}

}  // namespace moim
