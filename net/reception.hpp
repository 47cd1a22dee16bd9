#pragma once

#include "net/edge_shared.hpp"
#include "net/http/upgrade.hpp"

#include <variant>

namespace moim {

/// A WebSocket that may begin: who it is, if that was said, and its place among its address's connections, if it had
/// none yet.
struct admission {
  http::upgrade to;
  std::optional<identity> who;
  std::optional<http::address_book::lease> counted;
};

/// What a request gets: an answer, and whether the connection may go on after it; or a session.
struct reply_to_request {
  http::response answer;
  bool may_go_on = true;
};
using reception = std::variant<reply_to_request, admission>;

/// Judges a request, in the order in which it costs least: the name that was asked for, the page that asks, the rate of
/// its address (of plain HTTP or of handshakes), its handshake, its token. `from` is who it comes from; `is_counted`,
/// whether its connection is counted among that address's. Safe from any thread.
reception receive_request(edge_shared& edge, const http::request& asked, const http::client_address& from,
                          bool is_counted, const instant& now);

/// The answer to whoever has as many connections as one address may have.
http::response refuse_connection(edge_shared& edge, const http::client_address& from, const instant& now);

}  // namespace moim
