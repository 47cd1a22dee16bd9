#include "domain/chat/chat_signals.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim::chat_signals_cases {
namespace {

const auto alice = make::user(1);
const auto bob = make::user(2);

TEST_CASE("others hear every three seconds that somebody is writing") {
  chat_signals signals;
  CHECK(signals.types(alice, 1'000));
  CHECK_FALSE(signals.types(alice, 3'999));
  CHECK(signals.types(bob, 3'999));
  CHECK(signals.types(alice, 4'000));
}

TEST_CASE("of very many who write at once not all are told of") {
  chat_signals signals;
  std::size_t told = 0;
  for (std::uint64_t n = 0; n < 5'000; ++n) told += signals.types(make::user(n), 1'000);
  CHECK(told == chat_signals::max_typing);
  CHECK_FALSE(signals.types(make::user(9'999), 1'999));
  CHECK(signals.types(make::user(9'999), 2'000));
}

TEST_CASE("who has read is told at once, and then every second, the furthest of each") {
  chat_signals signals;
  CHECK_FALSE(signals.next_at());
  signals.sees(alice, 4, 10'000);
  CHECK(signals.take_seen(10'000) == std::vector<seen_mark>{{alice, 4}});
  signals.sees(bob, 5, 10'100);
  signals.sees(alice, 7, 10'200);
  signals.sees(alice, 6, 10'300);
  CHECK(signals.next_at() == 11'000);
  CHECK(signals.take_seen(10'999).empty());
  CHECK(signals.take_seen(11'000) == std::vector<seen_mark>{{alice, 7}, {bob, 5}});
  CHECK_FALSE(signals.next_at());
}

TEST_CASE("one push tells of so many people only") {
  chat_signals signals;
  for (std::uint64_t n = 0; n < 1'000; ++n) signals.sees(make::user(n), 1, 10'000);
  CHECK(signals.take_seen(10'000).size() == max_seen_marks);
}

}  // namespace
}  // namespace moim::chat_signals_cases
