#include "sim/load/load_options.hpp"

#include <algorithm>

namespace moim::load {
namespace {

struct defaults {
  std::uint32_t users;
  std::uint32_t rooms;
  seat_range seats;
  std::uint32_t followers;
  std::uint32_t in_flight;
  double retries;
  double tickets = 0;
};

defaults defaults_of(scenario_name scenario) {
  switch (scenario) {
    case scenario_name::hot:
      return {2'200, 100, {2'000, 2'000}, 0, 1, 0};
    case scenario_name::many:
      return {64, 5'000, {8, 40}, 0, 16, 0};
    case scenario_name::mixed:
      return {500, 200, {2, 20}, 2, 2, 0.05, 0.02};
    case scenario_name::churn:
      return {300, 100, {2, 20}, 3, 1, 0.1};
    case scenario_name::revolving:
      return {2'000, 1, {2'000, 2'000}, 0, 16, 0};
    case scenario_name::anything:
      break;  // the simulator's
  }
  return {};
}

}  // namespace

load_plan decide_plan(const load_options& options) {
  auto usual = defaults_of(options.scenario);
  load_plan plan;
  plan.scenario = options.scenario;
  plan.seats = options.seats.value_or(usual.seats);
  plan.retries = options.retries.value_or(usual.retries);
  // A hot room needs more people than seats, or nobody is refused.
  auto enough = options.scenario == scenario_name::hot ? plan.seats.max + plan.seats.max / 10 + 1 : usual.users;
  plan.users = std::max(options.users.value_or(enough), 2u);
  auto per_user = plan.retries > 0 ? 2u : 1u;
  plan.connections = std::max(options.connections.value_or(per_user * plan.users), per_user * plan.users);
  plan.rooms = std::max(options.rooms.value_or(usual.rooms), 1u);
  plan.followers = std::min(options.followers.value_or(usual.followers), plan.users);
  plan.in_flight = std::max(options.in_flight.value_or(usual.in_flight), 1u);
  plan.window = std::max(options.window.value_or(options.scenario == scenario_name::hot ? 1'024 : ~0u), 1u);
  plan.rate_per_s = options.rate_per_s;
  plan.tickets = options.tickets.value_or(usual.tickets);
  plan.duration_s = options.duration_s;
  plan.wire = options.wire;
  plan.seed = options.seed;
  plan.away_s = options.away_s;
  plan.quiet = options.quiet;
  return plan;
}

}  // namespace moim::load
