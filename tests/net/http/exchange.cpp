#include "net/http/exchange.hpp"

#include <catch2/catch.hpp>

namespace moim::http::exchange_cases {
namespace {

const std::string one_request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr exchange_times times{.request_ms = 100, .answer_ms = 200, .idle_ms = 1'000};

void write_all(exchange& of, time_ms now) { of.written(of.output().size(), now); }

TEST_CASE("while an answer waits to be read nothing more is wanted, so there is one at the most") {
  exchange one{times, 0};
  CHECK(one.wants_bytes());
  REQUIRE(one.receive(one_request, 0));
  CHECK_FALSE(one.wants_bytes());
  one.answer({200, "text/plain", "an answer"}, true);
  CHECK_FALSE(one.wants_bytes());
  one.written(one.output().size() - 1, 0);
  CHECK_FALSE(one.wants_bytes());
  one.written(1, 0);
  CHECK(one.wants_bytes());
  CHECK(one.output().empty());
  CHECK_FALSE(one.is_over());
  CHECK(one.receive(one_request, 0));
}

TEST_CASE("a request has a time, which no byte of it renews") {
  exchange one{times, 0};
  CHECK(one.deadline() == 100);
  for (time_ms now = 0; now < 20; ++now) {
    CHECK_FALSE(one.receive(one_request.substr(static_cast<std::size_t>(now), 1), now));
    CHECK(one.deadline() == 100);
  }
  REQUIRE(one.receive(one_request.substr(20), 90));
  CHECK(one.deadline() == 290);
}

TEST_CASE("an answer has a time, which reading a part of it does not renew") {
  exchange one{times, 0};
  one.receive(one_request, 50);
  one.answer({200, "text/plain", std::string(100, 'x')}, true);
  CHECK(one.deadline() == 250);
  for (time_ms now = 60; now < 160; ++now) {
    one.written(1, now);
    CHECK(one.deadline() == 250);
  }
}

TEST_CASE("between two requests there is a longer time, and a request's own begins with its first byte") {
  exchange one{times, 0};
  one.receive(one_request, 10);
  one.answer({}, true);
  write_all(one, 20);
  CHECK(one.is_idle());
  CHECK(one.deadline() == 1'020);
  CHECK_FALSE(one.receive("G", 900));
  CHECK_FALSE(one.is_idle());
  CHECK(one.deadline() == 1'000);
  CHECK_FALSE(one.receive("ET", 999));
  CHECK(one.deadline() == 1'000);
}

TEST_CASE("requests that are sent ahead are not answered, and the client is told so") {
  exchange one{times, 0};
  REQUIRE(one.receive(one_request + one_request, 0));
  one.answer({}, true);
  CHECK(one.output().find("Connection: close\r\n") != std::string_view::npos);
  write_all(one, 0);
  CHECK(one.is_over());
  CHECK_FALSE(one.wants_bytes());
}

TEST_CASE("HEAD is answered as GET would be, without the body") {
  exchange one{times, 0};
  REQUIRE(one.receive("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", 0));
  one.answer({200, "text/plain", "body"}, true);
  CHECK(one.output().find("Content-Length: 4\r\n") != std::string_view::npos);
  CHECK(one.output().ends_with("\r\n\r\n"));
  write_all(one, 0);
  REQUIRE(one.receive(one_request, 0));
  one.answer({200, "text/plain", "body"}, true);
  CHECK(one.output().ends_with("\r\n\r\nbody"));
}

TEST_CASE("a client that is answered before it has asked is not listened to any more") {
  exchange one{times, 0};
  one.answer({429, "text/plain", "no"}, false);
  CHECK_FALSE(one.wants_bytes());
  write_all(one, 0);
  CHECK(one.is_over());
}

TEST_CASE("what is no request has a status, and its answer is the last") {
  exchange one{times, 0};
  CHECK_FALSE(one.receive("nonsense\r\n\r\n", 0));
  CHECK(one.failure() == 400);
  CHECK_FALSE(one.wants_bytes());
  one.answer({400, "text/plain", "no"}, false);
  write_all(one, 0);
  CHECK(one.is_over());
}

TEST_CASE("a connection that is handed over is not HTTP any more, and nothing that came is lost") {
  exchange one{times, 0};
  REQUIRE(one.receive(one_request + "early", 0));
  CHECK(one.hand_over("HTTP/1.1 101\r\n\r\n") == "early");
  CHECK(one.output() == "HTTP/1.1 101\r\n\r\n");
  write_all(one, 0);
  CHECK(one.is_over());
}

TEST_CASE("a connection without a byte is idle, which does not give its first request more time") {
  exchange one{times, 0};
  CHECK(one.is_idle());
  CHECK(one.wants_bytes());
  CHECK_FALSE(one.receive("G", 90));
  CHECK_FALSE(one.is_idle());
  CHECK(one.deadline() == 100);
}

}  // namespace
}  // namespace moim::http::exchange_cases
