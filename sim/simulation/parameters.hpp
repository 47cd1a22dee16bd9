#pragma once

#include "domain/time.hpp"

#include <cstdint>
#include <string>

namespace moim::sim {

class world;

/// What one run is made of; all of it follows from the seed.
struct parameters {
  unsigned nodes = 2;
  unsigned people = 12;
  unsigned rooms = 4;
  unsigned seats_most = 6;
  time_ms fault_phase_ms = 20'000;
  time_ms quiet_phase_ms = 180'000;
  time_ms think_ms = 400;
  time_ms network_ms = 20;
  time_ms store_ms = 10;

  // Each the chance per operation.
  double append_refused = 0;
  double answer_lost = 0;
  double never_executed = 0;
  double executed_later = 0;
  double read_fails = 0;
  double claim_fails = 0;
  double hint_lost = 0;
  double follow_dead = 0;
  double request_doubled = 0;
  double frame_cut = 0;

  // Each the mean time between two, 0 for never.
  time_ms node_killed_every = 0;
  time_ms connection_cut_every = 0;
  time_ms store_away_every = 0;
  time_ms tail_lost_every = 0;
};

parameters draw_parameters(world& chance);
std::string to_text(const parameters& drawn);

}  // namespace moim::sim
