#include "net/http/hosts.hpp"
#include "tests/net/support/running_edge.hpp"

#include <thread>

/// What anybody may do to an edge, and what it costs others.
namespace moim::test {
namespace {

using namespace std::string_literals;

const std::string ask_guest = "POST /auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n";
const std::string ask_console = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

bool begins(const std::string& text, const std::string& beginning) { return text.find(beginning) == 0; }

TEST_CASE("whoever asks and does not read has one answer waiting, and is reset when its time is over") {
  edge_options options;
  options.http_times.answer_ms = 300;
  running_edge e{options};
  edge_client client{e.served->port(), "127.0.0.1", 4'096};
  CHECK(has(client.get("/healthz"), "200 OK"));
  auto& answered = e.metrics.edge.http_requests(http_path::console, http_status::success);
  auto is_cut = [&] { return e.served->wait_until_empty(std::chrono::milliseconds{0}); };
  // Each when the one before is answered, so that none is sent ahead.
  constexpr std::uint64_t too_many = 2'000;
  boost::system::error_code ended;
  for (std::uint64_t n = 0; n < too_many && !ended; ++n) {
    ended = client.try_to_write(ask_console);
    while (answered.value() <= n && !is_cut()) std::this_thread::yield();
  }
  // As many as fit into the system's buffers, and one that waits.
  CHECK(answered.value() > 1);
  CHECK(answered.value() < 100);
  CHECK(ended == boost::asio::error::connection_reset);
}

TEST_CASE("requests one after another are answered on one connection, until it is idle for long") {
  edge_options options;
  options.http_times.idle_ms = 50;
  running_edge e{options};
  auto client = e.client();
  for (int i = 0; i < 20; ++i) CHECK(begins(client.request(ask_console), "HTTP/1.1 200"));
  CHECK(client.read_to_end() == boost::asio::error::eof);
}

TEST_CASE("a connection that waits for its next request does not hold up a server that drains") {
  running_edge e;
  auto client = e.client();
  CHECK(begins(client.request(ask_console), "HTTP/1.1 200"));
  e.served->drain();
  CHECK(client.read_to_end() == boost::asio::error::eof);
  CHECK(has(e.client().request(ask_console), "Connection: close\r\n"));
  CHECK(e.served->wait_until_empty(std::chrono::seconds{20}));
}

TEST_CASE("a client that has said all it wants to still gets its answer") {
  running_edge e;
  auto client = e.client();
  client.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  client.end_writing();
  CHECK(has(client.read_all(), "</html>"));
  CHECK(e.served->wait_until_empty(std::chrono::seconds{20}));
}

TEST_CASE("a last answer has an answer's time to arrive, however slowly it is read") {
  edge_options options;
  options.linger_ms = 20;
  options.http_times.idle_ms = 100;
  running_edge e{options};
  edge_client slow{e.served->port(), "127.0.0.1", 4'096};
  auto other = e.client();
  slow.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  // The other one is idle for longer than the first has to linger.
  CHECK(begins(other.request(ask_console), "HTTP/1.1 200"));
  CHECK(other.read_to_end() == boost::asio::error::eof);
  CHECK(has(slow.read_all(), "</html>"));
}

TEST_CASE("whoever does not read their last answer is cut when its time is over") {
  edge_options options;
  options.linger_ms = 20;
  options.http_times.answer_ms = 100;
  running_edge e{options};
  edge_client slow{e.served->port(), "127.0.0.1", 4'096};
  slow.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  while (e.metrics.edge.http_requests(http_path::console, http_status::success).value() == 0) std::this_thread::yield();
  CHECK(e.served->wait_until_empty(std::chrono::seconds{20}));
}

TEST_CASE("HEAD asks for what GET would answer") {
  running_edge e;
  auto client = e.client();
  client.write("HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  auto told = client.read_all();
  CHECK(begins(told, "HTTP/1.1 200"));
  CHECK(has(told, "Content-Length: 6\r\n"));
  CHECK_FALSE(has(told, "alive\n"));
}

TEST_CASE("an address has no more connections than it may, and others have theirs") {
  edge_options options;
  options.addresses.max_connections = 2;
  running_edge e{options};
  auto first = e.session();
  auto second = e.client();
  CHECK(has(second.get("/healthz"), "200 OK"));
  CHECK(begins(e.client().read_all(), "HTTP/1.1 429"));
  CHECK(e.metrics.edge.refused(edge_refusal::address_connections).value() == 1);
  CHECK(has(e.client("127.0.0.2").upgrade("Authorization: Bearer good\r\n"), "101"));
  first.send(join(1));
  CHECK(has(first.receive(), "\"seat\":5"));
}

TEST_CASE("a connection that is over makes room for another of its address") {
  edge_options options;
  options.addresses.max_connections = 1;
  running_edge e{options};
  for (int i = 0; i < 3; ++i) {
    auto only = e.session();
    only.send_close();
    CHECK(only.receive() == "closed 1000");
    CHECK(only.receive() == "end");
    only.close();
    CHECK(e.served->wait_until_empty(std::chrono::seconds{20}));
  }
}

TEST_CASE("an address begins no more sessions a second than it may, whether they succeed or not") {
  edge_options options;
  options.addresses.handshakes.per_s = 1;
  running_edge e{options};
  int tries = 0;
  std::string answer;
  while (++tries <= 200 && !begins(answer, "HTTP/1.1 429"))
    answer = e.client().upgrade("Authorization: Bearer bad\r\n");
  CHECK(tries > 50);
  CHECK(tries < 200);
  CHECK(e.metrics.edge.refused(edge_refusal::handshakes).value() == 1);
  CHECK(begins(e.client("127.0.0.2").upgrade("Authorization: Bearer good\r\n"), "HTTP/1.1 101"));
}

TEST_CASE("guests are bounded by address, and none are made where they are switched off") {
  edge_options options;
  options.addresses.guests.per_s = 1;
  {
    running_edge e{options};
    auto client = e.client();
    int made = 0;
    while (made < 200 && has(client.request(ask_guest + "\r\n"), "\"token\"")) ++made;
    CHECK(made >= 50);
    CHECK(made < 200);
    CHECK(has(e.client("127.0.0.2").request(ask_guest + "\r\n"), "\"token\""));
  }
  options.addresses.guests.per_s = 0;
  running_edge shut{options};
  CHECK(begins(shut.client().request(ask_guest + "\r\n"), "HTTP/1.1 403"));
}

TEST_CASE("an address has a rate of plain HTTP; balancers are answered all the same, and others have theirs") {
  edge_options options;
  options.addresses.requests.per_s = 1;
  options.origins = {"https://page.example"};
  running_edge e{options};
  auto get = [](const std::string& path) { return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"; };
  auto client = e.client();
  int answered = 0;
  std::string last;
  while (answered < 200 && !begins(last = client.request(get("/none")), "HTTP/1.1 429")) ++answered;
  CHECK(answered >= 50);
  CHECK(answered < 200);
  CHECK(has(last, "Retry-After: 1\r\n"));
  CHECK(has(last, "Connection: close\r\n"));
  CHECK(client.read_to_end() == boost::asio::error::eof);
  CHECK(e.metrics.edge.refused(edge_refusal::http_requests).value() == 1);
  auto page = e.client().request(ask_guest + "Origin: https://page.example\r\n\r\n");
  CHECK(begins(page, "HTTP/1.1 429"));
  CHECK(has(page, "Access-Control-Allow-Origin: https://page.example\r\n"));
  auto balancer = e.client().request(get("/healthz"));
  CHECK(begins(balancer, "HTTP/1.1 200"));
  CHECK(has(balancer, "Connection: close\r\n"));
  CHECK(begins(e.client("127.0.0.2").request(get("/none")), "HTTP/1.1 404"));
  CHECK(begins(e.client().upgrade("Authorization: Bearer good\r\n"), "HTTP/1.1 101"));
}

TEST_CASE("operators ask as often as they like") {
  edge_options options;
  options.serves = http::listener::operators;
  options.addresses.requests.per_s = 1;
  running_edge e{options};
  auto client = e.client();
  for (int i = 0; i < 200; ++i)
    CHECK(begins(client.request("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"), "HTTP/1.1 200"));
}

TEST_CASE("behind a trusted proxy each client has bounds of its own") {
  edge_options options;
  options.addresses.max_connections = 1;
  options.trusted_proxies = {*http::parse_network("127.0.0.1")};
  running_edge e{options};
  auto come = [&](const std::string& header, const std::string& from = "127.0.0.1") {
    auto client = std::make_unique<edge_client>(e.served->port(), from);
    auto answer = client->upgrade("Authorization: Bearer good\r\n" + header);
    return std::pair{std::move(client), answer.substr(9, 3)};
  };
  auto one = come("X-Forwarded-For: 192.0.2.1\r\n");
  CHECK(one.second == "101");
  CHECK(come("X-Forwarded-For: 192.0.2.1\r\n").second == "429");
  CHECK(come("Forwarded: for=192.0.2.1\r\n").second == "429");
  auto other = come("Forwarded: for=192.0.2.2\r\n");
  CHECK(other.second == "101");
  // A client that is no proxy makes itself nobody else.
  auto direct = come("X-Forwarded-For: 192.0.2.3\r\n", "127.0.0.2");
  CHECK(direct.second == "101");
  CHECK(begins(e.client("127.0.0.2").read_all(), "HTTP/1.1 429"));
}

TEST_CASE("a proxy that speaks the PROXY protocol says whose each connection is, and has to") {
  edge_options options;
  options.addresses.max_connections = 1;
  options.trusted_proxies = {*http::parse_network("127.0.0.1")};
  options.proxy_protocol = true;
  running_edge e{options};
  auto one = e.client();
  one.write("PROXY TCP4 192.0.2.1 127.0.0.1 1000 80\r\n");
  CHECK(begins(one.upgrade("Authorization: Bearer good\r\n"), "HTTP/1.1 101"));
  auto same = e.client();
  same.write("PROXY TCP4 192.0.2.1 127.0.0.1 1001 80\r\n");
  CHECK(begins(same.read_all(), "HTTP/1.1 429"));
  auto other = e.client();
  other.write("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\x02\x02\x7f\0\0\x01\x03\xe9\0\x50"s + ask_console);
  CHECK(has(other.request(""), "</html>"));
  auto says_nothing = e.client();
  says_nothing.write(ask_console);
  CHECK(says_nothing.read_all().empty());
  CHECK(e.metrics.edge.refused(edge_refusal::proxy_header).value() == 1);
  // Of anybody else it is no part of a request.
  CHECK(begins(e.client("127.0.0.2").request("PROXY TCP4 192.0.2.9 127.0.0.1 1 2\r\n\r\n"), "HTTP/1.1 400"));
}

TEST_CASE("of whom a proxy says nothing by the PROXY protocol, headers say nothing either") {
  edge_options options;
  options.addresses.max_connections = 1;
  options.trusted_proxies = {*http::parse_network("127.0.0.1")};
  options.proxy_protocol = true;
  running_edge e{options};
  auto come = [&](const std::string& told) {
    auto client = std::make_unique<edge_client>(e.served->port());
    client->write("PROXY UNKNOWN\r\n");
    auto answer = client->upgrade("Authorization: Bearer good\r\nX-Forwarded-For: " + told + "\r\n");
    return std::pair{std::move(client), answer.substr(9, 3)};
  };
  auto first = come("192.0.2.1");
  CHECK(first.second == "101");
  CHECK(come("192.0.2.2").second == "429");
}

TEST_CASE("a page whose name points at this server by a trick is not the server's own") {
  edge_options options;
  options.hosts = http::usual_hosts("127.0.0.1");
  running_edge e{options};
  auto ask = [&](const std::string& what, const std::string& host) {
    return e.client().request(what + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
                              "\r\nContent-Length: 0\r\n\r\n");
  };
  CHECK(begins(ask("POST /auth/guest", "evil.example"), "HTTP/1.1 421"));
  CHECK(begins(ask("GET /", "evil.example"), "HTTP/1.1 421"));
  CHECK(begins(ask("GET /ws", "evil.example"), "HTTP/1.1 421"));
  CHECK(e.metrics.edge.refused(edge_refusal::host).value() == 3);
  CHECK(begins(ask("POST /auth/guest", "localhost:1"), "HTTP/1.1 200"));
  CHECK(begins(ask("GET /healthz", "balancer.example"), "HTTP/1.1 200"));
}

TEST_CASE("pages of allowed origins get guests' tokens, others nothing") {
  edge_options options;
  options.origins = {"https://a.example"};
  running_edge e{options};
  auto ask = [&](const std::string& origin) {
    return e.client().request(ask_guest + "Origin: " + origin + "\r\n\r\n");
  };
  auto allowed = ask("https://a.example");
  CHECK(has(allowed, "\"token\""));
  CHECK(has(allowed, "\r\nAccess-Control-Allow-Origin: https://a.example\r\n"));
  CHECK(has(allowed, "\r\nVary: Origin\r\n"));
  auto foreign = ask("https://evil.example");
  CHECK(begins(foreign, "HTTP/1.1 403"));
  CHECK_FALSE(has(foreign, "token"));
  CHECK_FALSE(has(foreign, "Access-Control"));
  CHECK(e.metrics.edge.refused(edge_refusal::origin).value() == 1);
}

TEST_CASE("a browser that asks beforehand is told whether its page may") {
  edge_options options;
  options.origins = {"https://a.example"};
  running_edge e{options};
  auto ask = [&](const std::string& origin) {
    return e.client().request("OPTIONS /auth/guest HTTP/1.1\r\nHost: x\r\nOrigin: " + origin +
                              "\r\nAccess-Control-Request-Method: POST\r\n\r\n");
  };
  CHECK(begins(ask("https://a.example"), "HTTP/1.1 204"));
  CHECK(has(ask("https://a.example"), "\r\nAccess-Control-Allow-Methods: POST\r\n"));
  CHECK(begins(ask("https://evil.example"), "HTTP/1.1 403"));
}

}  // namespace
}  // namespace moim::test
