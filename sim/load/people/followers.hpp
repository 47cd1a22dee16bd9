#pragma once

#include "sim/checks/follower.hpp"
#include "sim/load/people/request.hpp"

#include <unordered_map>

namespace moim::load {

/// The people who follow rooms, each over their first connection, and what they were pushed.
class followers {
 public:
  /// A session may follow 256 rooms.
  static constexpr std::size_t max_rooms = 200;

  followers(std::uint32_t people, sim::verdict& found) : found_{found}, rooms_of_(people) {}

  std::size_t count() const;
  bool may_follow(person_number who, const room_id& room) const;
  /// Begins to follow: returns what to send.
  method_call begin(person_number who, const user_id& user, const room_id& room);
  void disconnected(person_number who);
  /// What to send on a new connection, so that all is followed again.
  std::vector<method_call> resume(person_number who) const;

  void followed(person_number who, const room_followed& answer);
  /// Returns what to send for rooms that were refused for now.
  std::vector<method_call> resumed(person_number who, const session_resumed& answer);
  void pushed(person_number who, const room_changed& push);
  void pushed(person_number who, const room_reset& push);

  std::uint64_t resumed_count() const { return resumed_; }
  std::uint64_t snapshots_count() const;
  /// Whether everybody who follows this room is where it is.
  bool has_caught_up(const room_view& room) const;
  void see_last(const room_view& room);

 private:
  sim::follower* find(person_number who, const room_id& room);
  template <class Visit>
  void each_of(const room_id& room, Visit&& visit) const;

  sim::verdict& found_;
  std::vector<std::unordered_map<room_id, sim::follower>> rooms_of_;
  std::unordered_map<room_id, std::vector<person_number>> followers_of_;
  std::uint64_t resumed_ = 0;
};

}  // namespace moim::load
