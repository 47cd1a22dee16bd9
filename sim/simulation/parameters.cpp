#include "sim/simulation/parameters.hpp"

#include "sim/simulation/world.hpp"

namespace moim::sim {

parameters draw_parameters(world& chance) {
  parameters drawn;
  auto number = [&](time_ms least, time_ms most) { return static_cast<unsigned>(chance.between(least, most)); };
  // Half of the faults are off in each run: a run with all of them hardly gets anywhere.
  auto rate = [&](double most) {
    bool on = chance.chance(0.5);
    return on ? most * static_cast<double>(chance.between(1, 1000)) / 1000 : 0.0;
  };
  auto every = [&](double on, time_ms least, time_ms most) {
    return chance.chance(on) ? chance.between(least, most) : 0;
  };

  drawn.nodes = number(2, 3);
  drawn.people = number(6, 20);
  drawn.rooms = number(1, 6);
  drawn.seats_most = number(2, 8);
  drawn.think_ms = chance.between(50, 800);
  drawn.network_ms = chance.between(1, 60);
  drawn.store_ms = chance.between(0, 40);
  drawn.append_refused = rate(0.1);
  drawn.answer_lost = rate(0.1);
  drawn.never_executed = rate(0.1);
  drawn.executed_later = rate(0.1);
  drawn.read_fails = rate(0.2);
  drawn.claim_fails = rate(0.3);
  drawn.hint_lost = rate(0.9);
  drawn.follow_dead = rate(0.5);
  drawn.request_doubled = rate(0.3);
  drawn.frame_cut = rate(0.3);
  drawn.node_killed_every = every(0.6, 1'000, 15'000);
  drawn.connection_cut_every = every(0.6, 200, 5'000);
  drawn.store_away_every = every(0.4, 3'000, 15'000);
  drawn.tail_lost_every = every(0.25, 3'000, 15'000);
  return drawn;
}

std::string to_text(const parameters& p) {
  return fmt::format(
      "nodes {} people {} rooms {} seats ≤{} think {} ms network {} ms store {} ms | append refused {:.3f} answer lost "
      "{:.3f} "
      "never executed {:.3f} executed later {:.3f} read fails {:.3f} claim fails {:.3f} hint lost {:.3f} follow dead "
      "{:.3f} "
      "request doubled {:.3f} frame cut {:.3f} | every ms: kill {} cut {} store away {} tail lost {}",
      p.nodes, p.people, p.rooms, p.seats_most, p.think_ms, p.network_ms, p.store_ms, p.append_refused, p.answer_lost,
      p.never_executed, p.executed_later, p.read_fails, p.claim_fails, p.hint_lost, p.follow_dead, p.request_doubled,
      p.frame_cut, p.node_killed_every, p.connection_cut_every, p.store_away_every, p.tail_lost_every);
}

}  // namespace moim::sim
