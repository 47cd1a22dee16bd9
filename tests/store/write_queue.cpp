#include "store/write_queue.hpp"

#include <catch2/catch.hpp>

#include <future>

namespace moim::store::write_queue_cases {

namespace {

constexpr std::chrono::hours for_ever{1};

struct queue_case {
  explicit queue_case(const gathering& gather) : queue{100, 1'000'000, gather} {}

  void push(int count) {
    for (int i = 0; i < count; ++i) {
      queued_append append;
      REQUIRE(queue.push(append));
    }
  }
  std::size_t take() {
    appends.clear();
    expected.clear();
    queue.take(appends, claims, expected);
    return appends.size();
  }

  write_queue queue;
  std::vector<queued_append> appends;
  std::vector<queued_claim> claims;
  std::vector<entity_id> expected;
};

}  // namespace

TEST_CASE("who is expected comes with the next append, and very many are forgotten") {
  queue_case of{{8, for_ever}};
  for (std::uint64_t n = 0; n < 5'000; ++n) of.queue.expect({entity_type::user, 1, n});
  of.push(1);
  CHECK(of.take() == 1);
  CHECK(of.expected.size() == 1'024);
  of.push(1);
  CHECK(of.take() == 1);
  CHECK(of.expected.empty());
}

TEST_CASE("after a batch of many the writer waits for as many again") {
  queue_case of{{2, for_ever}};
  of.push(3);
  CHECK(of.take() == 3);
  of.push(1);
  auto taken = std::async(std::launch::async, [&] { return of.take(); });
  of.push(1);
  of.push(1);
  CHECK(taken.get() == 3);
}

TEST_CASE("after a batch of few, the longest wait, or with as many there already nobody waits") {
  queue_case few{{3, for_ever}};
  few.push(2);
  CHECK(few.take() == 2);
  few.push(1);
  CHECK(few.take() == 1);

  queue_case in_time{{2, std::chrono::microseconds{0}}};
  in_time.push(2);
  CHECK(in_time.take() == 2);
  in_time.push(1);
  CHECK(in_time.take() == 1);

  queue_case enough{{2, for_ever}};
  enough.push(2);
  CHECK(enough.take() == 2);
  enough.push(2);
  CHECK(enough.take() == 2);
}

TEST_CASE("a writer that lets appends gather ends at once when it is stopped") {
  queue_case of{{2, for_ever}};
  of.push(2);
  CHECK(of.take() == 2);
  of.push(1);
  auto taken = std::async(std::launch::async, [&] { return of.take(); });
  of.queue.stop();
  CHECK(taken.get() == 1);
  CHECK(of.take() == 0);
}

}  // namespace moim::store::write_queue_cases
