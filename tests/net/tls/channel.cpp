#include "net/tls/channel.hpp"

#include "tests/net/support/test_certificate.hpp"
#include "tests/net/support/tls_peer.hpp"

#include <catch2/catch.hpp>

namespace moim::tls_channel_cases {
namespace {

using test::test_certificate;
using test::tls_peer;

const test_certificate certified = test_certificate::make();
const tls::context spoken = *tls::context::make(certified.certificate, certified.key);

/// Both ends, with nothing between them but the test.
struct pair {
  explicit pair(const test::tls_wishes& wishes = {}) : client{certified.certificate, wishes} {}

  /// To the server, up to so many bytes at once.
  void deliver(const std::string& bytes, std::size_t at_once = 100'000) {
    for (std::size_t at = 0; at < bytes.size(); at += at_once) receive(bytes.substr(at, at_once));
  }
  void receive(const std::string& bytes) {
    server.receive(
        std::span<const char>{bytes}, [this] { return wanted > heard.size(); },
        [this](std::span<char> plain) { heard.emplace_back(plain.begin(), plain.end()); });
  }
  /// What the server has for the client.
  std::string output() {
    std::string taken{server.output()};
    server.sent(taken.size());
    return taken;
  }
  /// Until neither has anything for the other.
  void settle(std::size_t at_once = 100'000) {
    for (auto bytes = client.feed(output()); !bytes.empty(); bytes = client.feed(output())) deliver(bytes, at_once);
    client.feed(output());
  }
  std::size_t say(const std::vector<std::string_view>& pieces) {
    auto bytes = server.encrypt(pieces);
    client.feed(output());
    return bytes;
  }

  tls::channel server{spoken};
  tls_peer client;
  /// What the client said, a record each, and how many records the server wants.
  std::vector<std::string> heard;
  std::size_t wanted = 1'000;
};

TEST_CASE("both ends hear what the other says, by TLS 1.2 and 1.3, whole or byte by byte") {
  for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    for (std::size_t at_once : {1, 7, 100'000}) {
      pair p{{version}};
      p.settle(at_once);
      REQUIRE(p.client.is_connected());
      p.deliver(p.client.say("hello"), at_once);
      CHECK(p.heard == std::vector<std::string>{"hello"});
      CHECK(p.say({"he", "", "llo"}) == 5);
      CHECK(p.client.heard() == "hello");
      CHECK_FALSE(p.server.failure());
    }
  }
}

TEST_CASE("nothing is said before the handshake is done") {
  pair p;
  CHECK(p.server.encrypt(std::vector<std::string_view>{"early"}) == 0);
  CHECK(p.server.output().empty());
}

TEST_CASE("records are used as long as they are wanted, and the rest is kept for later") {
  pair p;
  p.settle();
  p.wanted = 1;
  auto both = p.client.say("one");
  both += p.client.say("two");
  p.deliver(both);
  CHECK(p.heard == std::vector<std::string>{"one"});
  CHECK(p.server.has_unread());
  auto three = p.client.say("three");
  p.deliver(three.substr(0, 9));
  p.wanted = 2;
  p.receive("");
  CHECK(p.heard.back() == "two");
  p.wanted = 3;
  p.deliver(three.substr(9));
  CHECK(p.heard.back() == "three");
  CHECK_FALSE(p.server.has_unread());
}

TEST_CASE("what is long is said a record at a time") {
  pair p;
  p.settle();
  std::string part(10'000, 'x');
  CHECK(p.say({part, part, part}) == tls::max_record_bytes);
  CHECK(p.client.heard().size() == tls::max_record_bytes);
  std::string all(100'000, 'y');
  p.deliver(p.client.say(all));
  CHECK(p.heard.size() == 7);
}

TEST_CASE("HTTP/1.1 is spoken to whoever offers it or nothing, and nothing to whoever offers only others") {
  pair browser{{TLS1_3_VERSION, "\x02h2\x08http/1.1"}};
  browser.settle();
  CHECK(browser.client.protocol() == "http/1.1");
  pair silent;
  silent.settle();
  CHECK(silent.client.protocol().empty());
  CHECK(silent.client.is_connected());
  for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    pair other{{version, "\x02h2"}};
    other.settle();
    CHECK_FALSE(other.client.is_connected());
    CHECK(other.client.failure() == "tlsv1 alert no application protocol");
    CHECK(other.server.failure());
  }
}

TEST_CASE("TLS 1.1 is refused, and with TLS 1.2 keys are each connection's own") {
  pair old{{TLS1_1_VERSION}};
  old.settle();
  CHECK(old.client.failure() == "tlsv1 alert protocol version");
  CHECK(old.server.failure() == "unsupported protocol");
  pair usual{{TLS1_2_VERSION}};
  usual.settle();
  CHECK(usual.client.cipher().find("ECDHE-ECDSA-") == 0);
}

TEST_CASE("what is no TLS fails at once") {
  pair p;
  p.deliver("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(p.server.failure());
  CHECK_FALSE(p.server.has_unread());
}

TEST_CASE("a record that was changed on its way is a failure") {
  pair p;
  p.settle();
  auto bytes = p.client.say("hello");
  bytes.back() ^= 1;
  p.deliver(bytes);
  CHECK(p.heard.empty());
  CHECK(p.server.failure());
}

TEST_CASE("each end learns that the other has said all") {
  pair p;
  p.settle();
  auto bytes = p.client.say("last");
  bytes += p.client.end();
  p.deliver(bytes);
  CHECK(p.heard == std::vector<std::string>{"last"});
  CHECK(p.server.client_ended());
  CHECK(p.say({"answer"}) == 6);
  CHECK(p.client.heard() == "answer");
  p.server.end();
  p.client.feed(p.output());
  CHECK(p.client.is_told_the_end());
}

TEST_CASE("a client that makes the server answer and does not read is a failure, before it takes memory") {
  pair p;
  p.settle();
  for (int i = 0; i < 10'000 && !p.server.failure(); ++i) p.deliver(p.client.ask_for_keys());
  CHECK(p.server.failure() == "it made more answers than it reads");
  CHECK(p.server.output().size() <= 65'536);
}

TEST_CASE("a client resumes by its ticket, with the same certificate") {
  for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    pair first{{version}};
    first.settle();
    pair again{{version, "", first.client.session()}};
    again.settle();
    CHECK(again.client.has_resumed());
    again.deliver(again.client.say("hello"));
    CHECK(again.heard == std::vector<std::string>{"hello"});
  }
}

}  // namespace
}  // namespace moim::tls_channel_cases
