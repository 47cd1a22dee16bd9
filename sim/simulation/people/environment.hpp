#pragma once

#include "sim/scenarios/scenario.hpp"
#include "sim/simulation/engine/sim_node.hpp"

namespace moim::sim {

/// How people and disasters find nodes and rooms.
class environment {
 public:
  virtual ~environment() = default;
  /// A node that is up; null if none is.
  virtual sim_node* any_node() = 0;
  virtual const std::vector<room_id>& known_rooms() const = 0;
  virtual void room_opened(const room_id& room) = 0;
  /// What a person would like to do next; nothing: nothing now.
  virtual std::optional<intention> next_intention(const user_id& who) = 0;
  /// Whether people still begin new things.
  virtual bool is_open() const = 0;
  /// Everybody wants the same room at once.
  virtual void rush() = 0;
};

}  // namespace moim::sim
