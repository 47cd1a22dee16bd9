#include "net/http/client_address.hpp"

#include <algorithm>

namespace moim::http {
namespace {

constexpr std::array<std::uint8_t, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
/// IPv4 addresses as translators to IPv6 write them (RFC 6052, 2.1).
constexpr std::array<std::uint8_t, 12> translated_prefix{0, 0x64, 0xff, 0x9b};

std::optional<client_address> parse_bare(std::string_view text) {
  // Longer ones with a zone ("fe80::1%eth0") say nothing to another machine.
  if (text.empty() || text.find('%') != std::string_view::npos) return std::nullopt;
  boost::system::error_code failed;
  auto parsed = boost::asio::ip::make_address(std::string{text}, failed);
  if (failed) return std::nullopt;
  return address_of(parsed);
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

client_address address_of(const boost::asio::ip::address& from) {
  client_address made;
  if (from.is_v6()) {
    auto bytes = from.to_v6().to_bytes();
    std::copy(bytes.begin(), bytes.end(), made.bytes.begin());
    if (std::equal(translated_prefix.begin(), translated_prefix.end(), bytes.begin()))
      std::copy(v4_prefix.begin(), v4_prefix.end(), made.bytes.begin());
  } else {
    auto bytes = from.to_v4().to_bytes();
    auto behind = std::copy(v4_prefix.begin(), v4_prefix.end(), made.bytes.begin());
    std::copy(bytes.begin(), bytes.end(), behind);
  }
  return made;
}

std::optional<client_address> parse_address(std::string_view text) {
  if (text.starts_with('[')) {
    auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    auto behind = text.substr(end + 1);
    if (!behind.empty() && !(behind.front() == ':' && is_port(behind.substr(1)))) return std::nullopt;
    auto parsed = parse_bare(text.substr(1, end - 1));
    return parsed && text.find(':') < end ? parsed : std::nullopt;
  }
  auto colon = text.find(':');
  bool one_colon = colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
  if (one_colon) return is_port(text.substr(colon + 1)) ? parse_bare(text.substr(0, colon)) : std::nullopt;
  return parse_bare(text);
}

bool is_v4(const client_address& address) {
  return std::equal(v4_prefix.begin(), v4_prefix.end(), address.bytes.begin());
}

client_address bounded_as(const client_address& address) {
  if (is_v4(address)) return address;
  auto network = address;
  std::fill(network.bytes.begin() + 8, network.bytes.end(), std::uint8_t{0});
  return network;
}

std::string to_text(const client_address& address) {
  if (is_v4(address)) {
    boost::asio::ip::address_v4::bytes_type last;
    std::copy(address.bytes.begin() + 12, address.bytes.end(), last.begin());
    return boost::asio::ip::address_v4{last}.to_string();
  }
  boost::asio::ip::address_v6::bytes_type all;
  std::copy(address.bytes.begin(), address.bytes.end(), all.begin());
  return boost::asio::ip::address_v6{all}.to_string();
}

}  // namespace moim::http
