#include "net/http/request_reader.hpp"

#include <catch2/catch.hpp>

namespace moim::http {
namespace {

const std::string handshake =
    "GET /ws?x=1 HTTP/1.1\r\nHost: example.org:8080\r\nOrigin: https://example.org\r\nConnection: keep-alive, "
    "Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: other, moim.v1.msgpack\r\nAuthorization: Bearer abc\r\n\r\n";

TEST_CASE("a request is read whole, however it is cut, and what follows is kept") {
  for (std::size_t step : {std::size_t{1}, std::size_t{7}, handshake.size()}) {
    request_reader reader;
    std::optional<request> asked;
    for (std::size_t i = 0; i < handshake.size(); i += step) {
      REQUIRE_FALSE(asked);
      auto part = handshake.substr(i, step);
      if (i + step >= handshake.size()) part += "rest";
      asked = reader.feed(part);
    }
    REQUIRE(asked);
    CHECK(reader.rest() == "rest");
    CHECK(asked->method == "GET");
    CHECK(asked->path == "/ws");
    CHECK(asked->host == "example.org:8080");
    CHECK(asked->origin == "https://example.org");
    CHECK(asked->authorization == "Bearer abc");
    CHECK(asked->wants_websocket);
    CHECK(asked->websocket_version == "13");
    CHECK(asked->subprotocols == std::vector<std::string>{"other", "moim.v1.msgpack"});
  }
}

TEST_CASE("a body is read and passed over") {
  request_reader reader;
  CHECK_FALSE(reader.feed("POST /auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab"));
  auto asked = reader.feed("cd");
  REQUIRE(asked);
  CHECK(asked->method == "POST");
  CHECK(asked->keep_alive);
}

unsigned failure_of(const std::string& bytes) {
  request_reader reader;
  for (char byte : bytes) reader.feed({&byte, 1});
  return reader.failure();
}

TEST_CASE("what is no request, or too large for one, is refused with its status") {
  CHECK(failure_of("hello\r\n\r\n") == 400);
  CHECK(failure_of(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15)) == 400);
  CHECK(failure_of("GET / HTTP/1.1\r\nX: " + std::string(10'000, 'x')) == 431);
  CHECK(failure_of("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n") == 413);
  CHECK(failure_of("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + std::string(4096, 'x') +
                   "\r\n1\r\nx\r\n0\r\n\r\n") == 413);
}

/// The same of a request with these header lines, whether its bytes come one by one or at once.
unsigned failure_with(const std::string& lines, const std::string& version = "1.1", const std::string& body = {}) {
  auto bytes = "POST / HTTP/" + version + "\r\n" + lines + "\r\n" + body;
  request_reader reader;
  reader.feed(bytes);
  CHECK(reader.failure() == failure_of(bytes));
  return reader.failure();
}

TEST_CASE("a request names one host, or none that is older than HTTP/1.1") {
  CHECK(failure_with("Host: example.org:80\r\n") == 0);
  CHECK(failure_with("Host: [::1]:80\r\n") == 0);
  CHECK(failure_with("") == 400);
  CHECK(failure_with("", "1.0") == 0);
  CHECK(failure_with("Host: a\r\nHost: b\r\n") == 400);
  CHECK(failure_with("Host: a\r\nHost: a\r\n") == 400);
  CHECK(failure_with("Host: a\r\nHost: b\r\n", "1.0") == 400);
  CHECK(failure_with("Host:\r\n") == 400);
  CHECK(failure_with("Host: a, b\r\n") == 400);
  CHECK(failure_with("Host: user@a\r\n") == 400);
}

TEST_CASE("a header line that goes on in the next one is refused") {
  CHECK(failure_with("Host: x\r\nOrigin: https://a\r\n .example\r\n") == 400);
  CHECK(failure_with("Host: x\r\nX: a\r\n\tb\r\n") == 400);
  CHECK(failure_with("Host: x\r\nX:\r\n a\r\n") == 400);
  // Wherever a packet ends.
  std::string folded = "GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\nY: c\r\n\r\n";
  for (std::size_t cut = 0; cut < folded.size(); ++cut) {
    request_reader reader;
    reader.feed(folded.substr(0, cut));
    reader.feed(folded.substr(cut));
    CHECK(reader.failure() == 400);
  }
  CHECK(failure_with("Host: x\r\nX: a  b\r\n") == 0);
  CHECK(failure_with("Host: x\r\nContent-Length: 4\r\n", "1.1", "\n a\n") == 0);
}

TEST_CASE("what a body's length is can be read in one way only") {
  CHECK(failure_with("Host: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n", "1.1", "0\r\n\r\n") == 400);
  CHECK(failure_with("Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n", "1.1", "0\r\n\r\n") == 400);
  CHECK(failure_with("Host: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n", "1.1", "a") == 400);
  CHECK(failure_with("Host: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n", "1.1", "a") == 400);
  CHECK(failure_with("Host: x\r\nContent-Length: 1, 1\r\n", "1.1", "a") == 400);
  CHECK(failure_with("Host: x\r\nTransfer-Encoding: chunked\r\n", "1.0", "0\r\n\r\n") == 400);
  CHECK(failure_with("Host: x\r\nTransfer-Encoding: identity\r\n") == 400);
  CHECK(failure_with("Host: x\r\nTransfer-Encoding: gzip, chunked\r\n", "1.1", "0\r\n\r\n") == 400);
  CHECK(failure_with("Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "1.1", "0\r\n\r\n") ==
        400);
  CHECK(failure_with("Host: x\r\nTransfer-Encoding: chunked\r\n", "1.1", "0\r\n\r\n") == 0);
}

TEST_CASE("a body in chunks is read, however it is cut") {
  std::string bytes =
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
  for (std::size_t cut = 0; cut < bytes.size(); ++cut)
    for (std::size_t other = cut; other < bytes.size(); ++other) {
      request_reader reader;
      CHECK_FALSE(reader.feed(bytes.substr(0, cut)));
      CHECK_FALSE(reader.feed(bytes.substr(cut, other - cut)));
      auto asked = reader.feed(bytes.substr(other));
      REQUIRE(asked);
      CHECK(asked->body == "abcde");
    }
}

TEST_CASE("what stands behind a body in chunks is in no header") {
  request_reader reader;
  auto asked = reader.feed(
      "POST /auth/guest HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.9\r\nTransfer-Encoding: chunked\r\n\r\n"
      "1\r\na\r\n0\r\nHost: a b\r\nX-Forwarded-For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nOrigin: https://a\r\n"
      "Authorization: Bearer t\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Protocol: moim.v1.json\r\n\r\n");
  REQUIRE(asked);
  CHECK(asked->body == "a");
  CHECK(asked->host == "x");
  CHECK(asked->x_forwarded_for == "203.0.113.9");
  CHECK(asked->forwarded.empty());
  CHECK_FALSE(asked->origin);
  CHECK_FALSE(asked->authorization);
  CHECK_FALSE(asked->wants_websocket);
  CHECK(asked->websocket_key.empty());
  CHECK(asked->websocket_version.empty());
  CHECK(asked->subprotocols.empty());
  CHECK(asked->keep_alive);
}

TEST_CASE("headers that are lists may come in parts") {
  request_reader reader;
  auto asked = reader.feed(
      "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n"
      "Upgrade: WebSocket\r\nSec-WebSocket-Protocol: other\r\nSec-WebSocket-Protocol: moim.v1.json\r\n\r\n");
  REQUIRE(asked);
  CHECK(asked->wants_websocket);
  CHECK(asked->subprotocols == std::vector<std::string>{"other", "moim.v1.json"});
}

TEST_CASE("whoever waits to be told to go on is told at once that they need not ask") {
  request_reader reader;
  CHECK_FALSE(reader.feed("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"));
  CHECK(reader.failure() == 417);
}

TEST_CASE("nothing around the chunks of a body grows without end") {
  std::string chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(failure_of(chunked + "1;" + std::string(10'000, 'x')) == 413);
  CHECK(failure_of(chunked + "0\r\nX: " + std::string(10'000, 'x')) == 413);
  CHECK(failure_of(chunked + "1\r\na\r\n0\r\n" + std::string(10'000, 'x')) == 413);
}

TEST_CASE("what the edge reads of a header is there once") {
  for (std::string name : {"Origin", "Authorization", "Sec-WebSocket-Key", "Sec-WebSocket-Version"}) {
    CHECK(failure_with("Host: x\r\n" + name + ": a\r\n") == 0);
    CHECK(failure_with("Host: x\r\n" + name + ": a\r\n" + name + ": a\r\n") == 400);
  }
}

TEST_CASE("what proxies added is one list, in the order in which they did") {
  request_reader reader;
  auto asked = reader.feed(
      "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: a\r\nForwarded: for=b\r\nx-forwarded-for: c, d\r\n\r\n");
  REQUIRE(asked);
  CHECK(asked->x_forwarded_for == "a, c, d");
  CHECK(asked->forwarded == "for=b");
}

TEST_CASE("a target that names a host is for that one, whatever Host says") {
  auto ask = [](const std::string& target) {
    request_reader reader;
    auto asked = reader.feed("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return asked ? asked->host + ' ' + asked->path : std::to_string(reader.failure());
  };
  CHECK(ask("/readyz?x=http://a") == "localhost /readyz");
  CHECK(ask("http://evil.example:80/readyz?x") == "evil.example:80 /readyz");
  CHECK(ask("HTTPS://evil.example") == "evil.example /");
  CHECK(ask("http://evil.example?x/y") == "evil.example /");
  CHECK(ask("http:///readyz") == "400");
  CHECK(ask("http://user@evil.example/") == "400");
}

TEST_CASE("one end of a line before a request is passed over, and no more") {
  std::string bytes = "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n";
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    request_reader reader;
    auto first = reader.feed(bytes.substr(0, cut));
    auto asked = first ? first : reader.feed(bytes.substr(cut));
    REQUIRE(asked);
    CHECK(asked->path == "/");
  }
  CHECK(failure_of("\r\n" + bytes) == 400);
  CHECK(failure_of("\n" + bytes) == 400);
  CHECK(failure_of("\rGET / HTTP/1.1\r\n") == 400);
}

TEST_CASE("what HTTP/1.0 expects is passed over") {
  CHECK(failure_with("Host: x\r\nExpect: 100-continue\r\n", "1.0") == 0);
}

}  // namespace
}  // namespace moim::http
