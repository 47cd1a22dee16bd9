#include "domain/user/user.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

auto place_of(const std::vector<known_room>& rooms, const room_id& room) {
  return std::lower_bound(rooms.begin(), rooms.end(), room,
                          [](const known_room& known, const room_id& wanted) { return known.room < wanted; });
}

/// Whether something as new is known of the room.
bool is_old(const user& state, const room_id& room, std::uint64_t effect) {
  if (is_planted(planted_bug::old_words_taken)) return false;
  auto known = place_of(state.rooms, room);
  return known != state.rooms.end() && known->room == room && known->effect >= effect;
}

/// Forgets rooms that were left before rooms with a seat, the longest known first. An eighth goes at once:
/// otherwise every effect would pay for looking through all of them.
void forget_some(std::vector<known_room>& rooms) {
  auto staleness = [](const known_room& each) {
    return std::tuple{each.what == membership::seated, each.since, each.room};
  };
  std::vector<decltype(staleness(rooms.front()))> all;
  all.reserve(rooms.size());
  for (const auto& each : rooms) all.push_back(staleness(each));
  auto last_to_go = all.begin() + static_cast<std::ptrdiff_t>(rooms.size() / 8);
  std::nth_element(all.begin(), last_to_go, all.end());
  std::erase_if(rooms, [&](const known_room& each) { return staleness(each) <= *last_to_go; });
}

}  // namespace

result<user_decision> decide(const user& state, const user_command& command, const caller& who, time_ms now) {
  if (auto* wanted = std::get_if<host_room>(&command)) {
    if (is_hosted(state.hosted, wanted->room)) return user_decision{{}, effect_taken{}};
    if (auto why = why_no_hosting(state.hosted, *wanted, now)) return tl::unexpected{std::move(*why)};
    return user_decision{{hosting_begun{wanted->room, wanted->kind}}, effect_taken{}};
  }
  if (auto* over = std::get_if<end_hosting>(&command)) {
    if (!is_hosted(state.hosted, over->room)) return user_decision{{}, effect_taken{}};
    return user_decision{{hosting_ended{over->room}}, effect_taken{}};
  }
  if (auto* note = std::get_if<note_membership>(&command)) {
    if (is_old(state, note->room, note->effect)) return user_decision{{}, effect_taken{}};
    return user_decision{{membership_noted{note->room, note->effect, note->what}}, effect_taken{}};
  }
  user_rooms seen{who.user, {}};
  for (const auto& known : state.rooms)
    if (known.what == membership::seated) {
      seen.rooms.push_back(known.room);
      seen.since_ms.push_back(known.since);
    }
  return user_decision{{}, std::move(seen)};
}

bool is_newest(const user& state, const membership_noted& word) {
  auto known = place_of(state.rooms, word.room);
  return known != state.rooms.end() && known->room == word.room && known->effect == word.effect;
}

void apply(user& state, const user_event& event, const commit_stamp& stamp) {
  state.last_at = stamp.at;
  if (auto* begun = std::get_if<hosting_begun>(&event)) apply(state.hosted, *begun, stamp.at);
  if (auto* ended = std::get_if<hosting_ended>(&event)) apply(state.hosted, *ended);
  auto* noted = std::get_if<membership_noted>(&event);
  if (!noted) return;
  known_room fresh{noted->room, noted->effect, noted->what, stamp.at};
  auto known = place_of(state.rooms, noted->room);
  if (is_old(state, noted->room, noted->effect)) return;
  if (known != state.rooms.end() && known->room == noted->room) {
    state.rooms[static_cast<std::size_t>(known - state.rooms.begin())] = fresh;
    return;
  }
  state.rooms.insert(known, fresh);
  if (state.rooms.size() > max_known_rooms) forget_some(state.rooms);
}

}  // namespace moim
