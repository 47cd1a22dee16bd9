#include "store/memory_store.hpp"

#include "tests/store/support/ask.hpp"

#include <catch2/catch.hpp>

namespace moim::store::memory_store_cases {

namespace {

struct two_nodes {
  time_ms clock = 1'000;
  std::shared_ptr<memory_logs> logs = std::make_shared<memory_logs>();
  memory_store one{[this] { return clock; }, logs};
  memory_store two{[this] { return clock; }, logs};
};

/// How many commits of that log are lost, up to `count`.
std::size_t lose(two_nodes& nodes, std::uint64_t number, std::size_t count) {
  auto tails = nodes.logs->lose_tail(numbered(number), count);
  return tails.empty() ? 0 : tails.front().count;
}

}  // namespace

TEST_CASE("nodes over the same logs see each other's commits") {
  two_nodes nodes;
  fill(nodes.one, numbered(1), 2);
  CHECK(read(nodes.two, {numbered(1), 0, 10})->now == head{2, 2});
}

TEST_CASE("nodes over the same logs have one secret, and a backup brings it back") {
  two_nodes nodes;
  CHECK((nodes.one.secret() == nodes.two.secret()));
  auto saved = nodes.logs->back_up();
  auto others = std::make_shared<memory_logs>(id_secret{1, 2});
  CHECK((others->secret() == id_secret{1, 2}));
  others->restore(saved);
  CHECK((others->secret() == nodes.one.secret()));
}

TEST_CASE("a follower hears of the others' commits, and not of its own") {
  two_nodes nodes;
  std::vector<head> heard;
  auto follow = nodes.two.follow(numbered(1), [&](head moved) { heard.push_back(moved); });
  fill(nodes.one, numbered(1), 2);
  fill(nodes.two, numbered(1), 1, {2, 2});
  fill(nodes.one, numbered(2), 1);
  append(nodes.one, record_on(numbered(1), {3, 3}, 9, ""));
  append(nodes.one, record_on(numbered(1), {1, 1}, 9, "conflict"));
  CHECK(heard == std::vector<head>{{1, 1}, {2, 2}});
  follow.reset();
  fill(nodes.one, numbered(1), 1, {3, 3});
  CHECK(heard.size() == 2);
}

TEST_CASE("a follow may end inside of its own call, and outlive its store") {
  following follow;
  {
    two_nodes nodes;
    int calls = 0;
    follow = nodes.two.follow(numbered(1), [&](head) {
      ++calls;
      follow.reset();
    });
    fill(nodes.one, numbered(1), 2);
    CHECK(calls == 1);
    follow = nodes.two.follow(numbered(1), [](head) {});
  }
  follow.reset();
}

TEST_CASE("after a lost tail another record takes the version") {
  two_nodes nodes;
  fill(nodes.one, numbered(1), 5);
  CHECK(lose(nodes, 1, 2) == 2);
  CHECK(nodes.one.logs().head_of(numbered(1)) == head{3, 3});
  auto forked = append(nodes.two, record_on(numbered(1), {3, 3}, 44, "other"));
  CHECK(std::get<committed>(forked).now == head{4, 44});
  auto told = std::get<conflict>(append(nodes.one, record_on(numbered(1), {5, 5}, 66, "x")));
  CHECK(told.now == head{4, 44});
  CHECK(told.missed.empty());
}

TEST_CASE("a lost tail takes its wake-up with it") {
  two_nodes nodes;
  auto first = record_on(numbered(1), {}, 1, "one");
  first.wake = wake_change{500};
  append(nodes.one, first);
  auto second = record_on(numbered(1), {1, 1}, 2, "two");
  second.wake = wake_change{};
  append(nodes.one, second);
  CHECK_FALSE(nodes.one.logs().wake_of(numbered(1)));
  lose(nodes, 1, 1);
  CHECK(nodes.one.logs().wake_of(numbered(1)) == 500);
  CHECK(claim(nodes.one, 500, 10, 10).size() == 1);
}

TEST_CASE("a lost tail never reaches below a slice") {
  two_nodes nodes;
  fill(nodes.one, numbered(1), 5);
  auto slice = record_on(numbered(1), {5, 5}, 1, "");
  slice.snapshot = snapshot_slice{0, 4, "four"};
  slice.forget_to = 4;
  append(nodes.one, slice);
  CHECK(lose(nodes, 1, 9) == 0);
  fill(nodes.one, numbered(1), 1, {5, 5});
  CHECK(lose(nodes, 1, 9) == 1);
  CHECK(lose(nodes, 2, 9) == 0);
}

TEST_CASE("what landed in one batch is lost in one, with all that came after it") {
  two_nodes nodes;
  fill(nodes.one, numbered(1), 1);
  auto source = record_on(numbered(1), {1, 1}, 12, "source");
  source.riders = {{numbered(2), 22, "rider"}};
  append(nodes.one, source);
  fill(nodes.one, numbered(2), 1, {1, 22});
  auto second = record_on(numbered(2), {2, 2}, 13, "source");
  second.riders = {{numbered(3), 33, "rider"}};
  append(nodes.one, second);
  fill(nodes.one, numbered(4), 1);
  auto tails = nodes.logs->lose_tail(numbered(1), 1);
  REQUIRE(tails.size() == 3);
  CHECK((tails[0].entity == numbered(1) && tails[0].count == 1));
  CHECK((tails[1].entity == numbered(2) && tails[1].count == 3));
  CHECK((tails[2].entity == numbered(3) && tails[2].count == 1));
  CHECK(nodes.logs->head_of(numbered(1)) == head{1, 1});
  CHECK(nodes.logs->head_of(numbered(2)) == head{});
  CHECK(nodes.logs->head_of(numbered(4)) == head{1, 1});
}

TEST_CASE("a log loses more than it was to lose if what came with its newest commit takes more of it along") {
  two_nodes nodes;
  fill(nodes.one, numbered(2), 1);
  auto source = record_on(numbered(2), {1, 1}, 22, "source");
  source.riders = {{numbered(1), 11, "rider"}};
  append(nodes.one, source);
  auto other = record_on(numbered(3), {}, 31, "source");
  other.riders = {{numbered(1), 12, "rider"}, {numbered(2), 23, "rider"}};
  append(nodes.one, other);
  fill(nodes.one, numbered(1), 1, {2, 12});
  auto last = record_on(numbered(1), {3, 3}, 14, "source");
  last.riders = {{numbered(2), 24, "rider"}};
  append(nodes.one, last);
  // 2's second commit takes all that came after it along, and with that all of 1 and 3.
  auto tails = nodes.logs->lose_tail(numbered(1), 4);
  REQUIRE(tails.size() == 3);
  CHECK(tails[0].count == 4);
  CHECK(tails[1].count == 3);
  CHECK(nodes.logs->head_of(numbered(3)) == head{});
}

TEST_CASE("two riders of one batch are lost together") {
  two_nodes nodes;
  auto source = record_on(numbered(2), {}, 21, "source");
  source.riders = {{numbered(1), 11, "rider"}, {numbered(1), 12, "rider"}};
  append(nodes.one, source);
  CHECK(lose(nodes, 1, 1) == 2);
}

TEST_CASE("a batch of which something is saved is not lost") {
  two_nodes nodes;
  fill(nodes.one, numbered(2), 1);
  auto source = record_on(numbered(1), {}, 11, "source");
  source.riders = {{numbered(2), 22, "rider"}};
  append(nodes.one, source);
  auto saves = record_on(numbered(2), {2, 22}, 3, "");
  saves.snapshot = snapshot_slice{0, 2, "two"};
  append(nodes.one, saves);
  fill(nodes.one, numbered(1), 1, {1, 11});
  CHECK(lose(nodes, 1, 2) == 1);
  CHECK(lose(nodes, 1, 1) == 0);
}

TEST_CASE("other nodes hear of riders, too") {
  two_nodes nodes;
  std::vector<head> heard;
  auto follow = nodes.two.follow(numbered(2), [&](head moved) { heard.push_back(moved); });
  auto source = record_on(numbered(1), {}, 11, "source");
  source.riders = {{numbered(2), 22, "rider"}};
  append(nodes.one, source);
  CHECK(heard == std::vector<head>{{1, 22}});
}

TEST_CASE("the store's time never goes back") {
  two_nodes nodes;
  CHECK(nodes.one.now() == 1'000);
  nodes.clock = 500;
  CHECK(nodes.one.now() == 1'000);
  nodes.clock = 2'000;
  CHECK(nodes.one.now() == 2'000);
}

TEST_CASE("entities are listed in the order of their ids") {
  two_nodes nodes;
  for (std::uint64_t number : {9, 3, 7}) fill(nodes.one, numbered(number), 1);
  CHECK(nodes.one.logs().entities() == std::vector<entity_id>{numbered(3), numbered(7), numbered(9)});
  CHECK(nodes.one.logs().records_of(numbered(3)) == std::vector<stored_record>{{1, 1, "r1"}});
}

}  // namespace moim::store::memory_store_cases
