#pragma once

#include "net/http/exchange.hpp"
#include "net/http/guests.hpp"
#include "net/http/network.hpp"
#include "net/http/routes.hpp"
#include "net/session/session_services.hpp"
#include "net/tls/context.hpp"

#include <functional>
#include <memory>
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
  http::exchange_times http_times{};
  /// How long a connection that is done is still listened to, so that the client reads what it was sent last.
  time_ms linger_ms = second_ms;
  /// Bytes that the system holds for one connection, each way: what waits there is in no bound of a session, and stays
  /// in memory while a client does not read. Linux keeps twice as much, half of it for its own books, and does not tune
  /// a size that was chosen. A round trip carries one buffer: 64 KiB at 100 ms are 640 KB a second for each session.
  std::uint32_t send_buffer_bytes = 65'536;
  std::uint32_t receive_buffer_bytes = 32'768;
  /// Origins of pages that may connect beside the server's own; `*` is all.
  std::vector<std::string> origins{};
  /// The names by which it may be asked, without ports; none is any.
  std::vector<std::string> hosts{};
  /// Proxies that are believed whose connection they hand on.
  std::vector<http::network> trusted_proxies{};
  /// Whether these begin each connection by the PROXY protocol.
  bool proxy_protocol = false;
  http::listener serves = http::listener::everybody;
  session_limits session{};
  http::guest_options guests{};
  http::address_limits addresses{};
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
  /// The certificate that a connection gets that begins now; empty: there is no TLS.
  std::function<std::shared_ptr<const tls::context>()> certificate{};
};

}  // namespace moim
