#include "net/edge.hpp"

#include "tests/net/support/running_edge.hpp"

#include <thread>

namespace moim::test {
namespace {

TEST_CASE("a client connects, asks, is answered and says goodbye") {
  for (std::size_t threads : {1, 2}) {
    edge_options options;
    options.io_threads = threads;
    running_edge e{options};
    auto one = e.session();
    auto other = e.session();
    for (int id = 1; id <= 50; ++id) one.send(join(id));
    other.send(join(7));
    for (int id = 1; id <= 50; ++id) CHECK(has(one.receive(), "\"id\":" + std::to_string(id) + ","));
    CHECK(has(other.receive(), "\"seat\":5"));
    one.send_close();
    CHECK(one.receive() == "closed 1000");
    CHECK(one.receive() == "end");
  }
}

TEST_CASE("pushes from another thread reach their followers, large ones too") {
  running_edge e;
  auto client = e.session();
  client.send(R"({"jsonrpc":"2.0","id":1,"method":"room.subscribe","params":{"room":")" +
              to_text(make::room_number(1)) + "\"}}");
  CHECK(has(client.receive(), "\"token\""));
  std::thread{[&] {
    for (version v = 1; v <= 3; ++v) e.node.publish(v, v == 2 ? 5'000 : 1);
  }}.join();
  for (int v = 1; v <= 3; ++v) CHECK(has(client.receive(), "\"to\":" + std::to_string(v) + ","));
}

TEST_CASE("a client that never reads is given up, and holds nothing from then on") {
  edge_options options;
  options.linger_ms = 1;
  options.session.close_within_ms = 1;
  running_edge e{options};
  edge_client client{e.served->port(), "127.0.0.1", 4'096};
  CHECK(has(client.upgrade("Authorization: Bearer good\r\n"), "101"));
  client.send(R"({"jsonrpc":"2.0","id":1,"method":"room.subscribe","params":{"room":")" +
              to_text(make::room_number(1)) + "\"}}");
  CHECK(has(client.receive(), "\"token\""));
  e.node.publish(1, 5'000);
  // A part of it: the system does not take as much at once.
  while (e.metrics.edge.sent_bytes().value() < 10'000) std::this_thread::yield();
  // More than the buffers of both ends and the outbox take together.
  for (version v = 2; v <= 64; ++v) e.node.publish(v, 5'000);
  CHECK(e.served->wait_until_empty(std::chrono::seconds{20}));
  CHECK(e.metrics.edge.connections_closed(close_reason::slow_reader).value() == 1);
  CHECK(e.metrics.edge.outbox_bytes().value() == 0);
  // The system holds nothing for it any more either: what it sent and was not read is dropped by a reset.
  CHECK(client.read_to_end() == boost::asio::error::connection_reset);
}

TEST_CASE("a client that asks for more than it reads waits, is not closed, and gets it all") {
  running_edge e;
  auto client = e.session();
  // Together more than the buffers of both ends take, and many times what a session may have ahead.
  for (int id = 1; id <= 200; ++id)
    client.send(R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":"rpc.discover"})");
  for (int id = 1; id <= 200; ++id) REQUIRE(has(client.receive(), "\"id\":" + std::to_string(id) + ","));
  client.send_close();
  CHECK(client.receive() == "closed 1000");
}

TEST_CASE("plain requests are answered by their routes, many on one connection") {
  running_edge e;
  auto client = e.client();
  CHECK(has(client.get("/healthz"), "200 OK"));
  CHECK(has(client.get("/readyz"), "{\"ready\":true}"));
  e.warming = true;
  CHECK(has(client.get("/readyz"), "{\"ready\":true,\"warming\":true}"));
  e.ready = false;
  CHECK(has(client.get("/readyz"), "503 Service Unavailable"));
  CHECK(has(client.get("/readyz"), "{\"ready\":false,\"why\":\"draining\"}"));
  CHECK(has(client.get("/"), "<title>moim console</title>"));
  CHECK(has(client.get("/metrics"), "404"));
  CHECK(has(client.get("/nothing"), "404"));
  CHECK(has(client.get("/auth/guest"), "405"));
  CHECK(has(client.request("POST /auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"), "\"token\":\""));
  CHECK(has(client.get("/ws"), "426"));
  CHECK(e.client().request("nonsense\r\n\r\n").find("HTTP/1.1 400") == 0);
}

TEST_CASE("operators have the metrics, and nothing of what is people's") {
  edge_options options;
  options.serves = http::listener::operators;
  running_edge e{options};
  auto client = e.client();
  CHECK(has(client.get("/metrics"), "moim_connections 0"));
  CHECK(has(client.get("/healthz"), "200 OK"));
  CHECK(has(client.get("/"), "404"));
  CHECK(has(client.get("/auth/guest"), "404"));
}

TEST_CASE("who asks for a guest's token with a token is not made a new guest") {
  running_edge e;
  auto ask = [&](const std::string& with) {
    return e.client().request("POST /auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + with + "\r\n");
  };
  CHECK(has(ask(""), "200 OK"));
  CHECK(has(ask("Authorization: Bearer bad\r\n"), "401"));
  CHECK(has(ask("Authorization: Basic Z29vZA==\r\n"), "401"));
  // It is good, and of another issuer.
  CHECK(has(ask("Authorization: Bearer good\r\n"), "403"));
}

TEST_CASE("foreign pages and bad tokens are refused before there is a session") {
  running_edge e;
  CHECK(has(e.client().upgrade("Origin: https://evil.example\r\n"), "403"));
  CHECK(has(e.client().upgrade("Authorization: Bearer bad\r\n"), "401"));
  CHECK(e.metrics.edge.connections_opened().value() == 0);
}

TEST_CASE("a client that does not finish its request in time is cut") {
  edge_options options;
  options.http_times.request_ms = 50;
  running_edge e{options};
  auto client = e.client();
  client.write("GET / HTTP/1.1\r\nHost: x\r\n");
  CHECK(client.read_all().empty());
}

TEST_CASE("connections beyond the bound are refused") {
  edge_options options;
  options.max_connections = 1;
  running_edge e{options};
  auto first = e.session();
  CHECK(has(e.client().read_all(), "503"));
  first.send(join(1));
  CHECK(has(first.receive(), "\"seat\":5"));
}

TEST_CASE("a server that drains answers what it has, and says why it is not ready") {
  running_edge e;
  auto idle = e.session();
  auto busy = e.session();
  e.node.holds_joins = true;
  busy.send(join(1));
  busy.send(R"({"jsonrpc":"2.0","id":2,"method":"session.read","params":{}})");
  CHECK(has(busy.receive(), "\"id\":2"));
  e.served->drain();
  CHECK(idle.receive() == "closed 1001");
  CHECK(has(e.client().get("/readyz"), "draining"));
  CHECK(has(e.client().upgrade(), "503"));
  auto call = e.node.held.at(0);
  call.to->answer(call.session, call.request, seat_given{5});
  CHECK(has(busy.receive(), "\"seat\":5"));
  CHECK(busy.receive() == "closed 1001");
  busy.send_close();
  idle.send_close();
  CHECK(e.served->wait_until_empty(std::chrono::seconds{20}));
}

TEST_CASE("an address that is taken is an error to read") {
  running_edge e;
  edge_options same;
  same.port = e.served->port();
  auto second = edge::open(same, {e.node, e.metrics, e.kinds, {}, e.issuer, {}});
  REQUIRE_FALSE(second);
  CHECK(has(second.error(), "cannot listen on 127.0.0.1:" + std::to_string(same.port)));
  CHECK(has(second.error(), "choose another"));
  same.address = "localhost";
  CHECK(has(edge::open(same, {e.node, e.metrics, e.kinds, {}, e.issuer, {}}).error(), "choose an IP address"));
}

}  // namespace
}  // namespace moim::test
