#pragma once

#include "actors/entity/port.hpp"
#include "net/edge_options.hpp"
#include "net/wire/openrpc.hpp"
#include "store/rocks_options.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace moim {

/// What an operator may choose.
struct server_options {
  std::string data = "data";
  std::string listen{usual_address};
  /// Where operators are served; nothing: on loopback, one port above `listen`'s, or any free one if that is any.
  std::optional<std::string> operator_listen;
  /// The clock stands still until `POST /clock` moves it.
  bool test_clock = false;
  std::optional<std::string> kinds;
  /// Rooms of one kind that one person may have open, whatever the kind says.
  std::optional<std::uint32_t> open_rooms;
  std::optional<std::string> jwks;
  /// What tokens that are signed with the keys of `jwks` have to say in `iss` and `aud`.
  std::optional<std::string> issuer;
  std::optional<std::string> audience;
  /// Files in PEM, both or none: with them people's listener speaks TLS.
  std::optional<std::string> tls_certificate;
  std::optional<std::string> tls_key;
  std::optional<std::string> record_tickets;
  bool accept_loss = false;
  std::size_t worker_threads = 1;
  std::uint32_t drain_within_s = 20;
  /// What waits for all clients together, shared out to the I/O threads.
  std::size_t outbox_mb = 256;
  std::string log_level = "info";
  std::uint32_t explanations_per_minute = entity_limits{}.explanations_per_minute;
  std::uint32_t invitations_per_minute = entity_limits{}.invitations_per_minute;
  /// Nothing: `usual_connections_per_address`.
  std::optional<std::size_t> connections_per_address;
  /// Nothing: `usual_requests_per_address`.
  std::optional<std::uint32_t> http_requests_per_s;
  std::uint32_t request_within_s = 10;
  std::uint32_t answer_within_s = 10;
  std::uint32_t keep_alive_s = 75;
  /// Networks of proxies in CIDR notation, as they were given.
  std::vector<std::string> trust_proxy;
  edge_options edge{};
  /// Files that the store keeps open. No option: `within_descriptors` lowers it where there are few descriptors.
  std::size_t store_files = store::usual_open_files;
};

/// What the command line asks for: to serve, or only to print something and end.
struct command {
  server_options options;
  /// To print and end with `status`; nothing: serve.
  std::optional<std::string> print{};
  int status = 0;
};

command read_command_line(int count, const char* const* words);

/// `127.0.0.1:8080` or `[::1]:8080` as address and port; an error for the operator if it is neither.
tl::expected<std::pair<std::string, std::uint16_t>, std::string> parse_listen(const std::string& text);

/// The address and port for operators.
tl::expected<std::pair<std::string, std::uint16_t>, std::string> operators_listen(const server_options& options);

/// Nothing, or why these options do not go together: a sentence for the operator.
std::optional<std::string> why_not_together(const server_options& options);

}  // namespace moim
