#include "domain/inbox/room_reading.hpp"

#include "domain/planted.hpp"

namespace moim {
namespace {

auto cursor_of(const std::vector<room_cursor>& cursors, const room_id& room) {
  return std::find_if(cursors.begin(), cursors.end(), [&](const room_cursor& each) { return each.room == room; });
}

}  // namespace

std::uint64_t read_to(const room_reading& state, const room_id& room) {
  auto found = cursor_of(state.cursors, room);
  return found == state.cursors.end() ? 0 : found->read_to;
}

bool is_muted(const room_reading& state, const room_id& room) {
  return std::binary_search(state.muted.begin(), state.muted.end(), room);
}

std::optional<room_marked> decide_mark(const room_reading& state, const room_id& room, std::uint64_t to) {
  if (to <= read_to(state, room) && !is_planted(planted_bug::room_marks_go_back)) return std::nullopt;
  return room_marked{room, to};
}

result<std::optional<room_muted>> decide_mute(const room_reading& state, const room_id& room, bool muted,
                                              const caller& who, time_ms now) {
  auto recalled = state.requests.recall(who, now, mute_requests);
  if (!recalled) return tl::unexpected{std::move(recalled.error())};
  if (*recalled) return std::nullopt;
  if (muted && !is_muted(state, room) && state.muted.size() >= max_muted_rooms) return fail(errc::too_many_muted);
  return room_muted{room, muted, *who.key, who.user, who.parameters, request_hash_rule};
}

void apply(room_reading& state, const room_marked& event) {
  auto found = cursor_of(state.cursors, event.room);
  if (found != state.cursors.end()) state.cursors.erase(found);
  state.cursors.push_back({event.room, event.to});
  if (state.cursors.size() > max_room_cursors) state.cursors.erase(state.cursors.begin());
}

void apply(room_reading& state, const room_muted& event, time_ms at) {
  auto place = std::lower_bound(state.muted.begin(), state.muted.end(), event.room);
  bool is_there = place != state.muted.end() && *place == event.room;
  if (event.muted && !is_there) state.muted.insert(place, event.room);
  if (!event.muted && is_there) state.muted.erase(place);
  state.requests.remember({event.key, event.by, event.parameters, done{}}, event.hashed_by, at, mute_requests);
}

}  // namespace moim
