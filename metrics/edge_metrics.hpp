#pragma once

#include "metrics/buckets.hpp"
#include "metrics/family.hpp"

namespace moim {

/// Why a connection ended: a close code, by its name in `net/close_codes.hpp`, or none was sent.
enum class close_reason : std::uint8_t {
  normal,
  going_away,
  protocol_error,
  unsupported_data,
  invalid_text,
  message_too_big,
  internal,
  slow_reader,
  idle,
  authentication_timeout,
  token_refused,
  token_expired,
  rate_abuse,
  too_many_sessions,
  too_many_errors,
  overloaded,
  vanished,       ///< its socket broke
  outboxes_full,  ///< as `slow_reader`, to make room: all outboxes together were over their bound
};
constexpr std::string_view label_name(close_reason) { return "reason"; }
constexpr std::array<std::string_view, 18> enum_names(close_reason) {
  return {"normal",
          "going_away",
          "protocol_error",
          "unsupported_data",
          "invalid_text",
          "message_too_big",
          "internal",
          "slow_reader",
          "idle",
          "authentication_timeout",
          "token_refused",
          "token_expired",
          "rate_abuse",
          "too_many_sessions",
          "too_many_errors",
          "overloaded",
          "vanished",
          "outboxes_full"};
}

/// Why a request was turned away before it reached an actor, or a connection before it was one.
enum class edge_refusal : std::uint8_t {
  rate,
  in_flight,
  overload,
  draining,
  connections,          ///< as many as there may be
  descriptors,          ///< the system gives no socket
  address_connections,  ///< as many as one address may have
  handshakes,           ///< more a second than one address may have
  guests,               ///< the same
  origin,               ///< a page of an origin that may not
  host,                 ///< a name that is not the server's
  proxy_header,         ///< a trusted proxy did not say whose connection it is
  tls,                  ///< no TLS where it is spoken, or none that both ends take
  http_requests,        ///< more a second of plain HTTP than one address may ask
};
constexpr std::string_view label_name(edge_refusal) { return "reason"; }
constexpr std::array<std::string_view, 14> enum_names(edge_refusal) {
  return {"rate",       "in_flight", "overload", "draining", "connections",  "descriptors", "address_connections",
          "handshakes", "guests",    "origin",   "host",     "proxy_header", "tls",         "http_requests"};
}

/// Why a token was not accepted.
enum class token_refusal : std::uint8_t { invalid, expired };
constexpr std::string_view label_name(token_refusal) { return "reason"; }
constexpr std::array<std::string_view, 2> enum_names(token_refusal) { return {"invalid", "expired"}; }

/// What is asked for over plain HTTP.
enum class http_path : std::uint8_t { metrics, health, readiness, guest, websocket, console, other };
constexpr std::string_view label_name(http_path) { return "path"; }
constexpr std::array<std::string_view, 7> enum_names(http_path) {
  return {"metrics", "health", "readiness", "guest", "websocket", "console", "other"};
}

enum class http_status : std::uint8_t { informational, success, redirection, client_error, server_error };
constexpr std::string_view label_name(http_status) { return "status"; }
constexpr std::array<std::string_view, 5> enum_names(http_status) { return {"1xx", "2xx", "3xx", "4xx", "5xx"}; }

/// The group of a status such as 404; anything outside 100…599 is a server error.
constexpr http_status status_group(unsigned status) {
  return status < 100 || status > 599 ? http_status::server_error : static_cast<http_status>(status / 100 - 1);
}

/// Connections, requests and pushes.
struct edge_metrics {
  explicit edge_metrics(metric_list& all);

  family<gauge> connections;
  family<counter> connections_opened;
  family<counter, close_reason> connections_closed;
  family<gauge> sessions;
  family<counter, method_label, code_label> requests;
  /// From the last byte of the request in to its answer handed to the socket.
  family<duration_histogram, method_label> request_duration;
  family<gauge> requests_in_flight;
  family<counter, edge_refusal> refused;
  family<counter, token_refusal> tokens_refused;
  family<counter> received_bytes;
  family<counter> sent_bytes;
  family<counter> publications;
  family<counter> pushes;
  family<gauge> subscriptions;
  family<gauge> outbox_bytes;
  family<counter, http_path, http_status> http_requests;
};

}  // namespace moim
