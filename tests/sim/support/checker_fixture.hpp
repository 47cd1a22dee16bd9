#pragma once

#include "sim/simulation/checkers/log_checker.hpp"
#include "sim/simulation/engine/sim_kinds.hpp"
#include "store/storage_codec.hpp"
#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim::sim::test {

/// Logs as a checker sees them, which the test writes itself, and what was found to be broken.
struct checker_fixture {
  /// A commit lands in a room's log.
  void land(const room_id& room, const std::vector<room_event>& events, time_ms at = make::noon_ms) {
    auto bytes = store::encode_commit<room_event>(at, std::span<const room_event>{events});
    auto next = logs.find(room) ? logs.find(room)->versions.size() + 1 : 1;
    logs.on_landed(room.entity(), {next, next, std::move(bytes)}, at);
  }
  /// The promise that was broken first; `none` if none was.
  std::string broken() const { return found.first() ? found.first()->promise : "none"; }

  verdict found;
  trace told;
  tally seen;
  parameters drawn;
  kind_table kinds = sim_kinds(drawn);
  log_checker logs{found, told, seen};
};

}  // namespace moim::sim::test
