#include "net/http/hosts.hpp"

#include "net/http/client_address.hpp"
#include "net/http/header_text.hpp"

#include <algorithm>

namespace moim::http {
namespace {

/// What names in use are made of, and IPv4 addresses; RFC 3986 would allow more.
constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

bool consists_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

/// `::1` and `[0:0:0:0:0:0:0:1]` are one host.
bool is_same_host(std::string_view a, std::string_view b) {
  if (is_same_text(a, b)) return true;
  auto one = parse_address(a);
  return one && one == parse_address(b);
}

bool is_local_host(std::string_view host) {
  return host.find('.') == std::string_view::npos || parse_address(host).has_value();
}

}  // namespace

std::optional<std::string_view> host_name(std::string_view authority) {
  auto end = authority.starts_with('[') ? authority.find(']') : authority.find(':');
  bool literal = authority.starts_with('[');
  if (literal && end == std::string_view::npos) return std::nullopt;
  auto host = authority.substr(0, literal ? end + 1 : end);
  auto port = authority.substr(host.size());
  if (host.empty() || (!port.empty() && (port.front() != ':' || !consists_of(port.substr(1), "0123456789"))))
    return std::nullopt;
  if (literal ? !parse_address(host) : !consists_of(host, name_characters)) return std::nullopt;
  return host;
}

bool is_allowed_host(std::string_view authority, const std::vector<std::string>& allowed) {
  if (allowed.empty()) return true;
  auto host = host_name(authority);
  return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& each) {
    if (each == "*") return true;
    return host && (each == local_hosts ? is_local_host(*host) : is_same_host(each, *host));
  });
}

bool is_loopback(const std::string& address) {
  auto parsed = parse_address(address);
  if (!parsed) return false;
  constexpr std::size_t first_of_v4 = 12;
  return is_v4(*parsed) ? parsed->bytes[first_of_v4] == 127 : parsed == parse_address("::1");
}

std::vector<std::string> usual_hosts(const std::string& address) {
  if (!is_loopback(address)) return {};
  return {std::string{local_hosts}};
}

}  // namespace moim::http
