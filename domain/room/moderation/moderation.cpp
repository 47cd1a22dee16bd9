#include "domain/room/moderation/moderation.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {

bool is_banned(const room& room, const user_id& user) {
  const auto& banned = room.get<moderation>().banned;
  return std::binary_search(banned.begin(), banned.end(), user);
}

std::optional<error> moderation::why_no_seat(const room& room, const seat_wanted& wanted, const moment&) {
  if (is_planted(planted_bug::banned_may_come)) return std::nullopt;
  if (is_banned(room, wanted.person)) return error{errc::banned};
  return std::nullopt;
}

result<room_decision> moderation::decide(const room& room, const kick_member& asked, const caller&, const moment& at) {
  // The members of a locked room are final.
  if (auto why = why_not_open(room.get<lifecycle>(), at.now)) return tl::unexpected{*why};
  if (room.get<seats>().seat_of(asked.person) == 0) return fail(errc::not_member);
  if (asked.person == room.get<hosting>().host) return fail(errc::host_cannot_leave);
  return room_decision{{kicked{asked.person}, seat_left{asked.person}}, done{}};
}

result<room_decision> moderation::decide(const room& room, const ban_person& asked, const caller&, const moment& at) {
  if (auto why = why_over(room.get<lifecycle>(), at.now)) return tl::unexpected{*why};
  const auto& state = room.get<moderation>();
  const auto& seats = room.get<moim::seats>();
  if (asked.person == room.get<hosting>().host) return fail(errc::host_cannot_leave);
  if (is_banned(room, asked.person)) return room_decision{{}, done{}};
  bool sits = seats.seat_of(asked.person) != 0;
  if (auto why = why_not_open(room.get<lifecycle>(), at.now); why && sits) return tl::unexpected{*why};
  if (state.banned.size() >= room.kind.rules<moderation>()->max_banned) return fail(errc::too_many_banned);
  room_decision decided{{moim::banned{asked.person}}, done{}};
  if (sits) decided.events.push_back(seat_left{asked.person});
  if (seats.kept_for(asked.person)) decided.events.push_back(seat_freed{asked.person, seat_freed_by::ban});
  return decided;
}

result<room_decision> moderation::decide(const room& room, const unban_person& asked, const caller&, const moment&) {
  if (!is_banned(room, asked.person)) return room_decision{{}, done{}};
  return room_decision{{unbanned{asked.person}}, done{}};
}

result<room_decision> moderation::decide(const room& room, const list_banned&, const caller&, const moment&) {
  return room_decision{{}, banned_list{room.get<moderation>().banned}};
}

result<room_decision> moderation::decide(const room& room, const hand_over& asked, const caller&, const moment& at) {
  if (auto why = why_over(room.get<lifecycle>(), at.now)) return tl::unexpected{*why};
  if (room.get<seats>().seat_of(asked.person) == 0) return fail(errc::not_member);
  if (asked.person == room.get<hosting>().host) return room_decision{{}, done{}};
  return room_decision{{host_changed{asked.person}}, done{}};
}

void moderation::apply(state& to, const moim::banned& event, const commit_stamp&) {
  auto place = std::lower_bound(to.banned.begin(), to.banned.end(), event.user);
  if (place == to.banned.end() || *place != event.user) to.banned.insert(place, event.user);
}

void moderation::apply(state& to, const unbanned& event, const commit_stamp&) { std::erase(to.banned, event.user); }

}  // namespace moim
