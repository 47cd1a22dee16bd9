#include "net/http/upgrade.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace moim::http {
namespace {

/// "http://host:port" and "https://host:port" without their scheme.
std::string_view host_of(std::string_view origin) {
  auto scheme = origin.find("://");
  return scheme == std::string_view::npos ? origin : origin.substr(scheme + 3);
}

bool same_text(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// 16 bytes in base 64.
bool is_key(std::string_view key) { return key.size() == 24 && key.ends_with("=="); }

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
  if (same_text(host_of(*asked.origin), asked.host)) return true;
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& each) { return each == "*" || same_text(each, *asked.origin); });
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
  if (value.size() < scheme.size() || !same_text(value.substr(0, scheme.size()), scheme)) return std::string_view{};
  return value.substr(scheme.size());
}

}  // namespace moim::http
