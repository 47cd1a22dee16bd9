#include "store/faulty_store.hpp"

#include "store/memory_store.hpp"
#include "tests/store/support/ask.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace moim::store::faulty_store_cases {

namespace {

struct one_plan final : fault_source {
  append_plan append;
  call_plan call;
  hint_plan hint;
  bool dead = false;

  append_plan next_append(const append_request&) override { return append; }
  call_plan next_read(const read_request&) override { return call; }
  call_plan next_claim() override { return call; }
  call_plan next_cards() override { return call; }
  hint_plan next_hint(const entity_id&, const head&) override { return hint; }
  bool next_follow_is_dead(const entity_id&) override { return dead; }
};

/// A faulty node and a sound one over the same logs, in virtual time.
struct faulty_world {
  time_ms clock = 0;
  std::multimap<time_ms, std::function<void()>> deferred;
  std::shared_ptr<memory_logs> logs = std::make_shared<memory_logs>();
  memory_store sound{[this] { return clock; }, logs};
  std::shared_ptr<one_plan> plan = std::make_shared<one_plan>();
  std::unique_ptr<faulty_store> faulty = std::make_unique<faulty_store>(
      std::make_shared<memory_store>([this] { return clock; }, logs), plan,
      [this](time_ms delay_ms, std::function<void()> act) { deferred.emplace(clock + delay_ms, std::move(act)); });
  std::vector<append_result> answers;

  void append(append_request request) {
    faulty->append(std::move(request), [this](append_result result) { answers.push_back(std::move(result)); });
  }
  void run_to(time_ms time) {
    while (!deferred.empty() && deferred.begin()->first <= time) {
      auto next = deferred.extract(deferred.begin());
      clock = next.key();
      next.mapped()();
    }
    clock = time;
  }
  head now(std::uint64_t number) const { return logs->head_of(numbered(number)); }
};

}  // namespace

TEST_CASE("an append travels, lands, and is answered late") {
  faulty_world world;
  world.plan->append = {append_fault::none, {}, 10, 5, 0};
  world.append(record_on(numbered(1), {}, 1, "x"));
  world.run_to(9);
  CHECK(world.now(1) == head{});
  world.run_to(14);
  CHECK(world.now(1) == head{1, 1});
  CHECK(world.answers.empty());
  world.run_to(15);
  REQUIRE(world.answers.size() == 1);
  CHECK(std::get<committed>(world.answers[0]).now == head{1, 1});
}

TEST_CASE("an append overtaken on its way is a conflict") {
  faulty_world world;
  world.plan->append = {append_fault::none, {}, 10, 0, 0};
  world.append(record_on(numbered(1), {}, 1, "slow"));
  fill(world.sound, numbered(1), 1);
  world.run_to(10);
  REQUIRE(world.answers.size() == 1);
  CHECK(std::holds_alternative<conflict>(world.answers[0]));
}

TEST_CASE("an unknown append may have happened") {
  faulty_world world;
  world.plan->append.fault = append_fault::answer_lost;
  world.append(record_on(numbered(1), {}, 1, "x"));
  REQUIRE(world.answers.size() == 1);
  CHECK(std::holds_alternative<unknown>(world.answers[0]));
  CHECK(world.now(1) == head{1, 1});
}

TEST_CASE("an unknown append may never happen") {
  faulty_world world;
  world.plan->append = {append_fault::never_executed, {}, 1, 1, 0};
  world.append(record_on(numbered(1), {}, 1, "x"));
  world.run_to(1'000);
  REQUIRE(world.answers.size() == 1);
  CHECK(std::holds_alternative<unknown>(world.answers[0]));
  CHECK(world.now(1) == head{});
}

TEST_CASE("an unknown append may happen after its sender is gone") {
  faulty_world world;
  world.plan->append = {append_fault::executed_later, {}, 5, 5, 30};
  world.append(record_on(numbered(1), {}, 1, "x"));
  world.run_to(10);
  REQUIRE(world.answers.size() == 1);
  CHECK(std::holds_alternative<unknown>(world.answers[0]));
  world.faulty.reset();
  world.run_to(39);
  CHECK(world.now(1) == head{});
  world.run_to(40);
  CHECK(world.now(1) == head{1, 1});
  CHECK(world.answers.size() == 1);
}

TEST_CASE("a late append whose head has moved does nothing") {
  faulty_world world;
  world.plan->append = {append_fault::executed_later, {}, 0, 0, 30};
  world.append(record_on(numbered(1), {}, 66, "late"));
  fill(world.sound, numbered(1), 1);
  world.run_to(30);
  CHECK(world.now(1) == head{1, 1});
}

TEST_CASE("a refused append did not happen") {
  faulty_world world;
  for (auto why : {refusal::unavailable, refusal::overloaded, refusal::storage_full}) {
    world.plan->append = {append_fault::refused, why, 0, 0, 0};
    world.append(record_on(numbered(1), {}, 1, "x"));
    CHECK(std::get<refused>(world.answers.back()).why == why);
  }
  CHECK(world.now(1) == head{});
}

TEST_CASE("reads, claims and cards fail as values") {
  faulty_world world;
  auto woken = record_on(numbered(1), {}, 1, "x");
  woken.wake = wake_change{10};
  append(world.sound, woken);
  std::optional<std::vector<entity_id>> claimed{std::in_place};
  auto hear = [&](std::optional<std::vector<entity_id>> answer) { claimed = std::move(answer); };
  world.plan->call.fault = call_fault::unreachable;
  CHECK(read(*world.faulty, {numbered(1), {}, 10}).error() == read_failure::unreachable);
  world.plan->call.fault = call_fault::damaged;
  CHECK(read(*world.faulty, {numbered(1), {}, 10}).error() == read_failure::damaged);
  world.plan->call.fault = call_fault::unreachable;
  world.faulty->claim(10, 50, 10, hear);
  CHECK_FALSE(claimed);
  CHECK(world.logs->wake_of(numbered(1)) == 10);
  world.plan->call.fault = call_fault::answer_lost;
  claimed.emplace();
  world.faulty->claim(10, 50, 10, hear);
  CHECK_FALSE(claimed);
  CHECK(world.logs->wake_of(numbered(1)) == 60);
  bool answered = false;
  world.faulty->cards({}, 10, [&](std::optional<std::vector<stored_card>> page) { answered = !page; });
  CHECK(answered);
}

TEST_CASE("hints are lost, doubled and late, and end with their follow") {
  faulty_world world;
  int heard = 0;
  auto follow = world.faulty->follow(numbered(1), [&](head) { ++heard; });
  world.plan->hint = {0, 0};
  auto now = fill(world.sound, numbered(1), 1);
  CHECK(heard == 0);
  world.plan->hint = {2, 10};
  now = fill(world.sound, numbered(1), 1, now);
  CHECK(heard == 0);
  world.run_to(10);
  CHECK(heard == 2);
  fill(world.sound, numbered(1), 1, now);
  follow.reset();
  world.run_to(100);
  CHECK(heard == 2);
}

TEST_CASE("a dead follow never calls") {
  faulty_world world;
  world.plan->dead = true;
  int heard = 0;
  auto follow = world.faulty->follow(numbered(1), [&](head) { ++heard; });
  fill(world.sound, numbered(1), 3);
  CHECK(heard == 0);
}

}  // namespace moim::store::faulty_store_cases
