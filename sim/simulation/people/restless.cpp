#include "sim/simulation/people/restless.hpp"

#include "sim/checks/plain_kind.hpp"

namespace moim::sim {
namespace {

/// Some more than a room remembers of one person, and not so many that all else is drowned.
constexpr unsigned rounds_max = 330;

}  // namespace

bool restless::goes_on() const {
  bool is_one = static_cast<std::int64_t>(user_.low) > shared_.drawn.people - shared_.drawn.restless;
  return is_one && rounds_ < rounds_max;
}

/// A room that has no other way to a seat than to ask for it, and that goes on when this person leaves.
bool restless::may_go_to(const room_id& room) const {
  auto* story = shared_.checker.find(room);
  return story && story->phase == room_phase::open && !story->match && is_plain(story->kind) && story->host != user_;
}

std::optional<wanted_call> restless::next(const std::vector<room_id>& rooms) {
  if (!goes_on()) return std::nullopt;
  auto room = std::find_if(rooms.begin(), rooms.end(), [this](const room_id& each) { return may_go_to(each); });
  if (room == rooms.end()) return std::nullopt;
  ++rounds_;
  bool sits = shared_.checker.find(*room)->seats.contains(user_);
  return call_for(sits ? act::leave : act::join, *room);
}

}  // namespace moim::sim
