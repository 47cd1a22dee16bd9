#pragma once

#include "sim/simulation/engine/sim_node.hpp"

namespace moim::sim {

/// Draws tickets: seldom so special that nobody suits, seldom so plain that everybody does. Each is one that its pool
/// takes.
class submit_maker {
 public:
  submit_maker(world& world, const parameters& drawn, const user_id& user)
      : world_(world), drawn_(drawn), user_(user) {}

  /// For any pool, alone or with company.
  submit_request any();
  submit_request for_table();
  submit_request for_duel();
  submit_request for_choir();

 private:
  void bring_company(submit_request& wanted);
  user_id anybody();
  time_ms between(time_ms min, time_ms max) { return world_.between(min, max); }

  world& world_;
  const parameters& drawn_;
  const user_id user_;
};

}  // namespace moim::sim
