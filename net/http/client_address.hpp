#pragma once

#include <boost/asio/ip/address.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace moim::http {

/// Where a client is: an IPv4 or IPv6 address without port and zone. IPv4 is kept in its IPv6 form `::ffff:a.b.c.d`
/// (RFC 4291, 2.5.5.2), so that an address is the same whichever socket it came by. `::` stands for one that is not
/// known.
struct client_address {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const client_address&) const = default;
};

client_address address_of(const boost::asio::ip::address& from);

/// `192.0.2.1`, `2001:db8::1` or `[2001:db8::1]`, each perhaps with a port behind it, as proxies write them. A bare
/// IPv6 address has no port.
std::optional<client_address> parse_address(std::string_view text);

bool is_v4(const client_address& address);

/// What the bounds of an address are counted for: IPv4 by itself, IPv6 by its network of 64 bits. A household, or one
/// machine, has at least such a network, so a single IPv6 address bounds nobody.
client_address bounded_as(const client_address& address);

/// `192.0.2.1`, `2001:db8::1`.
std::string to_text(const client_address& address);

}  // namespace moim::http
