#include "actors/user/user_entity.hpp"
#include "domain/outbox/outbox.hpp"
#include "domain/planted.hpp"

#include <algorithm>

/// A person's log and the rooms' logs agree again after a failover (rule 6). A room's log may have lost what
/// it has told. So a while after each word the person asks the room whether it still says so. If the person's
/// log lost a word, the room tells it once more (`is_told_again`).
namespace moim {
namespace {

/// How soon a silent room is asked again, and how old a word may be to be asked about at all.
constexpr time_ms ask_again_ms = 10 * second_ms;
constexpr time_ms max_asked_ms = hour_ms;

}  // namespace

bool user_entity::is_unsure(const known_room& known, time_ms now) {
  if (!port().is_shared() || now - known.since >= max_asked_ms) return false;
  if (is_planted(planted_bug::lost_words_kept)) return false;
  auto confirmed = confirmed_.find(known.room);
  return confirmed == confirmed_.end() || confirmed->second != known.effect;
}

void user_entity::on_loaded() {
  confirmed_.clear();
  ask_at_.reset();
  ask_rooms(port().machine_now());
}

void user_entity::ask_rooms(time_ms machine_now) {
  if (!port().is_shared()) return;
  if (ask_at_ && machine_now < *ask_at_) return tick_by(*ask_at_);
  ask_at_.reset();
  auto now = port().now();
  std::optional<time_ms> next;
  for (const auto& known : state().rooms) {
    if (!is_unsure(known, now)) continue;
    auto in = known.since + delivery_agrees_ms - now;
    if (in <= 0) neighbours_.deliver(known.room.entity(), membership_asked{user_, known.room, known.effect});
    in = std::max(in, ask_again_ms);
    next = next ? std::min(*next, in) : in;
  }
  if (!next) return;
  ask_at_ = machine_now + *next;
  tick_by(*ask_at_);
}

void user_entity::receive(const membership_confirmed& message) {
  if (!is_loaded()) return;
  const auto& rooms = state().rooms;
  auto known = std::find_if(rooms.begin(), rooms.end(), [&](const auto& each) { return each.room == message.room; });
  if (known == rooms.end() || known->effect != message.number) return;
  if (known->what != message.what)
    // This number is newer than what is known, and older than whatever the room says from now on.
    return receive(delivered<membership_told>{message.room.entity(), message.number + 1, {message.what}});
  confirmed_[message.room] = message.number;
  auto now = port().now();
  if (std::any_of(rooms.begin(), rooms.end(), [&](const auto& each) { return is_unsure(each, now); })) return;
  // The log does not hold confirmations. A wake-up left behind would make a node ask all rooms again.
  asks_again_at_.reset();
  rewrite_wake_up();
}

/// Wakes the entity to ask the rooms, should this process die before it has.
std::optional<time_ms> user_entity::wake_after_round(const user& after, time_ms at) {
  std::optional<time_ms> next;
  for (const auto& known : after.rooms) {
    if (!is_unsure(known, at)) continue;
    auto look = std::max(known.since + delivery_agrees_ms, at + ask_again_ms);
    if (look == at + ask_again_ms) asks_again_at_ = look;
    next = next ? std::min(*next, look) : look;
  }
  return next;
}

/// Stays in memory until the rooms have answered: otherwise it would ask them again and again.
bool user_entity::waits_for_rooms() const { return asks_again_at_ && port().now() < *asks_again_at_ + ask_again_ms; }

}  // namespace moim
