#include "metrics/exposition.hpp"

#include <catch2/catch.hpp>

#include <thread>

namespace moim {
namespace {

using namespace std::chrono_literals;
using Catch::Matchers::Contains;

TEST_CASE("a request is counted under its method and its code") {
  catalogue metrics{"test"};
  metrics.edge.requests(method_of(join_room{}), code_label::ok).add(3);
  metrics.edge.requests(method_of(join_room{}), errc::room_full).add();
  metrics.edge.requests(method_label::unknown, errc::unknown_method).add();
  auto text = exposition(metrics);
  CHECK_THAT(text, Contains("moim_requests_total{method=\"room.join\",code=\"ok\"} 3\n"));
  CHECK_THAT(text, Contains("moim_requests_total{method=\"room.join\",code=\"room_full\"} 1\n"));
  CHECK_THAT(text, Contains("moim_requests_total{method=\"unknown\",code=\"unknown_method\"} 1\n"));
}

TEST_CASE("a series is there before anything has happened") {
  catalogue metrics{"test"};
  CHECK_THAT(exposition(metrics), Contains("moim_appends_total{outcome=\"unknown\"} 0\n"));
}

TEST_CASE("every error and every method is a label value") {
  CHECK(label_set<errc>::values().size() == all_errors().size());
  for (const auto& row : all_errors()) CHECK(label_set<errc>::values()[label_set<errc>::index(row.code)] == row.name);
  CHECK(label_set<method_label>::values()[method_of(read_user{}).index] == read_user::name);
  CHECK(label_set<method_label>::values().back() == "unknown");
}

TEST_CASE("durations are shown in seconds, in buckets that include their upper bound") {
  catalogue metrics{"test"};
  auto& cell = metrics.storage.sync_duration();
  cell.observe(100us);
  cell.observe(101us);
  cell.observe(60s);
  cell.observe(-1s);
  auto text = exposition(metrics);
  CHECK_THAT(text, Contains("moim_store_sync_duration_seconds_bucket{le=\"0.0001\"} 2\n"));
  CHECK_THAT(text, Contains("moim_store_sync_duration_seconds_bucket{le=\"0.00025\"} 3\n"));
  CHECK_THAT(text, Contains("moim_store_sync_duration_seconds_bucket{le=\"10\"} 3\n"));
  CHECK_THAT(text, Contains("moim_store_sync_duration_seconds_bucket{le=\"+Inf\"} 4\n"));
  CHECK_THAT(text, Contains("moim_store_sync_duration_seconds_count 4\n"));
  CHECK_THAT(text, Contains("moim_store_sync_duration_seconds_sum 60.000201"));
}

TEST_CASE("each type of entity has a cell of its own") {
  catalogue metrics{"test"};
  metrics.entities.live(entity_type::room).add(5);
  metrics.entities.live(entity_type::user).add(7);
  metrics.entities.live(entity_type::user).subtract();
  auto text = exposition(metrics);
  CHECK_THAT(text, Contains("moim_entities_live{type=\"room\"} 5\n"));
  CHECK_THAT(text, Contains("moim_entities_live{type=\"user\"} 6\n"));
}

TEST_CASE("no count is lost among threads") {
  catalogue metrics{"test"};
  constexpr std::uint64_t each = 20'000;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (std::uint64_t k = 1; k <= each; ++k) {
          metrics.entities.commands_per_commit().observe(k);
          metrics.edge.connections().add(2);
          metrics.edge.connections().subtract();
        }
      });
  }
  CHECK(metrics.entities.commands_per_commit().count() == 4 * each);
  CHECK(metrics.entities.commands_per_commit().sum() == 4 * each * (each + 1) / 2);
  CHECK(metrics.edge.connections().value() == 4 * each);
}

TEST_CASE("a counter that somebody else counts never goes back") {
  counter cell;
  cell.raise_to(9);
  cell.raise_to(4);
  CHECK(cell.value() == 9);
}

TEST_CASE("a refresher runs before each reading until its registration ends") {
  catalogue metrics{"test"};
  int calls = 0;
  auto registration = metrics.before_reading([&] { metrics.storage.free_bytes().set(1'000 + ++calls); });
  CHECK_THAT(exposition(metrics), Contains("moim_store_free_bytes 1001\n"));
  CHECK_THAT(exposition(metrics), Contains("moim_store_free_bytes 1002\n"));
  registration.reset();
  CHECK_THAT(exposition(metrics), Contains("moim_store_free_bytes 1002\n"));
}

TEST_CASE("the process tells its version, its memory and when it was started") {
  catalogue metrics{"1.2.3"};
  auto text = exposition(metrics);
  CHECK_THAT(text, Contains("moim_build_info{version=\"1.2.3\"} 1\n"));
  CHECK(metrics.process.resident_bytes().value() > 1'000'000);
  CHECK(metrics.process.open_descriptors().value() >= 3);
  auto now = std::chrono::system_clock::now().time_since_epoch() / 1s;
  CHECK(std::abs(now - metrics.process.started().value()) < 600);
}

TEST_CASE("families outside a catalogue are shown in the same way") {
  metric_list own;
  family<counter, entity_type> seen{own, {.name = "seen_total", .help = "Seen."}};
  seen(entity_type::user).add(2);
  CHECK_THAT(exposition(own), Contains("# TYPE seen_total counter\nseen_total{type=\"room\"} 0\n") &&
                                  Contains("seen_total{type=\"user\"} 2\n"));
}

TEST_CASE("a status is grouped by its first digit") {
  CHECK(status_group(101) == http_status::informational);
  CHECK(status_group(404) == http_status::client_error);
  CHECK(status_group(599) == http_status::server_error);
  CHECK(status_group(42) == http_status::server_error);
}

}  // namespace
}  // namespace moim
