#include "net/edge.hpp"

#include "net/tls/channel.hpp"
#include "tests/net/support/running_edge.hpp"
#include "tests/net/support/test_certificate.hpp"
#include "tests/net/support/tls_client.hpp"

#include <mutex>
#include <thread>

/// The edge where it speaks TLS.
namespace moim::tls_edge_cases {
namespace {

using test::has;
using test::running_edge;
using test::test_certificate;
using test::tls_client;

std::shared_ptr<const tls::context> context_of(const test_certificate& from) {
  return std::make_shared<const tls::context>(*tls::context::make(from.certificate, from.key));
}

const test_certificate certified = test_certificate::make();

struct secure_edge : running_edge {
  explicit secure_edge(edge_options options = {})
      : running_edge{std::move(options), [this] {
                       std::lock_guard held{guarding};
                       return spoken;
                     }} {}

  tls_client client(const std::string& from = "127.0.0.1", int receive_buffer_bytes = 0) const {
    return {served->port(), certified.certificate, from, receive_buffer_bytes};
  }
  std::uint64_t refused(edge_refusal why) { return metrics.edge.refused(why).value(); }

  std::mutex guarding;
  std::shared_ptr<const tls::context> spoken = context_of(certified);
};

std::string subscribe() {
  return R"({"jsonrpc":"2.0","id":1,"method":"room.subscribe","params":{"room":")" + to_text(make::room_number(1)) +
         "\"}}";
}

TEST_CASE("over TLS requests are answered, and a session begins, asks and says goodbye") {
  for (std::size_t threads : {1, 2}) {
    edge_options options;
    options.io_threads = threads;
    secure_edge e{options};
    auto client = e.client();
    REQUIRE(client.begin());
    CHECK(has(client.get("/healthz"), "200 OK"));
    CHECK(has(client.get("/"), "</html>"));
    CHECK(has(client.upgrade(), "HTTP/1.1 101"));
    for (int id = 1; id <= 50; ++id) client.send(test::join(id));
    for (int id = 1; id <= 50; ++id) CHECK(has(client.receive(), "\"id\":" + std::to_string(id) + ","));
    client.send_close();
    CHECK(client.receive() == "closed");
    CHECK(client.receive() == "end");
    CHECK(client.peer().is_told_the_end());
  }
}

TEST_CASE("over TLS pushes of many records come whole") {
  secure_edge e;
  auto client = e.client();
  REQUIRE(client.begin());
  CHECK(has(client.upgrade(), "HTTP/1.1 101"));
  client.send(subscribe());
  CHECK(has(client.receive(), "\"token\""));
  for (version v = 1; v <= 3; ++v) e.node.publish(v, v == 2 ? 5'000 : 1);
  for (int v = 1; v <= 3; ++v) CHECK(has(client.receive(), "\"to\":" + std::to_string(v) + ","));
}

TEST_CASE("over TLS, too, a client that never reads is given up") {
  edge_options options;
  options.linger_ms = 1;
  options.session.close_within_ms = 1;
  secure_edge e{options};
  auto client = e.client("127.0.0.1", 4'096);
  REQUIRE(client.begin());
  CHECK(has(client.upgrade(), "HTTP/1.1 101"));
  client.send(subscribe());
  CHECK(has(client.receive(), "\"token\""));
  e.node.publish(1, 5'000);
  // More than the client's system takes, so that some of it waits in the server's.
  while (e.metrics.edge.sent_bytes().value() < 40'000) std::this_thread::yield();
  for (version v = 2; v <= 64; ++v) e.node.publish(v, 5'000);
  CHECK(e.served->wait_until_empty(std::chrono::seconds{20}));
  CHECK(e.metrics.edge.connections_closed(close_reason::slow_reader).value() == 1);
  CHECK(client.read_to_end() == boost::asio::error::connection_reset);
}

TEST_CASE("a client of TLS that is gone keeps no place for an answer's time") {
  edge_options options;
  options.linger_ms = 20;
  options.http_times.answer_ms = minute_ms;
  secure_edge e{options};
  REQUIRE(e.client().begin());
  CHECK(e.served->wait_until_empty(std::chrono::seconds{20}));
}

TEST_CASE("plain HTTP where TLS is spoken is told so, and costs nobody anything") {
  secure_edge e;
  auto other = e.client();
  REQUIRE(other.begin());
  auto plain = e.running_edge::client();
  auto answer = plain.get("/healthz");
  CHECK(has(answer, "HTTP/1.1 400"));
  CHECK(has(answer, "This port speaks TLS"));
  CHECK(plain.read_to_end() == boost::asio::error::eof);
  CHECK(e.refused(edge_refusal::tls) == 1);
  CHECK(has(other.get("/healthz"), "200 OK"));
}

TEST_CASE("a handshake that is not finished in the time of a request is cut") {
  edge_options options;
  options.http_times.request_ms = 50;
  secure_edge e{options};
  auto half = e.running_edge::client();
  half.write(test::tls_peer{certified.certificate}.feed("").substr(0, 100));
  CHECK(half.read_all().empty());
  auto silent = e.client();
  REQUIRE(silent.begin());
  // The time is for the handshake and the first request together.
  CHECK(silent.read_all().empty());
}

TEST_CASE("a handshake that fails is counted, and the client told why") {
  secure_edge e;
  test::tls_peer old{certified.certificate, {TLS1_1_VERSION}};
  auto socket = e.running_edge::client();
  socket.write(old.feed(""));
  old.feed(socket.read_all());
  CHECK(old.failure() == "tlsv1 alert protocol version");
  CHECK(e.refused(edge_refusal::tls) == 1);
}

TEST_CASE("an address begins TLS no more often a second than it may, and more costs no cryptography") {
  edge_options options;
  options.addresses.handshakes.per_s = 1;
  secure_edge e{options};
  int tries = 0;
  while (++tries <= 200) {
    auto client = e.client();
    if (!client.begin()) {
      CHECK(client.peer().failure() == "tlsv1 alert internal error");
      break;
    }
  }
  CHECK(tries > 50);
  CHECK(tries < 200);
  CHECK(e.refused(edge_refusal::handshakes) == 1);
  auto other = e.client("127.0.0.2");
  REQUIRE(other.begin());
  // What counts as a handshake of a session is another matter.
  CHECK(has(other.upgrade(), "HTTP/1.1 101"));
}

TEST_CASE("whoever has too many connections is told by an alert") {
  edge_options options;
  options.addresses.max_connections = 1;
  secure_edge e{options};
  auto first = e.client();
  REQUIRE(first.begin());
  CHECK(e.running_edge::client().read_all() == tls::turned_away);
  CHECK(e.refused(edge_refusal::address_connections) == 1);
  CHECK(has(first.get("/healthz"), "200 OK"));
}

TEST_CASE("new connections get the newest certificate, and those that there are keep theirs") {
  secure_edge e;
  auto before = e.client();
  REQUIRE(before.begin());
  auto newer = test_certificate::make();
  {
    std::lock_guard held{e.guarding};
    e.spoken = context_of(newer);
  }
  CHECK_FALSE(e.client().begin());
  tls_client after{e.served->port(), newer.certificate};
  CHECK(after.begin());
  CHECK(has(after.get("/healthz"), "200 OK"));
  CHECK(has(before.get("/healthz"), "200 OK"));
}

TEST_CASE("the PROXY protocol's header comes before TLS") {
  edge_options options;
  options.addresses.max_connections = 1;
  options.trusted_proxies = {*http::parse_network("127.0.0.1")};
  options.proxy_protocol = true;
  secure_edge e{options};
  auto one = e.client();
  one.write_plain("PROXY TCP4 192.0.2.1 127.0.0.1 1000 443\r\n");
  REQUIRE(one.begin());
  CHECK(has(one.upgrade(), "HTTP/1.1 101"));
  auto same = e.running_edge::client();
  same.write("PROXY TCP4 192.0.2.1 127.0.0.1 1001 443\r\n");
  CHECK(same.read_all() == tls::turned_away);
  auto other = e.client();
  other.write_plain("PROXY TCP4 192.0.2.2 127.0.0.1 1002 443\r\n");
  CHECK(other.begin());
}

TEST_CASE("a client that has said all it wants to by TLS still gets its answer") {
  secure_edge e;
  auto client = e.client();
  REQUIRE(client.begin());
  client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  client.end_writing();
  CHECK(has(client.read_all(), "</html>"));
  CHECK(client.peer().is_told_the_end());
}

TEST_CASE("a connection of TLS that waits for its next request does not hold up a server that drains") {
  secure_edge e;
  auto client = e.client();
  REQUIRE(client.begin());
  CHECK(has(client.get("/healthz"), "200 OK"));
  e.served->drain();
  CHECK(client.read_all().empty());
  CHECK(client.peer().is_told_the_end());
}

}  // namespace
}  // namespace moim::tls_edge_cases
