// Asio's coroutine headers, which Beast includes, forget it under g++ 12.
#include "sim/load/client/http_response.hpp"

#include <boost/beast/http.hpp>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <simdjson.h>

#include <cstring>
#include <utility>

namespace moim::load {
namespace {

namespace http = boost::beast::http;

constexpr std::size_t max_response_bytes = 65'536;

std::string base64(const unsigned char* bytes, int size) {
  std::string text(static_cast<std::size_t>(4 * ((size + 2) / 3)) + 1, '\0');
  auto written = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes, size);
  text.resize(static_cast<std::size_t>(written));
  return text;
}

}  // namespace

struct http_response_reader::parser {
  http::response_parser<http::string_body> of;
};

http_response_reader::http_response_reader() : parser_{std::make_unique<parser>()} {
  parser_->of.eager(true);
  parser_->of.header_limit(max_response_bytes);
  parser_->of.body_limit(max_response_bytes);
}
http_response_reader::~http_response_reader() = default;

std::optional<http_response> http_response_reader::feed(std::string_view bytes) {
  pending_.append(bytes);
  boost::system::error_code error;
  auto used = parser_->of.put(boost::asio::buffer(pending_), error);
  pending_.erase(0, used);
  if (error && error != http::error::need_more) failed_ = true;
  if (failed_ || !parser_->of.is_done()) return std::nullopt;
  const auto& message = parser_->of.get();
  auto accept = message[http::field::sec_websocket_accept];
  return http_response{message.result_int(), message.body(), std::string{accept.data(), accept.size()},
                       message.keep_alive()};
}

std::string guest_request(std::string_view host) {
  return fmt::format("POST /auth/guest HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\n\r\n", host);
}

std::string upgrade_request(std::string_view host, std::string_view subprotocol, std::string_view token,
                            std::string_view key) {
  return fmt::format(
      "GET /ws HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: {}\r\nSec-WebSocket-Protocol: {}\r\nAuthorization: Bearer {}\r\n\r\n",
      host, key, subprotocol, token);
}

std::string accept_of(std::string_view key) {
  auto text = std::string{key} + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  return base64(digest, SHA_DIGEST_LENGTH);
}

std::string websocket_key(std::uint64_t high, std::uint64_t low) {
  unsigned char bytes[16];
  std::memcpy(bytes, &high, 8);
  std::memcpy(bytes + 8, &low, 8);
  return base64(bytes, 16);
}

std::optional<guest> read_guest(const std::string& body) {
  simdjson::dom::parser parser;
  auto root = parser.parse(body);
  std::string_view user, token;
  if (root["user"].get(user) != simdjson::SUCCESS || root["token"].get(token) != simdjson::SUCCESS) return std::nullopt;
  return guest{std::string{user}, std::string{token}};
}

}  // namespace moim::load
