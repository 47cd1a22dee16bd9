#include "net/http/network.hpp"

#include <algorithm>

namespace moim::http {
namespace {

constexpr unsigned v4_begins_at = 96;

/// `address` with all but its first `bits` bits cleared.
client_address prefix_of(const client_address& address, unsigned bits) {
  auto kept = address;
  for (unsigned i = 0; i < kept.bytes.size(); ++i) {
    auto left = bits > i * 8 ? std::min(8u, bits - i * 8) : 0u;
    kept.bytes[i] = static_cast<std::uint8_t>(kept.bytes[i] & (0xff00u >> left));
  }
  return kept;
}

}  // namespace

bool contains(const network& within, const client_address& address) {
  return prefix_of(address, within.bits) == within.base;
}

bool contains(const std::vector<network>& any_of, const client_address& address) {
  return std::any_of(any_of.begin(), any_of.end(), [&](const network& each) { return contains(each, address); });
}

tl::expected<network, std::string> parse_network(const std::string& text) {
  auto slash = text.find('/');
  auto name = text.substr(0, slash);
  auto base = name.find_first_of("[]") == std::string::npos ? parse_address(name) : std::nullopt;
  // An IPv4 address may be followed by a port, which no network is.
  bool has_port = std::count(name.begin(), name.end(), ':') == 1;
  if (!base || has_port) return tl::unexpected{text + ": an address or a network, please: 10.0.0.0/8"};
  unsigned most = is_v4(*base) && name.find(':') == std::string::npos ? 32 : 128;
  unsigned bits = most;
  if (slash != std::string::npos) {
    auto digits = text.substr(slash + 1);
    bool number = !digits.empty() && digits.size() <= 3 && digits.find_first_not_of("0123456789") == std::string::npos;
    if (!number || std::stoul(digits) > most)
      return tl::unexpected{text + ": behind the slash a number from 0 to " + std::to_string(most) + ", please"};
    bits = static_cast<unsigned>(std::stoul(digits));
  }
  network made{*base, bits + (most == 32 ? v4_begins_at : 0)};
  auto first = prefix_of(made.base, made.bits);
  if (first != made.base)
    return tl::unexpected{text + ": it has bits that its prefix leaves out; do you mean " + to_text(first) + '/' +
                          std::to_string(bits) + '?'};
  return made;
}

}  // namespace moim::http
