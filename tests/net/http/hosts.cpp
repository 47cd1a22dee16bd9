#include "net/http/hosts.hpp"

#include <catch2/catch.hpp>

namespace moim::http::hosts_cases {
namespace {

TEST_CASE("a host's name is read with a port and without") {
  CHECK(host_name("example.org") == "example.org");
  CHECK(host_name("example.org:8080") == "example.org");
  CHECK(host_name("127.0.0.1:1") == "127.0.0.1");
  CHECK(host_name("[::1]:8080") == "[::1]");
  CHECK(host_name("x:") == "x");
}

TEST_CASE("what is no host has no name") {
  for (auto wrong : {"", ":80", "a b", "a,b", "user@example.org", "http://example.org", "example.org/", "example.org:x",
                     "[::1", "[::1]x", "[]", "[1.2.3.4]", "::1", "(local)"})
    CHECK_FALSE(host_name(wrong));
}

TEST_CASE("a page whose name was made to point at this machine asks for a name that is not allowed") {
  auto allowed = usual_hosts("127.0.0.1");
  CHECK_FALSE(is_allowed_host("evil.example:8080", allowed));
  CHECK_FALSE(is_allowed_host("", allowed));
  CHECK_FALSE(is_allowed_host("localhost.evil.example", allowed));
  CHECK(is_allowed_host("localhost:8080", allowed));
  CHECK(is_allowed_host("LOCALHOST", allowed));
  CHECK(is_allowed_host("127.0.0.1:8080", allowed));
  CHECK(is_allowed_host("[::1]:8080", allowed));
}

TEST_CASE("what nobody can point elsewhere is a name of this machine, and beyond loopback any is one") {
  for (auto address : {"127.0.0.1", "127.0.0.2", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"}) {
    CHECK(is_allowed_host("192.0.2.1:8080", usual_hosts(address)));
    CHECK(is_allowed_host("moim:8080", usual_hosts(address)));
    CHECK_FALSE(is_allowed_host("moim.example", usual_hosts(address)));
    CHECK_FALSE(is_allowed_host("example.", usual_hosts(address)));
    CHECK_FALSE(is_allowed_host("192.0.2.1.evil.example", usual_hosts(address)));
  }
  CHECK(usual_hosts("0.0.0.0").empty());
  CHECK(is_allowed_host("example.org", usual_hosts("0.0.0.0")));
}

TEST_CASE("names that were given are allowed, and no others; a star is any") {
  CHECK(is_allowed_host("example.org:443", {"example.org", "www.example.org"}));
  CHECK_FALSE(is_allowed_host("localhost", {"example.org"}));
  CHECK(is_allowed_host("[2001:db8::1]:80", {"2001:db8::1"}));
  CHECK(is_allowed_host("[2001:DB8:0::1]:80", {"[2001:db8::1]"}));
  CHECK(is_allowed_host("whatever", {"*"}));
}

}  // namespace
}  // namespace moim::http::hosts_cases
