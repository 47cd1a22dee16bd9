#pragma once

#include "net/http/client_address.hpp"

#include <tl/expected.hpp>

#include <vector>

namespace moim::http {

/// A network of addresses in CIDR notation, such as `10.0.0.0/8` or `fd00::/8`.
struct network {
  client_address base;
  /// How many bits of `base` count, of 128; those of an IPv4 network are 96 more than it says.
  unsigned bits = 0;
};

bool contains(const network& within, const client_address& address);
bool contains(const std::vector<network>& any_of, const client_address& address);

/// A network, or a single address. The error is a sentence for the operator: no address, a prefix that is too long, or
/// bits that the prefix leaves out.
tl::expected<network, std::string> parse_network(const std::string& text);

}  // namespace moim::http
