#include "net/edge.hpp"

#include "metrics/catalogue.hpp"
#include "tests/net/support/edge_client.hpp"
#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

#include <thread>

namespace moim::test {
namespace {

/// Actors that answer at once, on the caller's thread or another.
class ready_node final : public node_port {
 public:
  void deliver(node_message message) override {
    std::visit([this](auto& each) { answer(each); }, message);
  }
  time_ms now() override { return make::noon_ms; }
  id_secret secret() const override { return make::secret; }

  /// To the followers of room 1.
  void publish(version at, std::size_t changes) {
    auto text = std::make_shared<room_publication>();
    text->room = make::room_number(1);
    for (auto& each : text->seen_by) {
      each.room = text->room;
      each.from = each.to = at;
      each.changes.assign(changes, room_change{"seat_taken", make::user(1), 1});
    }
    follower.load()->publish(text);
  }

  /// Joins are not answered until told.
  std::atomic<bool> holds_joins{false};
  std::vector<reply_address> held;

 private:
  std::atomic<outlet*> follower{nullptr};
  void answer(open_session& message) { message.reply.to->answer(message.reply.session, message.reply.request, done{}); }
  void answer(call_room& message) {
    if (holds_joins) return held.push_back(message.reply);
    message.reply.to->answer(message.reply.session, message.reply.request, seat_given{5});
  }
  void answer(follow_room& message) {
    room_followed told;
    told.room = message.room;
    told.token = "0-0000000000000000";
    follower = message.reply.to;
    message.reply.to->followed(message.reply.session, message.reply.request, audience::outsider, told);
  }
  void answer(auto&) {}
};

struct running_edge {
  explicit running_edge(edge_options options = {}) {
    auto opened = edge::open(std::move(options), {node, metrics, kinds,
                                                  [](std::string_view token, time_ms) -> result<identity> {
                                                    if (token != "good") return fail(errc::token_invalid);
                                                    return identity{make::user(1), make::noon_ms + hour_ms};
                                                  },
                                                  issuer,
                                                  [this] {
                                                    return http::readiness{ready, "draining", warming};
                                                  }});
    REQUIRE(opened);
    served = std::move(*opened);
  }
  edge_client client() const { return edge_client{served->port()}; }
  edge_client session() const {
    auto made = client();
    REQUIRE(made.upgrade("Authorization: Bearer good\r\n").find("HTTP/1.1 101") == 0);
    return made;
  }

  std::atomic<bool> ready{true};
  std::atomic<bool> warming{false};
  ready_node node;
  catalogue metrics{"test"};
  kind_table kinds{{make::meal()}};
  token_issuer issuer{server_secret{}};
  std::unique_ptr<edge> served;
};

std::string join(int id) {
  return R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":"room.join","params":{"room":")" +
         to_text(make::room_number(1)) + R"(","key":")" + to_text(make::key(static_cast<std::uint64_t>(id))) + "\"}}";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

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
  auto client = e.session();
  client.send(R"({"jsonrpc":"2.0","id":1,"method":"room.subscribe","params":{"room":")" +
              to_text(make::room_number(1)) + "\"}}");
  CHECK(has(client.receive(), "\"token\""));
  // More than the buffers of both ends and the outbox take together.
  for (version v = 1; v <= 64; ++v) e.node.publish(v, 5'000);
  CHECK(e.served->wait_until_empty(std::chrono::seconds{20}));
  CHECK(e.metrics.edge.connections_closed(close_reason::slow_reader).value() == 1);
  CHECK(e.metrics.edge.outbox_bytes().value() == 0);
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
  CHECK(has(client.get("/metrics"), "moim_connections 0"));
  CHECK(has(client.get("/"), "<title>moim console</title>"));
  CHECK(has(client.get("/nothing"), "404"));
  CHECK(has(client.get("/auth/guest"), "405"));
  CHECK(has(client.request("POST /auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"), "\"token\":\""));
  CHECK(has(client.get("/ws"), "426"));
  CHECK(e.client().request("nonsense\r\n\r\n").find("HTTP/1.1 400") == 0);
}

TEST_CASE("guests from one address come no faster than allowed") {
  edge_options options;
  options.guests.burst = 2;
  options.guests.per_s = 0;
  running_edge e{options};
  auto ask = [&] { return e.client().request("POST /auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"); };
  CHECK(has(ask(), "200 OK"));
  CHECK(has(ask(), "200 OK"));
  CHECK(has(ask(), "429"));
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
  options.request_within_ms = 50;
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
