#include "actors/pool/pool_entity.hpp"

/// What rooms say that look for people, and whom they are offered.
namespace moim {
namespace {

/// How long what a room says may wait in a pool's queue; it says it again if that was not enough.
constexpr time_ms room_patience_ms = 30 * second_ms;

}  // namespace

std::optional<matcher_request> pool_item::request() const {
  if (auto* seek = std::get_if<seek_for_room>(&call)) return matcher_request{seek->wanted, {}};
  if (auto* answered = std::get_if<seats_answered>(&call)) return matcher_request{answered->answer, {}};
  const auto& asked = std::get<call_pool>(call);
  auto* command = std::get_if<matcher_command>(&asked.command);
  return command ? std::optional{matcher_request{*command, asked.who}} : std::nullopt;
}

bool pool_item::changes() const {
  auto* asked = std::get_if<call_pool>(&call);
  return !asked || std::holds_alternative<matcher_command>(asked->command);
}

void pool_entity::take(seek_for_room message) { add({std::move(message), port().machine_now() + room_patience_ms}); }

void pool_entity::take(const seats_answered& message) { add({message, port().machine_now() + room_patience_ms}); }

void pool_entity::answer_room(const pool_item& item) {
  if (auto* seek = std::get_if<seek_for_room>(&item.call); seek && item.decided)
    neighbours_.tell_room(seek_taken{seek->room, seek->number});
}

/// What a room has answered need not be offered again.
void pool_entity::forget_offer(const matcher_event& event) {
  auto* made = std::get_if<matched>(&event);
  if (made && made->room) telling_.erase({made->tickets.front(), note_kind::proposed, made->proposal});
  auto* closed = std::get_if<proposal_closed>(&event);
  if (closed && closed->offered) telling_.erase({*closed->offered, note_kind::proposed, closed->proposal});
}

}  // namespace moim
