#include "actors/node.hpp"
#include "domain/protocol.hpp"
#include "metrics/catalogue.hpp"
#include "net/edge.hpp"
#include "sim/simulation/simulation.hpp"
#include "store/memory_store.hpp"
#include "tests/net/support/edge_client.hpp"
#include "tests/support/make.hpp"

#include <caf/actor_system.hpp>
#include <catch2/catch.hpp>

/// The tree has grown by a folder and a line for a facet, and by a folder and a line for a type of entity (grow.py):
/// what was added is on the wire, in storage and in the simulator.
namespace moim::test {
namespace {

using Catch::Matchers::Contains;

kind meal_with_cheers() {
  auto made = make::meal();
  made.facets.emplace().part<cheers>() = cheers::rules{2};
  return made;
}

/// A server whose logs outlive it.
struct running_server {
  explicit running_server(std::shared_ptr<store::memory_logs> kept)
      : store{[] { return make::noon_ms; }, std::move(kept), false}, actors{system, store, metrics, {}, 1} {
    actors.start();
    auto opened = edge::open({}, {actors, metrics, kinds,
                                  [](std::string_view, time_ms) -> result<identity> {
                                    return identity{make::user(1), make::noon_ms + hour_ms};
                                  },
                                  issuer,
                                  [] {
                                    return http::readiness{true, "", false};
                                  }});
    REQUIRE(opened);
    served = std::move(*opened);
  }
  ~running_server() {
    served->stop();
    actors.kill();
    system.await_all_actors_done();  // they look at the store and the metrics, which end before the system
  }

  actor_config config{1};
  caf::actor_system system{config};
  catalogue metrics{"test"};
  store::memory_store store;
  kind_table kinds{{meal_with_cheers()}};
  token_issuer issuer{server_secret{}};
  node actors;
  std::unique_ptr<edge> served;
};

/// A client that asks one thing after the other, and passes over what is pushed.
struct asking_client {
  explicit asking_client(const running_server& server) : line{server.served->port()} {
    REQUIRE(line.upgrade("Authorization: Bearer good\r\n").find("HTTP/1.1 101") == 0);
  }
  std::string ask(const std::string& method, const std::string& params, std::uint64_t key = 0) {
    auto with_key = key == 0 ? "" : R"(,"key":")" + to_text(make::key(key)) + '"';
    line.send(R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":{)" + params + with_key + "}}");
    auto heard = line.receive();
    while (heard.find(R"("id":1)") == std::string::npos) heard = line.receive();
    return heard;
  }
  edge_client line;
};

std::string quoted(const std::string& name, const std::string& value) { return '"' + name + "\":\"" + value + '"'; }

}  // namespace

TEST_CASE("a facet that was added as a folder and a line is on the wire and in storage", "[extension]") {
  auto logs = std::make_shared<store::memory_logs>();
  std::string room;
  {
    running_server server{logs};
    asking_client client{server};
    auto opened = client.ask("room.create", R"("kind":"meal","title":"Soup","seats":4)", 1);
    REQUIRE_THAT(opened, Contains("room_"));
    room = quoted("room", opened.substr(opened.find("room_"), 31));
    CHECK_THAT(client.ask("room.cheer", room, 2), Contains(R"("result":{})"));
    CHECK_THAT(client.ask("room.cheer", room, 2), Contains(R"("result":{})"));  // the same once more
    CHECK_THAT(client.ask("room.cheer", room, 3), Contains(R"("result":{})"));
    CHECK_THAT(client.ask("room.cheer", room, 4), Contains(R"("code":"not_allowed")"));
  }
  running_server server{logs};
  asking_client client{server};
  CHECK_THAT(client.ask("room.read", room), Contains(R"("cheers":{"cheers":2})"));
  CHECK_THAT(client.ask("room.cheer", room, 3), Contains(R"("result":{})"));
  CHECK_THAT(client.ask("room.cheer", room, 5), Contains(R"("code":"not_allowed")"));
}

TEST_CASE("a type of entity that was added as a folder and a line is on the wire and in storage", "[extension]") {
  auto logs = std::make_shared<store::memory_logs>();
  auto whose = quoted("person", to_text(make::user(7)));
  {
    running_server server{logs};
    asking_client client{server};
    CHECK_THAT(client.ask("guestbook.write", whose + ',' + quoted("text", "I was here"), 1),
               Contains(R"("result":{})"));
    CHECK_THAT(client.ask("guestbook.write", whose + ',' + quoted("text", "I was here"), 1),
               Contains(R"("result":{})"));
    CHECK_THAT(client.ask("guestbook.write", whose + ',' + quoted("text", "else"), 1),
               Contains(R"("code":"key_reused")"));
    CHECK_THAT(client.ask("guestbook.write", whose + ',' + quoted("text", ""), 2),
               Contains(R"("code":"invalid_params")"));
    CHECK_THAT(client.ask("guestbook.write", whose + ',' + quoted("text", "Me too"), 3), Contains(R"("result":{})"));
  }
  running_server server{logs};
  asking_client client{server};
  CHECK_THAT(client.ask("guestbook.read", whose), Contains(R"("lines":["I was here","Me too"])"));
  CHECK(server.metrics.entities.loads(guestbook::number).value() == 1);
}

TEST_CASE("what was added is in the description that clients ask for", "[extension]") {
  running_server server{std::make_shared<store::memory_logs>()};
  asking_client client{server};
  auto description = client.ask("rpc.discover", "");
  for (auto name : {"room.cheer", "cheers_view", "cheers_rules", "guestbook.write", "guestbook_page"})
    CHECK_THAT(description, Contains(name));
}

TEST_CASE("the simulator's people use what was added, under all faults", "[extension]") {
  catalogue metrics{"test"};
  std::map<std::string, std::uint64_t> heard;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    auto done = sim::simulation{seed, metrics, {{{"facet-share", 0.7}, {"ticket-share", 0}}, nullptr}}.run();
    INFO("seed " << seed);
    CHECK(!done.broken);
    for (const auto& [what, times] : done.seen.of(sim::sighting::answer)) heard[std::string{what}] += times;
  }
  CHECK(heard["room.cheer"] > 0);
  CHECK(heard["guestbook.write"] > 0);
  CHECK(heard["guestbook.read"] > 0);
}

}  // namespace moim::test
