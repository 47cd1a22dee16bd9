#pragma once

#include "net/http/request_reader.hpp"
#include "net/http/response.hpp"
#include "net/wire/encoding.hpp"

#include <tl/expected.hpp>

namespace moim::http {

/// The answer to a client's key that proves that its upgrade was understood (RFC 6455, 4.2.2).
std::string websocket_accept(std::string_view key);

/// Whether a page from `origin` may ask and connect: any if there is no origin (no browser), those of `allowed` (`*` is
/// all), and the server's own pages. A page is the server's own by the name that was asked for, so that name has to be
/// judged before (`is_allowed_host`).
bool may_connect(const request& asked, const std::vector<std::string>& allowed);

/// An upgrade that was accepted.
struct upgrade {
  encoding wire{};
  std::string answer;
};

/// Judges an upgrade by its WebSocket headers; the answer is 400 or 426 if it is none that we speak. Without a
/// subprotocol it is JSON.
tl::expected<upgrade, response> accept_upgrade(const request& asked);

/// What follows `Bearer ` in an Authorization header.
std::optional<std::string_view> bearer_token(const request& asked);

}  // namespace moim::http
