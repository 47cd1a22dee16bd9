#pragma once

#include "sim/load/operation.hpp"
#include "sim/scenarios/scenario.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace moim::load {

using sim::scenario_name;
using sim::seat_range;

enum class wire_choice : std::uint8_t { msgpack, json, both };
constexpr std::array<std::string_view, 3> enum_names(wire_choice) { return {"msgpack", "json", "both"}; }

template <class Enum>
std::string_view name_of(Enum value) {
  return enum_names(value)[static_cast<std::size_t>(value)];
}

/// What a run is asked to do, as the command line says it; what it does not say depends on the scenario.
struct load_options {
  std::string target;  // HOST:PORT; empty: a server of its own
  std::vector<std::string> server_arguments;
  std::optional<int> target_process;

  scenario_name scenario = scenario_name::mixed;
  std::optional<std::uint32_t> users;
  std::optional<std::uint32_t> connections;
  std::optional<std::uint32_t> rooms;
  std::optional<seat_range> seats;
  std::optional<std::uint32_t> followers;
  std::optional<std::uint32_t> in_flight;
  std::optional<std::uint32_t> window;
  std::optional<double> rate_per_s;
  std::optional<double> retries;
  std::optional<double> tickets;
  double duration_s = 10;
  wire_choice wire = wire_choice::msgpack;
  std::uint64_t seed = 1;

  std::string json_file;
  std::string metrics_address;
  double away_s = 30;
  bool quiet = false;
};

/// The same with everything decided.
struct load_plan {
  scenario_name scenario{};
  std::uint32_t users = 0;
  std::uint32_t connections = 0;
  std::uint32_t rooms = 0;
  seat_range seats;
  std::uint32_t followers = 0;
  /// Unanswered requests of one connection, and of all together.
  std::uint32_t in_flight = 0;
  std::uint32_t window = 0;
  /// Open loop: arrivals a second; nothing: closed loop.
  std::optional<double> rate_per_s;
  /// The share of requests that are sent again.
  double retries = 0;
  /// The share of turns that are about a ticket.
  double tickets = 0;
  double duration_s = 0;
  wire_choice wire{};
  std::uint64_t seed = 0;
  /// How long the server may be away.
  double away_s = 0;
  bool quiet = false;

  std::uint32_t connections_per_user() const { return (connections + users - 1) / users; }
  /// Closed loop: how many requests are under way at once, which is what their latencies are of.
  std::uint64_t requests_under_way() const {
    return std::min<std::uint64_t>(std::uint64_t{users} * in_flight * connections_per_user(), window);
  }
};

/// Fills in what was not said. What was said wins, unless it cannot be: there is a connection for everybody at least,
/// and requests that are to be sent again over another connection need another connection.
load_plan decide_plan(const load_options& options);

}  // namespace moim::load
