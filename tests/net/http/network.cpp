#include "net/http/network.hpp"

#include <catch2/catch.hpp>

namespace moim::http::network_cases {
namespace {

bool holds(const std::string& text, std::string_view address) {
  auto parsed = parse_network(text);
  REQUIRE(parsed);
  return contains(*parsed, *parse_address(address));
}

TEST_CASE("a network holds the addresses that its prefix says, and no others") {
  CHECK(holds("10.0.0.0/8", "10.255.255.255"));
  CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
  CHECK(holds("192.0.2.128/25", "192.0.2.200"));
  CHECK_FALSE(holds("192.0.2.128/25", "192.0.2.127"));
  CHECK(holds("192.0.2.1", "192.0.2.1"));
  CHECK_FALSE(holds("192.0.2.1", "192.0.2.2"));
  CHECK(holds("fd00::/8", "fdff::1"));
  CHECK_FALSE(holds("fd00::/8", "fe00::1"));
  CHECK(holds("::1", "::1"));
}

TEST_CASE("all of IPv4 holds nothing of IPv6, and everything is everything") {
  CHECK(holds("0.0.0.0/0", "203.0.113.9"));
  CHECK_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
  CHECK(holds("::/0", "2001:db8::1"));
  CHECK(holds("::/0", "203.0.113.9"));
}

TEST_CASE("what is no network is refused with a sentence") {
  for (auto wrong : {"", "here", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/x", "fd00::/129", "[fd00::]/8", "10.0.0.1:80"})
    CHECK_FALSE(parse_network(wrong));
  CHECK(parse_network("10.1.2.3/8").error().find("do you mean 10.0.0.0/8?") != std::string::npos);
}

TEST_CASE("of no networks none holds an address") {
  CHECK_FALSE(contains(std::vector<network>{}, *parse_address("10.0.0.1")));
  CHECK(contains({*parse_network("10.0.0.0/8"), *parse_network("fd00::/8")}, *parse_address("fd00::1")));
}

}  // namespace
}  // namespace moim::http::network_cases
