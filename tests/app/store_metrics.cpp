#include "app/store_metrics.hpp"

#include "metrics/exposition.hpp"
#include "store/rocks_store.hpp"
#include "tests/store/support/scratch_directory.hpp"

#include <catch2/catch.hpp>

#include <future>

namespace moim {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("what the embedded store does and how large it is can be read in the metrics") {
  catalogue metrics{"test"};
  store_recorder recorder{metrics.storage};
  scratch_directory directory;
  store::rocks_options options;
  options.path = directory / "store";
  options.observer = &recorder;
  options.free_bytes = [] { return std::uint64_t{1} << 40; };
  auto opened = store::rocks_store::open(options);
  REQUIRE(opened);
  auto& store = **opened;
  auto refreshed = metrics.before_reading([&] { recorder.measured(store.sizes()); });

  store::append_request request;
  request.entity = {entity_type::room, 1, 2};
  request.commit = 7;
  request.record = "a seat";
  std::promise<store::append_result> answered;
  store.append(request, [&](store::append_result result) { answered.set_value(std::move(result)); });
  REQUIRE(std::holds_alternative<store::committed>(answered.get_future().get()));

  auto text = exposition(metrics);
  CHECK_THAT(text, Contains("moim_store_appends_total 1\n"));
  CHECK_THAT(text, Contains("moim_store_sync_duration_seconds_count 1\n"));
  CHECK_THAT(text, Contains("moim_store_free_bytes 1099511627776\n"));
  CHECK_THAT(text, Contains("moim_store_full 0\n"));
  CHECK(metrics.storage.written_bytes().value() > request.record.size());
  CHECK(metrics.storage.wal_bytes().value() > static_cast<std::int64_t>(request.record.size()));
  CHECK(metrics.storage.queue_length().value() == 0);
}

TEST_CASE("a store whose disk is nearly full says so") {
  catalogue metrics{"test"};
  store_recorder recorder{metrics.storage};
  recorder.measured({.queued_appends = 3, .free_bytes = 10, .is_full = true});
  CHECK(metrics.storage.full().value() == 1);
  CHECK(metrics.storage.queue_length().value() == 3);
}

TEST_CASE("what a start found, and what the clock does, can be read in the metrics") {
  catalogue metrics{"test"};
  store_recorder recorder{metrics.storage};
  recorder.opened({.last_change = 90, .witnessed = 97, .replayed_commits = 12, .dropped_bytes = 5, .lost_changes = 7});
  CHECK(metrics.storage.start_replayed_commits().value() == 12);
  CHECK(metrics.storage.start_dropped_bytes().value() == 5);
  CHECK(metrics.storage.start_lost_changes().value() == 7);
  recorder.clock_heard(store::clock_event::jumped, -hour_ms);
  recorder.clock_heard(store::clock_event::followed, -hour_ms);
  recorder.measured({.clock_offset_ms = -hour_ms});
  CHECK(metrics.storage.clock_jumps().value() == 1);
  CHECK(metrics.storage.clock_jumps_followed().value() == 1);
  CHECK(metrics.storage.clock_offset().value() == -3'600);
}

TEST_CASE("a turn of the writer without a write is no sync") {
  catalogue metrics{"test"};
  store_recorder recorder{metrics.storage};
  recorder.batch_written({.appends = 2, .conflicts = 2});
  CHECK(metrics.storage.appends().value() == 2);
  CHECK(metrics.storage.sync_duration().count() == 0);
}

}  // namespace
}  // namespace moim
