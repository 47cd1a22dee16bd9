#include "domain/user/hosted_rooms.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

bool is_this_hour(const hosted_rooms& state, time_ms now) { return now - state.hour_began_at < hour_ms; }

}  // namespace

bool is_hosted(const hosted_rooms& state, const room_id& room) {
  return std::any_of(state.open.begin(), state.open.end(), [&](const hosted_room& each) { return each.room == room; });
}

std::optional<error> why_no_hosting(const hosted_rooms& state, const host_room& wanted, time_ms now) {
  if (is_planted(planted_bug::rooms_not_counted)) return std::nullopt;
  auto of_kind = [&](const hosted_room& each) { return each.kind == wanted.kind; };
  auto open = std::count_if(state.open.begin(), state.open.end(), of_kind);
  if (static_cast<std::uint32_t>(open) >= wanted.max_open)
    return error{errc::too_many_rooms,
                 "one person may have " + std::to_string(wanted.max_open) + " rooms of this kind open at once",
                 {}};
  if (!is_this_hour(state, now) || state.begun_in_hour < wanted.max_per_hour) return std::nullopt;
  return error{errc::too_many_rooms,
               "one person may create " + std::to_string(wanted.max_per_hour) + " rooms in an hour",
               static_cast<std::uint32_t>(state.hour_began_at + hour_ms - now)};
}

std::vector<room_id> hosted_to_ask(const hosted_rooms& state, time_ms now) {
  std::vector<room_id> rooms;
  for (const auto& each : state.open)
    if (now - each.since >= hosted_asked_after_ms) rooms.push_back(each.room);
  return rooms;
}

void apply(hosted_rooms& to, const hosting_begun& event, time_ms at) {
  if (!is_this_hour(to, at)) {
    to.hour_began_at = at;
    to.begun_in_hour = 0;
  }
  ++to.begun_in_hour;
  if (!is_hosted(to, event.room)) to.open.push_back({event.room, event.kind, at});
}

void apply(hosted_rooms& to, const hosting_ended& event) {
  std::erase_if(to.open, [&](const hosted_room& each) { return each.room == event.room; });
}

}  // namespace moim
