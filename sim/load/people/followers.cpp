#include "sim/load/people/followers.hpp"

#include <utility>

namespace moim::load {

std::size_t followers::count() const {
  std::size_t all = 0;
  for (const auto& rooms : rooms_of_) all += rooms.size();
  return all;
}

bool followers::may_follow(person_number who, const room_id& room) const {
  return rooms_of_[who].size() < max_rooms && !rooms_of_[who].contains(room);
}

method_call followers::begin(person_number who, const user_id& user, const room_id& room) {
  rooms_of_[who].emplace(room, sim::follower{room, user});
  followers_of_[room].push_back(who);
  return subscribe_room{room, std::nullopt};
}

void followers::disconnected(person_number who) {
  for (auto& [room, each] : rooms_of_[who]) each.disconnect();
}

std::vector<method_call> followers::resume(person_number who) const {
  std::vector<method_call> calls;
  resume_session some;
  for (const auto& [room, each] : rooms_of_[who]) {
    // Without a token the first `room.subscribe` was not answered yet, and is sent again by itself.
    if (each.token().empty()) continue;
    // A session resumes once at a time: what does not fit into that is followed room by room.
    if (some.rooms.size() < max_resume)
      some.rooms.push_back({room, each.token()});
    else
      calls.emplace_back(subscribe_room{room, each.token()});
  }
  if (!some.rooms.empty()) calls.emplace_back(std::move(some));
  return calls;
}

sim::follower* followers::find(person_number who, const room_id& room) {
  auto found = rooms_of_[who].find(room);
  if (found != rooms_of_[who].end()) return &found->second;
  found_.broken("P7", room, "a session was told of the room and does not follow it");
  return nullptr;
}

void followers::followed(person_number who, const room_followed& answer) {
  if (auto* each = find(who, answer.room)) each->followed(answer, found_);
}

std::vector<method_call> followers::resumed(person_number who, const session_resumed& answer) {
  for (const auto& each : answer.rooms) {
    ++resumed_;
    followed(who, each);
  }
  std::vector<method_call> again;
  for (const auto& each : answer.failed) {
    auto code = error_named(each.code);
    auto* room = find(who, each.room);
    if (room && code && describe(*code).retry == retry_hint::same_key)
      again.emplace_back(subscribe_room{each.room, room->token()});
    else
      found_.broken("P7", each.room, "it could not be followed again: " + each.code);
  }
  return again;
}

void followers::pushed(person_number who, const room_changed& push) {
  if (auto* each = find(who, push.room)) each->changed(push, found_);
}

void followers::pushed(person_number who, const room_reset& push) {
  if (auto* each = find(who, push.room)) each->reset(push, found_);
}

std::uint64_t followers::snapshots_count() const {
  std::uint64_t all = 0;
  for (const auto& rooms : rooms_of_)
    for (const auto& [room, each] : rooms) all += each.resets();
  return all;
}

template <class Visit>
void followers::each_of(const room_id& room, Visit&& visit) const {
  auto found = followers_of_.find(room);
  if (found == followers_of_.end()) return;
  for (auto who : found->second) visit(rooms_of_[who].at(room));
}

bool followers::has_caught_up(const room_view& room) const {
  bool all = true;
  each_of(room.room, [&](const sim::follower& each) {
    all = all && each.follows() && each.taken() == room.taken && each.phase() == room.phase;
  });
  return all;
}

void followers::see_last(const room_view& room) {
  each_of(room.room, [&](const sim::follower& each) { each.see_last(room, found_); });
}

}  // namespace moim::load
