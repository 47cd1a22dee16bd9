#include "domain/room/assignment/assignment.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

namespace moim {

std::optional<error> assignment::why_no_seat(const room&, const seat_wanted& wanted, const moment&) {
  bool by_those_who_may = wanted.way == seat_way::assigned || wanted.way == seat_way::backfill;
  if (is_planted(planted_bug::seats_not_assigned)) return std::nullopt;
  return by_those_who_may ? std::nullopt : std::optional{error{errc::assigned_only}};
}

result<room_decision> assignment::decide(const room& room, const assign_person& asked, const caller&,
                                         const moment& at) {
  return want_seat(room, {asked.person, seat_way::assigned}, at).map([](const seat_outcome& outcome) {
    return std::visit([](const auto& event) { return room_decision{{event}, seat_given{event.seat}}; }, outcome);
  });
}

result<room_decision> assignment::decide(const room& room, const unassign_person& asked, const caller&,
                                         const moment& at) {
  if (auto why = why_not_open(room.get<lifecycle>(), at.now)) return tl::unexpected{std::move(*why)};
  if (room.get<seats>().seat_of(asked.person) == 0) return fail(errc::not_member);
  if (asked.person == room.get<hosting>().host && !room.match) return fail(errc::host_cannot_leave);
  return room_decision{{seat_left{asked.person}}, done{}};
}

void assignment::project(const room&, audience, room_view& to) { to.part<assignment>().emplace(); }

}  // namespace moim
