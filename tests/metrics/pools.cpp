#include "metrics/exposition.hpp"

#include <catch2/catch.hpp>

namespace moim::pool_metrics_cases {
namespace {

using Catch::Matchers::Contains;

pool_rules pool(std::string kind, std::string region = "") {
  pool_rules made;
  made.room.key = std::move(kind);
  made.region = std::move(region);
  return made;
}

std::size_t series_of(const std::string& text, const std::string& metric) {
  std::size_t lines = 0;
  for (auto at = text.find("\n" + metric + "{"); at != std::string::npos; at = text.find("\n" + metric + "{", at + 1))
    ++lines;
  return lines;
}

TEST_CASE("each pool that the node serves is told of by itself, under its kind and region") {
  catalogue metrics{"test", {pool("duel"), pool("meal", "seoul")}};
  auto& pools = metrics.pools;
  pools.waiting(pools.names.of("meal", "seoul")).add(3);
  pools.matches(pools.names.of("duel", "")).add();
  auto text = exposition(metrics);
  CHECK_THAT(text, Contains("moim_tickets_waiting{pool=\"duel\"} 0\n"));
  CHECK_THAT(text, Contains("moim_tickets_waiting{pool=\"meal/seoul\"} 3\n"));
  CHECK_THAT(text, Contains("moim_tickets_waiting{pool=\"other\"} 0\n"));
  CHECK_THAT(text, Contains("moim_matches_total{pool=\"duel\"} 1\n"));
  CHECK(series_of(text, "moim_tickets_waiting") == 3);
}

TEST_CASE("a pool that the node was not started with is one of the others") {
  catalogue metrics{"test", {pool("meal", "seoul")}};
  const auto& names = metrics.pools.names;
  CHECK(names.of("meal", "busan").index == names.other().index);
  CHECK(names.of("meal", "").index == names.other().index);
  CHECK(names.of("meal", "seoul").index != names.other().index);
}

TEST_CASE("however many pools there are, metrics name no more than 32") {
  std::vector<pool_rules> many;
  for (int region = 0; region < 256; ++region) many.push_back(pool("meal", "r" + std::to_string(region)));
  catalogue metrics{"test", many};
  auto& pools = metrics.pools;
  for (const auto& each : many) pools.waiting(pools.names.of(each.room.key, each.region)).add();
  auto text = exposition(metrics);
  CHECK(series_of(text, "moim_tickets_waiting") == 33);
  CHECK_THAT(text, Contains("moim_tickets_waiting{pool=\"meal/r31\"} 1\n"));
  CHECK_THAT(text, Contains("moim_tickets_waiting{pool=\"other\"} 224\n"));
}

TEST_CASE("a kind that is called other makes no series twice") {
  catalogue metrics{"test", {pool("meal"), pool("other")}};
  CHECK(metrics.pools.names.of("other", "").index == metrics.pools.names.other().index);
  CHECK(series_of(exposition(metrics), "moim_tickets_waiting") == 2);
}

TEST_CASE("of pools that share a label the earliest time is shown, until that pool is gone") {
  catalogue metrics{"test", {pool("meal")}};
  auto& pools = metrics.pools;
  auto meal = pools.names.of("meal", "");
  auto other = pools.names.other();
  pools.tell_oldest(meal, 1, 5 * second_ms);
  pools.tell_oldest(other, 2, 9 * second_ms);
  pools.tell_oldest(other, 3, 7 * second_ms);
  CHECK(pools.oldest_submitted(meal).value() == 5);
  CHECK(pools.oldest_submitted(other).value() == 7);
  pools.tell_oldest(other, 3, std::nullopt);
  CHECK(pools.oldest_submitted(other).value() == 9);
  pools.tell_oldest(other, 2, std::nullopt);
  CHECK(pools.oldest_submitted(other).value() == 0);
  CHECK(pools.oldest_submitted(meal).value() == 5);
}

}  // namespace
}  // namespace moim::pool_metrics_cases
