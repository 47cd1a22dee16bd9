#include "app/edges.hpp"

#include "net/http/hosts.hpp"

#include <catch2/catch.hpp>

namespace moim::edges_cases {
namespace {

command read(std::vector<const char*> words) {
  words.insert(words.begin(), "moimd");
  return read_command_line(static_cast<int>(words.size()), words.data());
}

TEST_CASE("the edge for people is as its options say") {
  auto asked = read({"--listen",
                     "0.0.0.0:0",
                     "--guests-per-second",
                     "0",
                     "--allow-host",
                     "a.example",
                     "--allow-host",
                     "b.example",
                     "--trust-proxy",
                     "10.0.0.0/8",
                     "--trust-proxy",
                     "fd00::/8",
                     "--proxy-protocol",
                     "--connections-per-address",
                     "7",
                     "--handshakes-per-second",
                     "3",
                     "--http-requests-per-second",
                     "8",
                     "--request-seconds",
                     "4",
                     "--answer-seconds",
                     "5",
                     "--keep-alive-seconds",
                     "6",
                     "--send-buffer-bytes",
                     "1000",
                     "--receive-buffer-bytes",
                     "2000"});
  REQUIRE_FALSE(asked.print);
  auto edge = edge_for_people(asked.options);
  CHECK(edge.address == "0.0.0.0");
  CHECK(edge.addresses.guests.per_s == 0);
  CHECK(edge.hosts == std::vector<std::string>{"a.example", "b.example"});
  CHECK(http::contains(edge.trusted_proxies, *http::parse_address("10.1.2.3")));
  CHECK(http::contains(edge.trusted_proxies, *http::parse_address("fd00::1")));
  CHECK(edge.proxy_protocol);
  CHECK(edge.addresses.max_connections == 7);
  CHECK(edge.addresses.handshakes.per_s == 3);
  CHECK(edge.addresses.requests.per_s == 8);
  CHECK(edge.http_times.request_ms == 4'000);
  CHECK(edge.http_times.answer_ms == 5'000);
  CHECK(edge.http_times.idle_ms == 6'000);
  CHECK(edge.send_buffer_bytes == 1'000);
  CHECK(edge.receive_buffer_bytes == 2'000);
}

TEST_CASE("on loopback a server answers to this machine's names, elsewhere to any, unless they are given") {
  CHECK(edge_for_people(read({}).options).hosts == http::usual_hosts("127.0.0.1"));
  CHECK(edge_for_people(read({"--listen", "0.0.0.0:0"}).options).hosts.empty());
  CHECK(edge_for_operators(read({"--listen", "0.0.0.0:0"}).options).hosts == http::usual_hosts("127.0.0.1"));
  CHECK(edge_for_operators(read({"--operator-listen", "0.0.0.0:0"}).options).hosts.empty());
  auto named = read({"--allow-host", "ops.example"}).options;
  CHECK(edge_for_people(named).hosts == std::vector<std::string>{"ops.example"});
  CHECK(http::is_allowed_host("ops.example:8081", edge_for_operators(named).hosts));
  CHECK(http::is_allowed_host("localhost:8081", edge_for_operators(named).hosts));
  auto reached = edge_for_operators(read({"--operator-listen", "0.0.0.0:0", "--allow-host", "ops.example"}).options);
  CHECK(http::is_allowed_host("ops.example:8081", reached.hosts));
  CHECK(http::is_allowed_host("10.0.0.5:8081", reached.hosts));
  CHECK_FALSE(http::is_allowed_host("evil.example", reached.hosts));
  CHECK_FALSE(http::is_allowed_host("evil.example", edge_for_operators(read({"--allow-host", "*"}).options).hosts));
}

TEST_CASE("operators have one thread of their own, whatever people have") {
  auto many = read({"--io-threads", "8"}).options;
  CHECK(edge_for_people(many).io_threads == 8);
  CHECK(edge_for_operators(many).io_threads == 1);
}

TEST_CASE("one address has a quarter of the connections, but some, and never thousands") {
  CHECK(usual_connections_per_address(4) == 8);
  CHECK(usual_connections_per_address(100) == 25);
  CHECK(usual_connections_per_address(18'800) == 4'700);
  CHECK(usual_connections_per_address(100'000) == 5'000);
}

TEST_CASE("where there are few connections, or few descriptors for them, one address has no more than there are") {
  CHECK(edge_for_people(read({"--connections", "4"}).options).addresses.max_connections == 4);
  auto lowered = read({"--connections-per-address", "50"}).options;
  lowered.edge.max_connections = 20;
  CHECK(edge_for_people(lowered).addresses.max_connections == 20);
}

TEST_CASE("the bound of plain HTTP never stands before the one of guests, unless it was chosen so") {
  CHECK(edge_for_people(read({}).options).addresses.requests.per_s == 200);
  CHECK(edge_for_people(read({"--guests-per-second", "0"}).options).addresses.requests.per_s == 200);
  CHECK(edge_for_people(read({"--guests-per-second", "1000"}).options).addresses.requests.per_s == 2'000);
  auto chosen = read({"--guests-per-second", "1000", "--http-requests-per-second", "10"}).options;
  CHECK(edge_for_people(chosen).addresses.requests.per_s == 10);
}

}  // namespace
}  // namespace moim::edges_cases
