#include "net/http/upgrade.hpp"

#include "net/http/header_text.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace moim::http {
namespace {

/// "http://host:port" and "https://host:port" without their scheme; empty for other origins, "null" among them.
std::string_view host_of(std::string_view origin) {
  for (std::string_view scheme : {"http://", "https://"})
    if (is_same_text(origin.substr(0, scheme.size()), scheme)) return origin.substr(scheme.size());
  return {};
}

/// 16 bytes in base 64: 21 characters are six bits each, the last has two, and four that are zero.
bool is_key(std::string_view key) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return key.size() == 24 && key.ends_with("==") && std::string_view{"AQgw"}.find(key[21]) != std::string_view::npos &&
         key.substr(0, 21).find_first_not_of(alphabet) == std::string_view::npos;
}

}  // namespace

std::string websocket_accept(std::string_view key) {
  std::string joined{key};
  joined += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
  unsigned size = 0;
  EVP_Digest(joined.data(), joined.size(), hash.data(), &size, EVP_sha1(), nullptr);
  std::array<unsigned char, 64> text;
  auto length = EVP_EncodeBlock(text.data(), hash.data(), static_cast<int>(size));
  return {text.begin(), text.begin() + length};
}

bool may_connect(const request& asked, const std::vector<std::string>& allowed) {
  if (!asked.origin) return true;
  if (auto host = host_of(*asked.origin); !host.empty() && is_same_text(host, asked.host)) return true;
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& each) { return each == "*" || is_same_text(each, *asked.origin); });
}

tl::expected<upgrade, response> accept_upgrade(const request& asked) {
  auto refuse = [](unsigned status, std::string body, std::string headers = {}) {
    return tl::unexpected{response{status, "text/plain; charset=utf-8", std::move(body), std::move(headers)}};
  };
  if (!asked.wants_websocket) return refuse(426, "This is a WebSocket endpoint.\n", "Upgrade: websocket\r\n");
  if (asked.websocket_version != "13")
    return refuse(426, "WebSocket version 13 only.\n", "Sec-WebSocket-Version: 13\r\n");
  if (asked.method != "GET" || !is_key(asked.websocket_key)) return refuse(400, "This is no WebSocket handshake.\n");
  upgrade accepted{encoding::json, {}};
  std::string protocol;
  for (const auto& offered : asked.subprotocols) {
    for (auto each : {encoding::json, encoding::msgpack})
      if (offered == subprotocol(each)) {
        accepted.wire = each;
        protocol = offered;
      }
    if (!protocol.empty()) break;
  }
  if (protocol.empty() && !asked.subprotocols.empty())
    return refuse(400, "Subprotocols: moim.v1.json, moim.v1.msgpack.\n");
  accepted.answer =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: " +
      websocket_accept(asked.websocket_key) + "\r\n";
  if (!protocol.empty()) accepted.answer += "Sec-WebSocket-Protocol: " + protocol + "\r\n";
  accepted.answer += "\r\n";
  return accepted;
}

std::optional<std::string_view> bearer_token(const request& asked) {
  constexpr std::string_view scheme = "Bearer ";
  if (!asked.authorization) return std::nullopt;
  std::string_view value = *asked.authorization;
  if (value.size() < scheme.size() || !is_same_text(value.substr(0, scheme.size()), scheme)) return std::string_view{};
  return value.substr(scheme.size());
}

}  // namespace moim::http
