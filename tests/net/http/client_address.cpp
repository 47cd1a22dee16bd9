#include "net/http/client_address.hpp"

#include <catch2/catch.hpp>

namespace moim::http::client_address_cases {
namespace {

std::string read(std::string_view text) {
  auto parsed = parse_address(text);
  return parsed ? to_text(*parsed) : "none";
}

TEST_CASE("an address is read as proxies write it, with a port and without") {
  CHECK(read("192.0.2.1") == "192.0.2.1");
  CHECK(read("192.0.2.1:443") == "192.0.2.1");
  CHECK(read("2001:DB8::1") == "2001:db8::1");
  CHECK(read("[2001:db8::1]") == "2001:db8::1");
  CHECK(read("[2001:db8::1]:443") == "2001:db8::1");
}

TEST_CASE("what is no address is none") {
  for (auto wrong :
       {"", "unknown", "_hidden", "192.0.2", "192.0.2.1:", "192.0.2.1:x", "192.0.2.1:123456", "[192.0.2.1]",
        "[2001:db8::1", "[2001:db8::1]x", "[2001:db8::1]:", "fe80::1%eth0", "192.0.2.1 ", "example.org"})
    CHECK(read(wrong) == "none");
}

TEST_CASE("an IPv4 address is the same, whichever socket it came by") {
  CHECK(parse_address("::ffff:192.0.2.1") == parse_address("192.0.2.1"));
  CHECK(read("::ffff:192.0.2.1") == "192.0.2.1");
}

TEST_CASE("an IPv4 address that was translated to IPv6 on its way is the same") {
  CHECK(parse_address("64:ff9b::192.0.2.1") == parse_address("192.0.2.1"));
  CHECK(parse_address("64:ff9b:1::192.0.2.1") != parse_address("192.0.2.1"));
}

TEST_CASE("an IPv6 address is bounded by its network of 64 bits, an IPv4 address by itself") {
  auto bounded = [](std::string_view text) { return bounded_as(*parse_address(text)); };
  CHECK(bounded("2001:db8::1") == bounded("2001:db8::ffff:1:2:3"));
  CHECK(bounded("2001:db8::1") != bounded("2001:db8:0:1::1"));
  CHECK(bounded("192.0.2.1") != bounded("192.0.2.2"));
}

}  // namespace
}  // namespace moim::http::client_address_cases
