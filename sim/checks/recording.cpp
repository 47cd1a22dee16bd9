#include "sim/checks/recording.hpp"

#include "sim/checks/outcome_history.hpp"

#include <utility>

namespace moim::sim {
namespace {

struct target {
  std::optional<room_call> call;
  room_id room;
};

struct target_of {
  target operator()(const create_room&) const { return {room_call::create, {}}; }
  target operator()(const join_room& call) const { return {room_call::join, call.room}; }
  target operator()(const leave_room& call) const { return {room_call::leave, call.room}; }
  target operator()(const lock_room& call) const { return {room_call::lock, call.room}; }
  target operator()(const cancel_room& call) const { return {room_call::cancel, call.room}; }
  target operator()(const read_room& call) const { return {room_call::read, call.room}; }
  template <class Other>
  target operator()(const Other&) const {
    return {};
  }
};

}  // namespace

recording::recording(history& to, const method_call& call, const user_id& who, time_ms now) : who_(who) {
  auto [what, room] = std::visit(target_of{}, call);
  call_ = what;
  if (!what) return;
  to_ = &to;
  if (*what == room_call::create)
    invoked_ = to.now_event();
  else
    operation_ = to.invoked(room, who, *what, now);
}

void recording::opened(const room_id& room, std::uint32_t seats, bool host_sits, std::optional<time_ms> closes_at,
                       time_ms now) {
  if (call_ != room_call::create || !to_) return;
  std::exchange(to_, nullptr)->opened(room, who_, invoked_, seats, host_sits, closes_at, now);
}

void recording::done(const room_outcome& outcome, time_ms now) {
  if (to_ && call_ != room_call::create) std::exchange(to_, nullptr)->done(operation_, outcome, now);
}

void recording::refused(errc why, bool was_repeated, time_ms now) {
  if (!to_ || call_ == room_call::create || !is_final(why)) return;
  bool may_yet_be_done = was_repeated && call_ != room_call::read;
  std::exchange(to_, nullptr)->refused(operation_, why, may_yet_be_done, now);
}

void recording::shown(const room_view& view, time_ms now) {
  if (to_ && call_ == room_call::read) std::exchange(to_, nullptr)->shown(operation_, view, now);
}

}  // namespace moim::sim
