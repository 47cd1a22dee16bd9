#pragma once

#include "net/http/guests.hpp"
#include "net/http/routes.hpp"
#include "net/session/session_services.hpp"

#include <functional>
#include <string>
#include <vector>

namespace moim {

/// Where and within which bounds the edge serves.
struct edge_options {
  std::string address = "127.0.0.1";
  /// 0: the system chooses.
  std::uint16_t port = 0;
  std::size_t io_threads = 1;
  /// Connections at once; more are refused.
  std::size_t max_connections = 100'000;
  /// How long a client may take for its request, and between two of them.
  time_ms request_within_ms = 10 * second_ms;
  /// How long a connection that is done is still listened to, so that the client reads what it was sent last.
  time_ms linger_ms = second_ms;
  /// Origins of pages that may connect beside the server's own; `*` is all.
  std::vector<std::string> origins{};
  http::listener serves = http::listener::everybody;
  session_limits session{};
  http::guest_options guests{};
};

/// What the edge stands on. All of it outlives the edge and may be called from any thread.
struct edge_services {
  node_port& node;
  catalogue& metrics;
  const kind_table& kinds;
  token_check check_token;
  const token_issuer& issuer;
  /// Whether the server is ready apart from draining, which the edge knows itself.
  std::function<http::readiness()> ready;
  /// Only of a server that was started for tests, and for its operators.
  http::clock_control clock{};
};

}  // namespace moim
