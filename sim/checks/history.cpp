#include "sim/checks/history.hpp"

namespace moim::sim {
namespace {

// For a hall, a search would have to remember thousands of states of thousands of seats.
constexpr std::uint32_t max_seats = 1'000;
// How many members shown by a read take as much memory as one operation.
constexpr std::size_t members_of_operation = sizeof(room_operation) / sizeof(seated_person);

std::size_t weight_of(const room_history& room) {
  return room.operations.size() + room.members.size() / members_of_operation;
}

}  // namespace

std::uint32_t history::room_number(const room_id& room) {
  auto [found, fresh] = room_numbers_.emplace(room, static_cast<std::uint32_t>(rooms_.size()));
  if (fresh) rooms_.emplace_back().room = room;
  return found->second;
}

person_number history::number_of(const user_id& person) {
  auto [found, fresh] = person_numbers_.emplace(person, static_cast<person_number>(people_.size() + 1));
  if (fresh) people_.push_back(person);
  return found->second;
}

room_operation* history::add(room_history& to, room_operation made) {
  if (to.cut_short) return nullptr;
  if (to.operations.size() >= max_.of_room || kept_ >= max_.of_all || made.seats > max_seats) {
    forget(to);
    return nullptr;
  }
  ++kept_;
  return &to.operations.emplace_back(made);
}

void history::forget(room_history& room) {
  room.cut_short = true;
  kept_ -= weight_of(room);
  room.operations = {};
  room.members = {};
}

void history::see_time(room_history& room, time_ms now) {
  if (!room.closes_at || now < *room.closes_at) return;
  room.closes_at.reset();
  for (auto call : {room_call::time_up, room_call::close}) {
    room_operation by_itself;
    by_itself.invoked = ++last_event_;
    by_itself.call = call;
    add(room, by_itself);
  }
}

history::operation_id history::invoked(const room_id& room, const user_id& person, room_call call, time_ms now) {
  auto number = room_number(room);
  auto& to = rooms_[number];
  see_time(to, now);
  room_operation made;
  made.person = number_of(person);
  made.invoked = ++last_event_;
  made.call = call;
  add(to, made);
  return {number, static_cast<std::uint32_t>(to.operations.size()) - 1};
}

void history::opened(const room_id& room, const user_id& host, event_number invoked, std::uint32_t seats,
                     bool host_sits, std::optional<time_ms> closes_at, time_ms now) {
  auto& to = rooms_[room_number(room)];
  if (!to.operations.empty() || to.cut_short) return;
  to.whole = true;
  to.closes_at = closes_at;
  room_operation made;
  made.person = number_of(host);
  made.invoked = invoked;
  made.returned = ++last_event_;
  made.call = room_call::create;
  made.how = ending::done;
  made.seats = seats;
  made.seat = host_sits ? 1 : 0;
  add(to, made);
  see_time(to, now);
}

room_operation* history::returning(operation_id which, ending how, time_ms now) {
  auto& room = rooms_[which.room];
  see_time(room, now);
  if (room.cut_short) return nullptr;
  auto& asked = room.operations[which.operation];
  asked.returned = ++last_event_;
  asked.how = how;
  return &asked;
}

void history::done(operation_id which, const room_outcome& outcome, time_ms now) {
  auto* asked = returning(which, ending::done, now);
  auto* given = std::get_if<seat_given>(&outcome);
  if (asked && given) asked->seat = given->seat;
}

void history::refused(operation_id which, errc why, bool may_yet_be_done, time_ms now) {
  auto* asked = returning(which, ending::refused, now);
  if (!asked) return;
  asked->refusal = why;
  if (!may_yet_be_done) return;
  room_operation copy;
  copy.person = asked->person;
  copy.invoked = asked->invoked;
  copy.call = asked->call;
  add(rooms_[which.room], copy);
}

void history::shown(operation_id which, const room_view& view, time_ms now) {
  auto* asked = returning(which, ending::done, now);
  if (!asked) return;
  asked->phase = view.phase;
  asked->seat = view.taken;
  asked->seats = view.seats;
  // Of a great hall a view shows a part.
  if (!view.members || view.taken > max_members_shown) return;
  auto& room = rooms_[which.room];
  auto& members = room.members;
  kept_ -= weight_of(room);
  asked->members_at = static_cast<std::uint32_t>(members.size());
  asked->members = static_cast<std::uint32_t>(view.members->size());
  for (const auto& each : *view.members) members.push_back({number_of(each.user), each.seat});
  kept_ += weight_of(room);
}

}  // namespace moim::sim
