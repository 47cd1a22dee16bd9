#include "net/http/upgrade.hpp"

#include <catch2/catch.hpp>

namespace moim::http {
namespace {

request good() {
  request asked;
  asked.method = "GET";
  asked.path = "/ws";
  asked.host = "example.org:8080";
  asked.wants_websocket = true;
  asked.websocket_key = "dGhlIHNhbXBsZSBub25jZQ==";
  asked.websocket_version = "13";
  return asked;
}

TEST_CASE("the answer to the key is that of RFC 6455's example") {
  CHECK(websocket_accept("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST_CASE("the first subprotocol that both speak is chosen; without any it is JSON") {
  auto asked = good();
  CHECK(accept_upgrade(asked)->wire == encoding::json);
  asked.subprotocols = {"other", "moim.v1.msgpack", "moim.v1.json"};
  auto accepted = accept_upgrade(asked);
  REQUIRE(accepted);
  CHECK(accepted->wire == encoding::msgpack);
  CHECK(accepted->answer.find("Sec-WebSocket-Protocol: moim.v1.msgpack\r\n") != std::string::npos);
  asked.subprotocols = {"other"};
  CHECK(accept_upgrade(asked).error().status == 400);
}

TEST_CASE("what is no handshake is refused") {
  auto status = [](auto&& change) {
    auto asked = good();
    change(asked);
    return accept_upgrade(asked).error().status;
  };
  CHECK(status([](request& asked) { asked.wants_websocket = false; }) == 426);
  CHECK(status([](request& asked) { asked.websocket_version = "8"; }) == 426);
  CHECK(status([](request& asked) { asked.websocket_key = "short"; }) == 400);
}

TEST_CASE("a key is 16 bytes in base 64, and nothing else of that length") {
  auto accepts = [](std::string key) {
    auto asked = good();
    asked.websocket_key = std::move(key);
    return accept_upgrade(asked).has_value();
  };
  CHECK(accepts("AAAAAAAAAAAAAAAAAAAAAA=="));
  CHECK(accepts("/+/+/+/+/+/+/+/+/+/+/w=="));
  CHECK_FALSE(accepts("dGhlIHNhbXBsZSBub25jZQ=a"));
  CHECK_FALSE(accepts("dGhlIHNhbXBsZSBub25jZR=="));
  CHECK_FALSE(accepts("dGhlIHNhbXBs!SBub25jZQ=="));
  CHECK_FALSE(accepts("dGhlIHNhbXBs_SBub25jZQ=="));
  CHECK_FALSE(accepts("========================"));
}

TEST_CASE("pages of the server's own and of allowed origins may connect, and programs") {
  auto asked = good();
  CHECK(may_connect(asked, {}));
  asked.origin = "http://Example.org:8080";
  CHECK(may_connect(asked, {}));
  asked.origin = "https://evil.example";
  CHECK_FALSE(may_connect(asked, {}));
  CHECK_FALSE(may_connect(asked, {"https://other.example"}));
  CHECK(may_connect(asked, {"https://other.example", "https://evil.example"}));
  CHECK(may_connect(asked, {"*"}));
  asked.origin = "null";
  CHECK_FALSE(may_connect(asked, {}));
  asked.host = "null";
  CHECK_FALSE(may_connect(asked, {}));
  asked.origin = "ftp://null";
  CHECK_FALSE(may_connect(asked, {}));
  asked.host = "";
  asked.origin = "http://";
  CHECK_FALSE(may_connect(asked, {}));
}

TEST_CASE("a bearer's token is what follows the scheme") {
  auto asked = good();
  CHECK_FALSE(bearer_token(asked));
  asked.authorization = "bearer abc";
  CHECK(bearer_token(asked) == "abc");
  asked.authorization = "Basic abc";
  CHECK(bearer_token(asked) == "");
}

}  // namespace
}  // namespace moim::http
