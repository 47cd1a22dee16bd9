#include "store/rocks_writer.hpp"

#include "tests/store/support/simulated_store.hpp"

#include <catch2/catch.hpp>

namespace moim::store::rocks_writer_cases {

TEST_CASE("a bare confirmation of a settled head is answered at once and costs no sync") {
  simulated_store world;
  auto& store = world.open();
  auto now = fill(store, numbered(1), 2);
  auto syncs = world.observer.syncs.load();
  bool answered = false;
  store.append(record_on(numbered(1), now, 9, ""),
               [&](append_result result) { answered = std::get<committed>(result).now == now; });
  CHECK(answered);
  world.open();
  CHECK(std::holds_alternative<committed>(append(*world.store, record_on(numbered(1), now, 9, ""))));
  CHECK(world.observer.syncs == syncs);
}

TEST_CASE("a head that was asked for beforehand is at hand when something rides into its log") {
  simulated_store world;
  fill(world.open(), numbered(1), 1);
  auto& store = world.open();
  bool asked = GENERATE(false, true);
  if (asked) store.warm(numbered(1));
  fill(store, numbered(2), 1);
  auto read_before = world.observer.heads_read.load();
  auto riding = record_on(numbered(2), {1, 1}, 2, "r2");
  riding.riders.push_back({numbered(1), 7, "rides"});
  CHECK(std::get<committed>(append(store, riding)).riders == std::vector{head{2, 7}});
  CHECK(world.observer.heads_read - read_before == (asked ? 0 : 1));
}

TEST_CASE("a confirmation waits for what is on its way to the same entity") {
  simulated_store world;
  auto& store = world.open();
  held_sync held{*world.disk};
  late_answer moving;
  late_answer stale;
  late_answer newer;
  store.append(record_on(numbered(1), {}, 1, "x"), moving.take());
  held.wait_until_reached();
  store.append(record_on(numbered(1), {}, 9, ""), stale.take());
  store.append(record_on(numbered(1), {1, 1}, 9, ""), newer.take());
  CHECK_FALSE(moving.answered());
  CHECK_FALSE(stale.answered());
  CHECK_FALSE(newer.answered());
  held.release();
  CHECK(std::get<committed>(moving.result.get()).now == head{1, 1});
  CHECK(std::get<conflict>(stale.result.get()).missed.size() == 1);
  CHECK(std::get<committed>(newer.result.get()).now == head{1, 1});
}

TEST_CASE("appends of one batch see each other and share a sync") {
  simulated_store world;
  auto& store = world.open();
  fill(store, numbered(9), 1);
  auto syncs = world.observer.syncs.load();
  held_sync held{*world.disk};
  late_answer first;
  store.append(record_on(numbered(1), {}, 1, "one"), first.take());
  held.wait_until_reached();
  late_answer second;
  late_answer rival;
  late_answer third;
  store.append(record_on(numbered(1), {1, 1}, 2, "two"), second.take());
  store.append(record_on(numbered(1), {1, 1}, 77, "rival"), rival.take());
  auto forgetting = record_on(numbered(1), {2, 2}, 3, "three");
  forgetting.snapshot = snapshot_slice{0, 3, "slice"};
  forgetting.forget_to = 3;
  late_answer other;
  store.append(record_on(numbered(2), {}, 1, "other"), other.take());
  held.release();
  CHECK(std::get<committed>(second.result.get()).now == head{2, 2});
  auto lost = std::get<conflict>(rival.result.get());
  CHECK(lost.now == head{2, 2});
  CHECK(lost.missed == std::vector<stored_record>{{2, 2, "two"}});
  CHECK(std::holds_alternative<committed>(other.result.get()));
  CHECK(world.observer.syncs == syncs + 2);
  store.append(forgetting, third.take());
  CHECK(std::get<committed>(third.result.get()).now == head{3, 3});
  CHECK(read(store, {numbered(1), {}, 10})->forgotten == 2);
}

TEST_CASE("what a batch brings is counted when the same batch forgets") {
  simulated_store world;
  auto& store = world.open();
  auto now = fill(store, numbered(1), 3);
  held_sync held{*world.disk};
  late_answer blocking;
  store.append(record_on(numbered(9), {}, 1, "x"), blocking.take());
  held.wait_until_reached();
  auto slice = record_on(numbered(1), now, 4, "r4");
  slice.snapshot = snapshot_slice{0, 2, "two"};
  late_answer sliced;
  store.append(slice, sliced.take());
  auto forgetting = record_on(numbered(1), {4, 4}, 5, "r5");
  forgetting.forget_to = 4;
  late_answer forgotten;
  store.append(forgetting, forgotten.take());
  held.release();
  CHECK(std::get<committed>(forgotten.result.get()).now == head{5, 5});
  CHECK(read(store, {numbered(1), {}, 10})->forgotten == 2);
}

TEST_CASE("a failed sync acknowledges nothing and is fatal") {
  simulated_store world;
  auto& store = world.open();
  fill(store, numbered(1), 1);
  world.fail_syncs(rocksdb::IOStatus::IOError("the disk is gone"));
  CHECK(std::holds_alternative<unknown>(append(store, record_on(numbered(1), {1, 1}, 2, "x"))));
  REQUIRE(world.fatal.size() == 1);
  CHECK(world.fatal[0].find("the disk is gone") != std::string::npos);
  CHECK(world.fatal[0].find("/store") != std::string::npos);
  world.disk->before = nullptr;
  CHECK(std::holds_alternative<unknown>(append(store, record_on(numbered(1), {1, 1}, 3, "x"))));
  CHECK(world.fatal.size() == 1);
}

TEST_CASE("a full disk acknowledges nothing and is fatal") {
  simulated_store world;
  auto& store = world.open();
  world.disk->before = [](disk_operation operation) {
    return operation == disk_operation::append ? rocksdb::IOStatus::NoSpace("no space left") : rocksdb::IOStatus::OK();
  };
  auto answer = append(store, record_on(numbered(1), {}, 1, "x"));
  CHECK(std::holds_alternative<unknown>(answer));
  CHECK(world.fatal.size() == 1);
}

TEST_CASE("below the free-space watermark appends are refused, and reads and confirmations are not") {
  simulated_store world;
  auto& store = world.open();
  auto now = fill(store, numbered(1), 1);
  world.free_bytes = 999;
  world.clock += second_ms;
  auto refusal_of = append(store, record_on(numbered(1), now, 2, "x"));
  CHECK(std::get<refused>(refusal_of).why == refusal::storage_full);
  CHECK(world.observer.refusals == 1);
  CHECK(read(store, {numbered(1), {}, 10})->now == now);
  CHECK(std::holds_alternative<committed>(append(store, record_on(numbered(1), now, 2, ""))));
  world.free_bytes = 1'000;
  CHECK(std::holds_alternative<refused>(append(store, record_on(numbered(1), now, 2, "x"))));
  world.clock += second_ms;
  CHECK(std::holds_alternative<committed>(append(store, record_on(numbered(1), now, 2, "x"))));
}

TEST_CASE("beyond the bound of the queue appends are refused and nothing else suffers") {
  simulated_store world;
  world.options.queue_appends_max = 3;
  auto& store = world.open();
  held_sync held{*world.disk};
  late_answer writing;
  store.append(record_on(numbered(1), {}, 1, "x"), writing.take());
  held.wait_until_reached();
  std::vector<late_answer> waiting(3);
  for (std::uint64_t i = 0; i < 3; ++i) store.append(record_on(numbered(10 + i), {}, 1, "x"), waiting[i].take());
  auto refusal_of = append(store, record_on(numbered(20), {}, 1, "x"));
  CHECK(std::get<refused>(refusal_of).why == refusal::overloaded);
  held.release();
  for (auto& each : waiting) CHECK(std::holds_alternative<committed>(each.result.get()));
  CHECK(std::holds_alternative<committed>(append(store, record_on(numbered(20), {}, 1, "x"))));
}

}  // namespace moim::store::rocks_writer_cases
