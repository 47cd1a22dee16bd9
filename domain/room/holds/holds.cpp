#include "domain/room/holds/holds.hpp"

#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Nothing, or when a seat may be kept for the person again.
std::optional<time_ms> rests_until(const holds::state& state, const user_id& user, time_ms now) {
  auto last =
      std::find_if(state.past.rbegin(), state.past.rend(), [&](const past_hold& each) { return each.user == user; });
  return last != state.past.rend() && last->until > now ? std::optional{last->until} : std::nullopt;
}

result<room_decision> keep_for(const room& room, const seat_wanted& wanted, const moment& at) {
  const auto& seats = room.get<moim::seats>();
  if (seats.kept_for(wanted.person)) return fail(errc::already_held);
  if (auto until = rests_until(room.get<holds>(), wanted.person, at.now))
    return tl::unexpected{error{errc::held_before, {}, static_cast<std::uint32_t>(*until - at.now)}};
  if (auto why = why_no_seat(room, wanted, at)) return tl::unexpected{*why};
  if (seats.kept().size() >= room.kind.rules<holds>()->max) return fail(errc::too_many_holds);
  return want_seat(room, wanted, at).map([&](const seat_outcome& outcome) {
    const auto& kept = std::get<seat_kept>(outcome);
    return room_decision{{kept}, seat_held{kept.seat, kept.until}};
  });
}

/// Null if none is kept for them, or its time is over.
const kept_seat* still_kept(const room& room, const user_id& user, const moment& at) {
  const auto* kept = room.get<seats>().kept_for(user);
  return kept && kept->until > at.now ? kept : nullptr;
}

}  // namespace

std::optional<time_ms> holds::keeps_until(const room& room, const seat_wanted& wanted, const moment& at) {
  if (wanted.way != seat_way::hold && wanted.way != seat_way::invitation) return std::nullopt;
  return at.now + room.kind.rules<holds>()->hold_s * second_ms;
}

result<room_decision> holds::decide(const room& room, const hold_seat& asked, const caller& who, const moment& at) {
  return keep_for(room, {who.user, seat_way::hold, given(asked.code)}, at);
}

result<room_decision> holds::decide(const room& room, const invite_person& asked, const caller&, const moment& at) {
  return keep_for(room, {asked.person, seat_way::invitation}, at);
}

result<room_decision> holds::decide(const room& room, const confirm_seat&, const caller& who, const moment& at) {
  const auto* kept = still_kept(room, who.user, at);
  if (!kept) return fail(errc::not_held);
  return room_decision{{seat_taken{who.user, kept->seat}}, seat_given{kept->seat}};
}

result<room_decision> holds::decide(const room& room, const release_seat&, const caller& who, const moment& at) {
  if (!still_kept(room, who.user, at)) return fail(errc::not_held);
  return room_decision{{seat_freed{who.user, seat_freed_by::release}}, done{}};
}

/// Remembers the freed hold: else one person could block a seat by holding it again and again (P1).
void holds::apply(state& to, const seat_freed& event, const commit_stamp& stamp, const room& room) {
  std::erase_if(to.past, [&](const past_hold& each) { return each.until <= stamp.at || each.user == event.user; });
  if (to.past.size() == max_past_holds) to.past.erase(to.past.begin());
  to.past.push_back({event.user, stamp.at + room.kind.rules<holds>()->hold_s * second_ms});
}

void holds::project(const room& room, audience, room_view& to) {
  to.part<holds>().emplace().kept = static_cast<std::uint32_t>(room.get<seats>().kept().size());
}

}  // namespace moim
