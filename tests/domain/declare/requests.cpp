#include "domain/declare/requests.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <set>

using namespace moim;
using make::noon_ms;

namespace {

/// A memory that is asked and told as a room does it: each outcome is the number of the execution.
struct book {
  explicit book(request_bounds of) : bounds(of) {}

  result<std::uint32_t> ask(const caller& who) {
    auto recalled = memory.recall(who, now, bounds);
    if (!recalled) return tl::unexpected{recalled.error()};
    if (*recalled) return **recalled;
    memory.remember({*who.key, who.user, who.parameters, ++executions}, request_hash_rule, now, bounds);
    return executions;
  }
  errc refusal(const caller& who) {
    auto answer = ask(who);
    REQUIRE_FALSE(answer);
    return answer.error().code;
  }
  /// Different people ask, one key each, made at `at`.
  void crowd(std::uint64_t from, std::uint64_t to, time_ms at) {
    for (auto n = from; n <= to; ++n) REQUIRE(ask(make::by(n, n, at)));
  }

  request_memory<std::uint32_t> memory;
  request_bounds bounds;
  time_ms now = noon_ms;
  std::uint32_t executions = 0;
};

}  // namespace

TEST_CASE("263 requests of one person with keys minutes ahead make nobody else's key expire") {
  book of{{260, 1'000}};
  REQUIRE(of.ask(make::by(1, 1)) == 1u);
  for (std::uint64_t i = 0; i < 263; ++i) {
    of.now = noon_ms + static_cast<time_ms>(i / 9);
    REQUIRE(of.ask(make::by(2, i, of.now + 4 * minute_ms)));
  }
  CHECK(of.memory.forgotten == request_key{});
  CHECK(of.ask(make::by(1, 1)) == 1u);
  CHECK(of.ask(make::by(1, 2, of.now)));
  CHECK(of.ask(make::by(3, 3, of.now - minute_ms)));
}

TEST_CASE("a person's 257th outcome costs them their oldest one, and nobody else any") {
  book of{{10'000, 20'000}};
  REQUIRE(of.ask(make::by(2, 1'000)) == 1u);
  for (std::uint64_t i = 1; i <= 256; ++i) REQUIRE(of.ask(make::by(1, i, noon_ms + 1)));
  CHECK(of.ask(make::by(1, 1, noon_ms + 1)) == 2u);
  REQUIRE(of.ask(make::by(1, 257, noon_ms + 1)));
  CHECK(of.refusal(make::by(1, 1, noon_ms + 1)) == errc::key_expired);
  for (std::uint64_t i = 2; i <= 257; ++i) CHECK(of.ask(make::by(1, i, noon_ms + 1)) == 1u + i);
  CHECK(of.ask(make::by(2, 1'000)) == 1u);
  CHECK(of.executions == 258);
  // A key below the watermark that was never seen is not begun either.
  CHECK(of.refusal(make::by(1, 500)) == errc::key_expired);
  CHECK(of.ask(make::by(2, 500)));
}

TEST_CASE("a request that is older than all of the person's 256 is done, and cannot be repeated") {
  book of{{10'000, 20'000}};
  for (std::uint64_t i = 1; i <= 256; ++i) REQUIRE(of.ask(make::by(1, i, noon_ms + minute_ms)));
  CHECK(of.ask(make::by(1, 1)) == 257u);
  CHECK(of.refusal(make::by(1, 1)) == errc::key_expired);
  CHECK(of.ask(make::by(1, 2)) == 258u);
}

TEST_CASE("a person's own watermark merges into the common one once that has passed it") {
  book of{{300, 1'000}};
  for (std::uint64_t i = 1; i <= 257; ++i) REQUIRE(of.ask(make::by(1, i)));
  REQUIRE(of.memory.own.size() == 1);
  CHECK(of.memory.own[0] == own_watermark{make::user(1), make::key(1)});
  of.now += 3 * minute_ms;
  of.crowd(10, 60, of.now);
  CHECK(of.memory.own.empty());
  CHECK(of.memory.forgotten >= make::key(1));
  CHECK(of.refusal(make::by(1, 1)) == errc::key_expired);
  CHECK(of.refusal(make::by(2, 1)) == errc::key_expired);
}

TEST_CASE("a key that is dated ahead stays until its time is covered") {
  book of{{8, 100}};
  REQUIRE(of.ask(make::by(1, 1, noon_ms + 5 * minute_ms)) == 1u);
  for (std::uint64_t minute = 1; minute < 7; ++minute) {
    of.now = noon_ms + static_cast<time_ms>(minute) * minute_ms;
    of.crowd(100 * minute, 100 * minute + 20, of.now - 1);
    CHECK(of.ask(make::by(1, 1, noon_ms + 5 * minute_ms)) == 1u);
  }
  of.now = noon_ms + 7 * minute_ms + 1;
  of.crowd(800, 820, of.now - 1);
  CHECK(of.refusal(make::by(1, 1, noon_ms + 5 * minute_ms)) == errc::key_expired);
}

TEST_CASE("a key may be five minutes ahead, no more") {
  book of{{8, 100}};
  CHECK(of.refusal(make::by(1, 1, noon_ms + key_ahead_ms + 1)) == errc::key_ahead);
  CHECK(of.ask(make::by(1, 1, noon_ms + key_ahead_ms)));
}

TEST_CASE("under pressure the oldest outcomes go first, whoever's, and none that is younger than two minutes") {
  book of{{80, 1'000}};
  of.crowd(1, 80, noon_ms);
  of.now += key_repeat_ms;
  REQUIRE(of.ask(make::by(1, 81, of.now)));
  // An eighth goes at once.
  CHECK(of.memory.live() == 70);
  for (std::uint64_t n = 1; n <= 11; ++n) CHECK(of.refusal(make::by(n, n)) == errc::key_expired);
  for (std::uint64_t n = 12; n <= 80; ++n) CHECK(of.ask(make::by(n, n)) == n);
  of.crowd(201, 500, of.now);
  // Less than an eighth is not worth the while.
  CHECK(of.memory.live() < 301 * 8 / 7);
  for (std::uint64_t n = 201; n <= 500; ++n) REQUIRE(of.ask(make::by(n, n, of.now)));
  CHECK(of.executions == 381);
}

TEST_CASE("where no outcome may go newcomers are told overloaded, and when to come again") {
  book of{{8, 80}};
  of.crowd(1, 80, noon_ms);
  of.now += 30 * second_ms;
  auto refused = of.ask(make::by(100, 100, of.now));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == errc::overloaded);
  CHECK(refused.error().retry_after_ms == 90'000u);
  // What is known is told all the same.
  for (std::uint64_t n = 1; n <= 80; ++n) CHECK(of.ask(make::by(n, n)) == n);
  of.now += 90 * second_ms;
  CHECK(of.ask(make::by(100, 100, of.now - 90 * second_ms)) == 81u);
}

TEST_CASE("those who are begun and not remembered yet count, too") {
  book of{{8, 80}};
  of.crowd(1, 70, noon_ms);
  CHECK(of.memory.recall(make::by(100, 100), of.now, of.bounds, 9));
  CHECK(of.memory.recall(make::by(100, 100), of.now, of.bounds, 10).error().code == errc::overloaded);
}

TEST_CASE("an outcome is remembered for a day") {
  book of{{100, 200}};
  of.crowd(1, 8, noon_ms);
  of.now = noon_ms + key_memory_ms - 1;
  CHECK(of.ask(make::by(1, 1)) == 1u);
  of.now = noon_ms + key_memory_ms;
  REQUIRE(of.ask(make::by(9, 9, of.now)));
  CHECK(of.memory.live() == 1);
  CHECK(of.refusal(make::by(1, 1)) == errc::key_expired);
}

TEST_CASE("an outcome that is remembered again, or after it was forgotten, changes nothing") {
  book of{{10'000, 20'000}};
  for (std::uint64_t i = 1; i <= 257; ++i) REQUIRE(of.ask(make::by(1, i)));
  auto before = of.memory;
  of.memory.remember({make::key(1), make::user(1), 1, 1}, request_hash_rule, of.now, of.bounds);
  of.memory.remember({make::key(9), make::user(1), 1, 77}, request_hash_rule, of.now, of.bounds);
  CHECK(of.memory == before);
}

TEST_CASE("parameters are held against those of a hash by the same rule only") {
  book of{{10, 20}};
  of.memory.remember({make::key(1), make::user(1), 7, 1}, request_hash_rule, of.now, of.bounds);
  of.memory.remember({make::key(2), make::user(1), 7, 2}, 0, of.now, of.bounds);
  CHECK(of.refusal({make::user(1), make::key(1), 8}) == errc::key_reused);
  CHECK(of.ask({make::user(1), make::key(1), 7}) == 1u);
  CHECK(of.ask({make::user(1), make::key(2), 8}) == 2u);
}

/// What must be so whoever asks, in whatever order: nothing is done twice; nobody is told that a key expired that is
/// younger than two minutes unless 256 newer ones are their own; no more is remembered than may be.
TEST_CASE("no requests of any people make an outcome be done twice, or another's key expire early") {
  std::mt19937_64 chance{5};
  for (int round = 0; round < 6; ++round) {
    book of{{300, 3'000}};
    std::map<std::pair<std::uint64_t, request_key>, std::uint32_t> done;
    std::map<std::uint64_t, std::multiset<request_key>> of_person;
    for (int i = 0; i < 12'000; ++i) {
      of.now += static_cast<time_ms>(chance() % 60);
      // Some ask very often, some have clocks that are wrong, and some say again what they said before.
      auto user = chance() % 3 == 0 ? chance() % 200 : chance() % 4;
      auto ahead = user % 4 == 3 ? 4 * minute_ms : static_cast<time_ms>(chance() % 100) - 50;
      caller who = make::by(user, chance() % 1'000'000, of.now + ahead);
      if (!done.empty() && chance() % 3 == 0) {
        auto old = done.lower_bound({user, make::key(0, of.now - static_cast<time_ms>(chance() % hour_ms))});
        if (old != done.end()) who = {make::user(old->first.first), old->first.second, 1};
        user = who.user.low;
      }
      auto before = of.executions;
      auto answer = of.ask(who);
      auto known = done.find({user, *who.key});
      if (answer) {
        REQUIRE((known == done.end()) == (of.executions > before));
        if (known != done.end()) REQUIRE(*answer == known->second);
        if (known == done.end()) of_person[user].insert(*who.key);
        done.emplace(std::pair{user, *who.key}, *answer);
      } else if (answer.error().code == errc::key_expired && who.key->made_at_ms() > of.now - key_repeat_ms) {
        const auto& own = of_person[user];
        REQUIRE(std::distance(own.lower_bound(*who.key), own.end()) >= max_own_keys);
      }
      REQUIRE(of.memory.live() <= of.bounds.max);
      REQUIRE(of.memory.entries.size() <= of.bounds.max * 8 / 7 + max_own_keys / 8 + 1);
      REQUIRE(of.memory.own.size() * max_own_keys <= of.memory.live());
      REQUIRE(of.memory.forgotten.made_at_ms() <= of.now - key_repeat_ms);
    }
    CHECK(of.executions > 5'000);
  }
}
