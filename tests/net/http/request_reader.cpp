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
  CHECK(failure_of("POST / HTTP/1.1\r\nContent-Length: 5000\r\n\r\n") == 413);
  CHECK(failure_of("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + std::string(4096, 'x') +
                   "\r\n1\r\nx\r\n0\r\n\r\n") == 413);
}

}  // namespace
}  // namespace moim::http
