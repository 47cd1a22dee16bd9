#include "net/http/address_book.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace moim::http::address_book_cases {
namespace {

constexpr id_secret key{1, 2};

client_address nth(unsigned n) { return address_of(boost::asio::ip::address_v4{0x0a000000u + n}); }

address_limits limits_of(std::size_t connections, std::uint32_t per_s, std::size_t max_idle = 100) {
  return {connections, paused_rate{per_s}, paused_rate{per_s}, paused_rate{per_s}, max_idle};
}

/// How many of these an address may have at once.
unsigned taken_at_once(address_book& book, address_rate what, const client_address& address, time_ms now) {
  unsigned taken = 0;
  while (taken < 1'000'000 && book.take(what, address, now)) ++taken;
  return taken;
}

TEST_CASE("an address has no more connections than it may, and others have theirs all the same") {
  address_book book{limits_of(2, 1), key};
  std::vector<address_book::lease> held;
  for (int i = 0; i < 2; ++i) held.push_back(*book.connect(nth(1), 0));
  CHECK_FALSE(book.connect(nth(1), 0));
  CHECK(book.connect(nth(2), 0));
  held.pop_back();
  CHECK(book.connect(nth(1), 0));
}

TEST_CASE("all addresses of an IPv6 network of 64 bits are one") {
  address_book book{limits_of(1, 1), key};
  auto held = book.connect(*parse_address("2001:db8::1"), 0);
  CHECK_FALSE(book.connect(*parse_address("2001:db8::2"), 0));
  CHECK(book.connect(*parse_address("2001:db8:0:1::1"), 0));
}

TEST_CASE("a lease that was moved counts once") {
  address_book book{limits_of(1, 1), key};
  {
    auto first = book.connect(nth(1), 0);
    auto second = std::move(first);
    first.reset();
    CHECK_FALSE(book.connect(nth(1), 0));
    std::optional<address_book::lease> third;
    third = std::move(second);
    CHECK_FALSE(book.connect(nth(1), 0));
  }
  CHECK(book.connect(nth(1), 0));
}

TEST_CASE("rates are each address's own, and each other's not") {
  address_book book{limits_of(1, 2), key};
  CHECK(taken_at_once(book, address_rate::handshakes, nth(1), 0) == 100);
  CHECK(taken_at_once(book, address_rate::guests, nth(1), 0) == 100);
  CHECK(taken_at_once(book, address_rate::handshakes, nth(2), 0) == 100);
  CHECK_FALSE(book.take(address_rate::handshakes, nth(1), 499));
  CHECK(book.take(address_rate::handshakes, nth(1), 500));
}

TEST_CASE("a rate of nothing lets nothing through, not even at once") {
  address_book book{limits_of(1, 0), key};
  CHECK_FALSE(book.take(address_rate::guests, nth(1), 0));
  CHECK_FALSE(book.take(address_rate::guests, nth(1), hour_ms));
}

TEST_CASE("a rate is remembered while somebody is connected, and after that") {
  address_book book{limits_of(1, 1), key};
  {
    auto held = book.connect(nth(1), 0);
    CHECK(taken_at_once(book, address_rate::guests, nth(1), 0) == 50);
  }
  CHECK_FALSE(book.take(address_rate::guests, nth(1), 0));
}

TEST_CASE("when there is no room the address heard of longest ago is forgotten, and nobody is refused") {
  address_book book{limits_of(1, 1, 10), key};
  auto connected = book.connect(nth(0), 0);
  CHECK(taken_at_once(book, address_rate::guests, nth(0), 0) == 50);
  for (unsigned n = 1; n <= 1'000; ++n) {
    CHECK(taken_at_once(book, address_rate::guests, nth(n), 0) == 50);
    CHECK(book.size() <= 12);
  }
  // The newest are remembered, and so is who is connected; the oldest begins anew.
  CHECK_FALSE(book.take(address_rate::guests, nth(1'000), 0));
  CHECK_FALSE(book.take(address_rate::guests, nth(0), 0));
  CHECK(book.take(address_rate::guests, nth(1), 0));
}

TEST_CASE("connections that end all at once leave no more behind than may be remembered") {
  address_book book{limits_of(1, 1, 10), key};
  std::vector<address_book::lease> held;
  for (unsigned n = 0; n < 100; ++n) held.push_back(*book.connect(nth(n), 0));
  CHECK(book.size() == 100);
  held.clear();
  CHECK(book.size() == 10);
}

TEST_CASE("addresses that have used nothing lately are not kept") {
  address_book book{limits_of(1, 10, 1'000), key};
  for (unsigned n = 0; n < 500; ++n) book.take(address_rate::handshakes, nth(n), 0);
  CHECK(book.size() == 500);
  for (unsigned n = 0; n < 500; ++n) book.take(address_rate::handshakes, nth(1'000 + n), minute_ms);
  CHECK(book.size() == 500);
}

}  // namespace
}  // namespace moim::http::address_book_cases
