#include "sim/load/client/http_response.hpp"

#include <catch2/catch.hpp>

using namespace moim::load;

TEST_CASE("a response is read however its bytes are cut, and what follows is kept") {
  const std::string bytes = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhellorest";
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    http_response_reader reader;
    auto first = reader.feed(bytes.substr(0, cut));
    auto second = first ? std::nullopt : reader.feed(bytes.substr(cut));
    auto response = first ? first : second;
    REQUIRE(response);
    CHECK(response->status == 200);
    CHECK(response->body == "hello");
    CHECK(response->keeps_alive);
    CHECK(std::string_view{"rest"}.starts_with(reader.rest()));
  }
}

TEST_CASE("frames that come with the answer to an upgrade are not lost") {
  http_response_reader reader;
  auto response = reader.feed(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n\x81\x02hi");
  REQUIRE(response);
  CHECK(response->status == 101);
  CHECK(response->websocket_accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  CHECK(reader.rest() == "\x81\x02hi");
}

TEST_CASE("what is no HTTP is told apart from what is not whole") {
  http_response_reader garbage, half;
  CHECK_FALSE(garbage.feed("\x16\x03\x01 this is no HTTP at all\r\n\r\n"));
  CHECK(garbage.failed());
  CHECK_FALSE(half.feed("HTTP/1.1 200 OK\r\nContent-"));
  CHECK_FALSE(half.failed());
}

TEST_CASE("the accept header is the one of RFC 6455, section 1.3") {
  CHECK(accept_of("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST_CASE("a handshake's key is sixteen bytes in base 64") { CHECK(websocket_key(0, 0) == "AAAAAAAAAAAAAAAAAAAAAA=="); }

TEST_CASE("a guest is read from JSON, and from nothing else") {
  auto who = read_guest(R"({"user":"user_1","token":"abc","expires_at_ms":5})");
  REQUIRE(who);
  CHECK(who->user == "user_1");
  CHECK(who->token == "abc");
  CHECK_FALSE(read_guest(R"({"user":"user_1"})"));
  CHECK_FALSE(read_guest("no"));
}
