#include "sim/checks/room_model.hpp"

#include <algorithm>

namespace moim::sim {
namespace {

/// Whether what a refusal says is so.
bool is_true(errc refusal, const room_model& room, person_number who) {
  switch (refusal) {
    case errc::room_not_found:
      return room.phase == model_phase::absent;
    case errc::room_full:
      return room.phase != model_phase::absent && room.lowest_free() == 0;
    case errc::already_member:
      return room.seat_of(who) != 0;
    case errc::not_member:
      return room.phase != model_phase::absent && room.seat_of(who) == 0;
    case errc::not_host:
      return room.phase != model_phase::absent && who != room.host;
    case errc::host_cannot_leave:
      return room.phase != model_phase::absent && who == room.host;
    case errc::room_locked:
      return room.phase == model_phase::locked;
    case errc::room_cancelled:
      return room.phase == model_phase::cancelled;
    case errc::room_closed:
      return room.phase == model_phase::closed || room.phase == model_phase::overdue;
    default:
      return false;
  }
}

/// Whether a call may be refused for this reason at all.
bool fits_call(errc refusal, room_call call) {
  switch (refusal) {
    case errc::room_not_found:
      return call != room_call::create;
    case errc::room_full:
    case errc::already_member:
      return call == room_call::join;
    case errc::not_member:
    case errc::host_cannot_leave:
      return call == room_call::leave;
    case errc::not_host:
      return call == room_call::lock || call == room_call::cancel;
    case errc::room_locked:
      return call == room_call::join || call == room_call::leave || call == room_call::lock;
    case errc::room_cancelled:
    case errc::room_closed:
      return call != room_call::create && call != room_call::read;
    default:
      return false;
  }
}

bool create(room_model& room, const room_operation& asked) {
  if (room.phase != model_phase::absent || asked.seat > asked.seats) return false;
  room.phase = model_phase::open;
  room.host = asked.person;
  room.seats.assign(asked.seats, 0);
  if (asked.seat != 0) room.seats[asked.seat - 1] = asked.person;
  return true;
}

bool join(room_model& room, const room_operation& asked) {
  auto seat = room.lowest_free();
  if (room.phase != model_phase::open || seat == 0 || room.seat_of(asked.person) != 0) return false;
  if (asked.how == ending::done && asked.seat != seat) return false;
  room.seats[seat - 1] = asked.person;
  return true;
}

bool leave(room_model& room, const room_operation& asked) {
  auto seat = room.seat_of(asked.person);
  if (room.phase != model_phase::open || seat == 0 || asked.person == room.host) return false;
  room.seats[seat - 1] = 0;
  return true;
}

bool move(room_model& room, model_phase from, model_phase to) {
  if (room.phase != from) return false;
  room.phase = to;
  return true;
}

room_phase shown(model_phase phase) {
  switch (phase) {
    case model_phase::locked:
      return room_phase::locked;
    case model_phase::cancelled:
      return room_phase::cancelled;
    case model_phase::closed:
      return room_phase::closed;
    default:
      return room_phase::open;
  }
}

bool read(const room_model& room, const room_operation& asked, std::span<const seated_person> members) {
  if (room.phase == model_phase::absent || asked.phase != shown(room.phase)) return false;
  if (asked.seats != room.seats.size() || asked.seat != room.taken()) return false;
  if (asked.members == room_operation::not_shown) return true;
  // If no seat is shown twice, everybody shown sits there, and the count is right, then all are shown.
  std::vector<bool> seen(room.seats.size());
  for (const auto& each : members) {
    if (each.seat == 0 || each.seat > seen.size() || seen[each.seat - 1]) return false;
    if (room.seats[each.seat - 1] != each.person) return false;
    seen[each.seat - 1] = true;
  }
  return members.size() == asked.seat;
}

}  // namespace

std::uint32_t room_model::taken() const {
  return static_cast<std::uint32_t>(seats.size() - static_cast<std::size_t>(std::count(seats.begin(), seats.end(), 0)));
}

std::uint32_t room_model::seat_of(person_number person) const {
  auto found = std::find(seats.begin(), seats.end(), person);
  return found == seats.end() ? 0 : static_cast<std::uint32_t>(found - seats.begin()) + 1;
}

std::uint32_t room_model::lowest_free() const { return seat_of(0); }

bool play(room_model& room, const room_operation& asked, std::span<const seated_person> members) {
  if (asked.how == ending::refused)
    return fits_call(asked.refusal, asked.call) && is_true(asked.refusal, room, asked.person);
  switch (asked.call) {
    case room_call::create:
      return create(room, asked);
    case room_call::join:
      return join(room, asked);
    case room_call::leave:
      return leave(room, asked);
    case room_call::lock:
      return asked.person == room.host && move(room, model_phase::open, model_phase::locked);
    case room_call::cancel:
      return asked.person == room.host && (move(room, model_phase::open, model_phase::cancelled) ||
                                           move(room, model_phase::locked, model_phase::cancelled));
    case room_call::read:
      return read(room, asked, members);
    case room_call::time_up:
      return move(room, model_phase::open, model_phase::overdue);
    case room_call::close:
      return move(room, model_phase::overdue, model_phase::closed);
  }
  return false;
}

}  // namespace moim::sim
