#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace moim::load {

/// One whole HTTP/1.1 response, of at most 64 KiB.
struct http_response {
  unsigned status = 0;
  std::string body;
  /// The header Sec-WebSocket-Accept; empty if there is none.
  std::string websocket_accept;
  bool keeps_alive = false;
};

/// Reads one response from a stream of bytes. What follows it is `rest`.
class http_response_reader {
 public:
  http_response_reader();
  ~http_response_reader();

  /// More bytes; the response once it is whole. `failed` says that it is none.
  std::optional<http_response> feed(std::string_view bytes);
  bool failed() const { return failed_; }
  /// The bytes after the response.
  const std::string& rest() const { return pending_; }

 private:
  struct parser;
  std::unique_ptr<parser> parser_;
  std::string pending_;
  bool failed_ = false;
};

std::string guest_request(std::string_view host);
/// `key` is 24 characters of base 64, new for each connection (RFC 6455, 4.1).
std::string upgrade_request(std::string_view host, std::string_view subprotocol, std::string_view token,
                            std::string_view key);
/// What the server must answer to `key`.
std::string accept_of(std::string_view key);
/// 16 bytes as base 64.
std::string websocket_key(std::uint64_t high, std::uint64_t low);

/// The answer of `POST /auth/guest`.
struct guest {
  std::string user;
  std::string token;
};
std::optional<guest> read_guest(const std::string& body);

}  // namespace moim::load
