#include "app/openness.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace moim::openness_cases {
namespace {

bool says(const std::vector<std::string>& lines, const std::string& part) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& each) { return each.find(part) != std::string::npos; });
}

TEST_CASE("a server for this machine has nothing to say about who may come") { CHECK(what_is_open({}).empty()); }

TEST_CASE("a server that others reach says what is open to whom") {
  server_options options;
  options.listen = "0.0.0.0:8080";
  auto lines = what_is_open(options);
  CHECK(says(lines, "people: 0.0.0.0 is open to whoever reaches it"));
  CHECK(says(lines, "TLS: none"));
  CHECK(says(lines, "guests: anybody gets a token at POST /auth/guest, 100 a second of one address, 5000 at once"));
  CHECK(says(lines, "pages: of the server's own origin"));
  CHECK(says(lines, "host names: any"));
  CHECK(says(lines, "proxies: none is believed"));
  CHECK(says(lines, "operators: /metrics on 127.0.0.1 is for this machine only"));
  CHECK(says(lines, "bounds: 100000 connections, 5000 of one address, 100 handshakes a second"));
  CHECK(says(lines, "200 requests of plain HTTP, 10000 at once"));
}

TEST_CASE("what was chosen is said") {
  server_options options;
  options.listen = "[::]:8080";
  options.operator_listen = "10.0.0.5:9000";
  options.edge.addresses.guests.per_s = 0;
  options.edge.origins = {"https://a.example", "https://b.example"};
  options.edge.hosts = {"example.org"};
  options.edge.max_connections = 1'000;
  options.trust_proxy = {"10.0.0.0/8", "fd00::/8"};
  options.edge.proxy_protocol = true;
  auto lines = what_is_open(options);
  CHECK(says(lines, "guests: none"));
  CHECK(says(lines, "pages: of the server's own origin and of https://a.example, https://b.example"));
  CHECK(says(lines, "host names: example.org"));
  CHECK(says(lines, "proxies: 10.0.0.0/8, fd00::/8, by X-Forwarded-For and Forwarded, and by the PROXY protocol"));
  CHECK(says(lines, "operators: /metrics on 10.0.0.5 is for whoever reaches it"));
  CHECK(says(lines, "bounds: 1000 connections, 250 of one address"));
  options.edge.origins = {"*"};
  CHECK(says(what_is_open(options), "pages: of all origins"));
}

TEST_CASE("that tokens can be read on their way is a warning, unless TLS is done here or by a proxy, or none leaves") {
  server_options options;
  CHECK_FALSE(what_can_be_read(options));
  options.listen = "0.0.0.0:8080";
  REQUIRE(what_can_be_read(options));
  CHECK(says({*what_can_be_read(options)}, "0.0.0.0 is served without TLS"));
  auto behind_a_proxy = options;
  behind_a_proxy.trust_proxy = {"10.0.0.0/8"};
  CHECK_FALSE(what_can_be_read(behind_a_proxy));
  options.tls_certificate = "chain.pem";
  options.tls_key = "key.pem";
  CHECK_FALSE(what_can_be_read(options));
  CHECK(says(what_is_open(options), "TLS: for people, by chain.pem"));
}

TEST_CASE("that everybody is believed to be a proxy is a warning") {
  server_options options;
  CHECK_FALSE(who_is_believed(options));
  options.trust_proxy = {"10.0.0.0/8", "::1"};
  CHECK_FALSE(who_is_believed(options));
  for (auto all : {"0.0.0.0/0", "::/0"}) {
    options.trust_proxy = {"10.0.0.0/8", all};
    CHECK(who_is_believed(options));
  }
}

TEST_CASE("a server on loopback that lets others in says so, too") {
  server_options options;
  options.trust_proxy = {"127.0.0.1"};
  CHECK(says(what_is_open(options), "people: 127.0.0.1 is open to this machine only"));
  CHECK(says(what_is_open(options), "host names: addresses, and names without a dot"));
}

}  // namespace
}  // namespace moim::openness_cases
