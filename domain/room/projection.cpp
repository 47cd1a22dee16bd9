#include "domain/room/projection.hpp"

namespace moim {
namespace {

bool sees_members(roster rule, audience who) { return rule == roster::everyone || who == audience::member; }

struct change_of {
  bool sees_who;

  using change = std::optional<room_change>;

  change operator()(const seat_taken& event) const {
    if (!sees_who) return plain(event);
    return room_change{std::string{event.name}, event.user, event.seat};
  }
  change operator()(const seat_left& event) const {
    if (!sees_who) return plain(event);
    return room_change{std::string{event.name}, event.user, std::nullopt};
  }
  change operator()(const room_created& event) const { return plain(event); }
  change operator()(const room_locked& event) const { return plain(event); }
  change operator()(const room_cancelled& event) const { return plain(event); }
  change operator()(const room_closed& event) const { return plain(event); }
  change operator()(const fenced&) const { return std::nullopt; }
  change operator()(const request_answered&) const { return std::nullopt; }
  change operator()(const effects_done&) const { return std::nullopt; }
  change operator()(const effects_parked&) const { return std::nullopt; }
  change operator()(const offer_answered&) const { return std::nullopt; }
  change operator()(const seek_told&) const { return std::nullopt; }

  template <class Event>
  static change plain(const Event& event) {
    return room_change{std::string{event.name}, std::nullopt, std::nullopt};
  }
};

}  // namespace

audience audience_of(const room& state, const user_id& user) {
  bool hosts = user == state.host && !state.match;
  return hosts || state.seats.seat_of(user) != 0 ? audience::member : audience::outsider;
}

room_view view(const room& state, audience who) {
  room_view seen{state.id,
                 state.kind.key,
                 state.title,
                 state.host,
                 state.lifecycle.phase,
                 state.seats.capacity(),
                 state.seats.taken(),
                 state.lifecycle.closes_at,
                 std::nullopt,
                 who == audience::member ? state.agreed : std::nullopt};
  if (sees_members(state.kind.who_sees_members, who)) {
    seen.members.emplace();
    seen.members->reserve(state.seats.taken());
    state.seats.for_each_member([&](const user_id& user, std::uint32_t seat) {
      seen.members->push_back({user, seat});
    });
  }
  return seen;
}

std::optional<room_change> project(const room_event& event, roster who_sees_members, audience who) {
  return std::visit(change_of{sees_members(who_sees_members, who)}, event);
}

}  // namespace moim
