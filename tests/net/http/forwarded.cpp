#include "net/http/forwarded.hpp"

#include <catch2/catch.hpp>

namespace moim::http::forwarded_cases {
namespace {

const std::vector<network> trusted{*parse_network("10.0.0.0/8"), *parse_network("fd00::/8")};

std::string client_by(const std::string& list, const std::string& elements = {}, std::string_view peer = "10.0.0.1") {
  request asked;
  asked.x_forwarded_for = list;
  asked.forwarded = elements;
  return to_text(client_of(asked, *parse_address(peer), trusted));
}

TEST_CASE("nobody but a trusted proxy is believed") {
  CHECK(client_by("203.0.113.9", {}, "198.51.100.1") == "198.51.100.1");
  CHECK(client_by({}, "for=203.0.113.9", "198.51.100.1") == "198.51.100.1");
}

TEST_CASE("a proxy's client is the last one that is no trusted proxy") {
  CHECK(client_by("203.0.113.9") == "203.0.113.9");
  CHECK(client_by("203.0.113.9, 10.0.0.7,fd00::1") == "203.0.113.9");
  CHECK(client_by("203.0.113.9:5000") == "203.0.113.9");
  CHECK(client_by({}, "for=203.0.113.9;proto=https;by=10.0.0.1") == "203.0.113.9");
  CHECK(client_by({}, "For=\"[2001:db8::1]:4711\"") == "2001:db8::1");
  CHECK(client_by({}, "for=203.0.113.9, FOR = \"10.0.0.7\" ; proto=http") == "203.0.113.9");
}

TEST_CASE("what a client wrote left of its own address counts for nothing") {
  CHECK(client_by("6.6.6.6, 203.0.113.9") == "203.0.113.9");
  CHECK(client_by("10.0.0.9, 203.0.113.9, 10.0.0.7") == "203.0.113.9");
  CHECK(client_by({}, "for=6.6.6.6, for=203.0.113.9") == "203.0.113.9");
}

TEST_CASE("a proxy that names nobody stands for its clients itself") {
  CHECK(client_by({}) == "10.0.0.1");
  CHECK(client_by("unknown") == "10.0.0.1");
  CHECK(client_by("203.0.113.9, unknown, 10.0.0.7") == "10.0.0.7");
  CHECK(client_by({}, "for=_secret;proto=http") == "10.0.0.1");
  CHECK(client_by({}, "proto=http") == "10.0.0.1");
  CHECK(client_by("10.0.0.9") == "10.0.0.9");
}

TEST_CASE("two headers that do not agree are believed neither: one of them may be the client's own") {
  CHECK(client_by("203.0.113.9", "for=6.6.6.6") == "10.0.0.1");
  CHECK(client_by("6.6.6.6", "for=203.0.113.9") == "10.0.0.1");
  CHECK(client_by("203.0.113.9", "for=203.0.113.9") == "203.0.113.9");
}

TEST_CASE("a quoted string that a client left open does not swallow what its proxy adds") {
  CHECK(client_by({}, "for=6.6.6.6;x=\", for=203.0.113.9") == "10.0.0.1");
  CHECK(client_by({}, "for=6.6.6.6;x=\"\\, for=\"[2001:db8::1]\"") == "10.0.0.1");
  CHECK(client_by("6.6.6.6 \", 203.0.113.9") == "203.0.113.9");
  CHECK(client_by({}, "for=\"6.6.6.6, 1.1.1.1\", for=203.0.113.9") == "203.0.113.9");
}

TEST_CASE("an element that names two clients names none") {
  CHECK(client_by({}, "for=6.6.6.6;for=203.0.113.9") == "10.0.0.1");
}

}  // namespace
}  // namespace moim::http::forwarded_cases
