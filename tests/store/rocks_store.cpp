#include "store/rocks_store.hpp"

#include "tests/store/support/scratch_directory.hpp"
#include "tests/store/support/simulated_store.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <thread>

namespace moim::store::rocks_store_cases {

TEST_CASE("a store that is open is not opened twice") {
  scratch_directory directory;
  rocks_options options;
  options.path = directory / "store";
  auto first = rocks_store::open(options);
  auto second = rocks_store::open(options);
  REQUIRE_FALSE(second);
  CHECK(second.error().find("in use by another process") != std::string::npos);
}

TEST_CASE("a store that cannot be made says what to check") {
  rocks_options options;
  options.path = "/proc/moim";
  auto opened = rocks_store::open(options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().find("can be written") != std::string::npos);
}

TEST_CASE("a store of a newer format is refused") {
  simulated_store world;
  world.open();
  world.store.reset();
  std::string newer("\0\0\0\0\0\0\0\2", 8);
  SECTION("by its number") {
    world.change_raw([&](rocksdb::DB& db) { REQUIRE(db.Put({}, "format", newer).ok()); });
  }
  SECTION("by a column family that is unknown here") {
    world.change_raw([](rocksdb::DB& db) {
      rocksdb::ColumnFamilyHandle* made = nullptr;
      REQUIRE(db.CreateColumnFamily({}, "from_the_future", &made).ok());
      db.DestroyColumnFamilyHandle(made);
    });
  }
  auto opened = rocks_store::open(world.options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().find("newer moim") != std::string::npos);
}

TEST_CASE("damage in the middle of the log stops the start instead of dropping what follows") {
  simulated_store world;
  fill(world.open(), numbered(1), 100);
  std::mt19937_64 random{1};
  auto found = world.disk->after_power_loss(random);
  REQUIRE(found->damage(".log"));
  auto env = rocksdb::NewCompositeEnv(found);
  world.options.env = env.get();
  auto opened = rocks_store::open(world.options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().find("is damaged") != std::string::npos);
  CHECK(opened.error().find("backup") != std::string::npos);
}

TEST_CASE("a damaged block is told as damage, not as a store that cannot be reached, and not to its neighbours") {
  simulated_store world;
  auto& store = world.open();
  for (std::uint64_t number = 1; number <= 200; ++number) fill(store, numbered(number), 5);
  // Closing sorts all of it into files, of which the log's is the largest.
  world.store.reset();
  REQUIRE(world.disk->damage(".sst"));
  world.open();
  std::size_t damaged = 0;
  for (std::uint64_t number = 1; number <= 200; ++number) {
    auto piece = read(*world.store, {numbered(number), 0, 10});
    if (piece) continue;
    CHECK(piece.error() == read_failure::damaged);
    ++damaged;
  }
  CHECK(damaged > 0);
  CHECK(damaged < 200);
  CHECK(world.observer.failed_reads == damaged);
}

TEST_CASE("damage elsewhere is not told as a store that is in use") {
  simulated_store world;
  for (std::uint64_t number = 1; number <= 20; ++number) fill(world.open(), numbered(number), 5);
  world.store.reset();
  REQUIRE(world.disk->damage("/MANIFEST-"));
  auto opened = rocks_store::open(world.options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().find("in use") == std::string::npos);
  CHECK(opened.error().find("is damaged") != std::string::npos);
}

TEST_CASE("closing sorts the log into files, and writes nothing where the disk is nearly full") {
  simulated_store world;
  fill(world.open(), numbered(1), 20);
  std::atomic<std::size_t> files_made{0};
  world.disk->before = [&](disk_operation operation) {
    if (operation == disk_operation::create) ++files_made;
    return rocksdb::IOStatus::OK();
  };
  SECTION("there is space") {
    world.store.reset();
    CHECK(files_made > 0);
  }
  SECTION("there is none") {
    world.free_bytes = 10;
    world.clock += minute_ms;
    world.store.reset();
    CHECK(files_made == 0);
  }
  CHECK(world.fatal.empty());
  world.disk->before = nullptr;
  world.free_bytes = 1'000'000;
  CHECK(read(world.open(), {numbered(1), 0, 100})->now.version == 20);
}

TEST_CASE("a store keeps its answers when almost nothing fits into its memory") {
  simulated_store world;
  world.options.heads_max = 2;
  world.options.wakes_max = 2;
  auto& store = world.open();
  for (std::uint64_t number = 50; number > 0; --number) {
    auto request = record_on(numbered(number), {}, 1, "x");
    request.wake = wake_change{static_cast<time_ms>(number % 7)};
    append(store, request);
  }
  for (std::uint64_t number = 1; number <= 50; ++number) fill(store, numbered(number), 1, {1, 1});
  std::vector<entity_id> claimed;
  for (auto page = claim(store, 10, 100, 8); !page.empty(); page = claim(store, 10, 100, 8)) {
    claimed.insert(claimed.end(), page.begin(), page.end());
  }
  REQUIRE(claimed.size() == 50);
  CHECK(claimed[0] == numbered(7));
  CHECK(claimed[49] == numbered(48));
  CHECK(claim(world.open(), 110, 1, 100).size() == 50);
}

TEST_CASE("of large records few are read at once, but never one alone") {
  simulated_store world;
  auto& store = world.open();
  head now;
  for (std::uint64_t number = 1; number <= 4; ++number)
    now = std::get<committed>(append(store, record_on(numbered(1), now, number, std::string(600'000, 'x')))).now;
  for (version after = 0; after < 4; ++after) {
    auto piece = read(store, {numbered(1), after});
    REQUIRE(piece);
    CHECK(piece->records.size() == std::min<version>(2, 4 - after));
    CHECK(piece->records.front().version == after + 1);
    CHECK(piece->now == now);
  }
}

TEST_CASE("a wake-up set before all others is found, also after a restart") {
  simulated_store world;
  auto request = record_on(numbered(1), {}, 1, "x");
  request.wake = wake_change{hour_ms};
  append(world.open(), request);
  CHECK(claim(*world.store, hour_ms, hour_ms, 10).size() == 1);
  request = record_on(numbered(2), {}, 1, "x");
  request.wake = wake_change{5};
  append(*world.store, request);
  CHECK(claim(world.open(), 5, 1, 10) == std::vector<entity_id>{numbered(2)});
}

TEST_CASE("threads that race for each version of a log get one winner each") {
  scratch_directory directory;
  rocks_options options;
  options.path = directory / "store";
  auto store = rocks_store::open(options).value();
  constexpr std::uint64_t versions = 40;
  std::atomic<std::uint64_t> wins{0};
  auto race = [&](std::uint64_t thread) {
    head now;
    while (now.version < versions) {
      auto commit = (now.version + 1) * 100 + thread;
      auto result = append(*store, record_on(numbered(1), now, commit, std::to_string(commit)));
      if (auto* won = std::get_if<committed>(&result)) {
        ++wins;
        now = won->now;
      } else {
        now = std::get<conflict>(result).now;
      }
    }
  };
  std::vector<std::jthread> threads;
  for (std::uint64_t thread = 0; thread < 4; ++thread) threads.emplace_back(race, thread);
  threads.clear();
  auto piece = read(*store, {numbered(1), 0, 1'000}).value();
  CHECK(piece.now.version == wins);
  REQUIRE(piece.records.size() == wins);
  for (const auto& record : piece.records) CHECK(record.bytes == std::to_string(record.commit));
}

TEST_CASE("a backup is a store of that moment") {
  scratch_directory directory;
  rocks_options options;
  options.path = directory / "store";
  auto store = rocks_store::open(options).value();
  auto now = fill(*store, numbered(1), 3);
  REQUIRE(store->checkpoint(directory / "backup"));
  fill(*store, numbered(1), 1, now);
  CHECK_FALSE(store->checkpoint(directory / "backup"));
  options.path = directory / "backup";
  auto restored = rocks_store::open(options).value();
  CHECK(read(*restored, {numbered(1), 0, 10})->now == now);
  CHECK((restored->secret() == store->secret()));
}

TEST_CASE("each store draws a secret of its own, also one that was made before stores had any") {
  simulated_store world;
  auto first = world.open().secret();
  world.store.reset();
  world.change_raw([](rocksdb::DB& db) { REQUIRE(db.Delete({}, "id_secret").ok()); });
  auto second = world.open().secret();
  CHECK((second != first));
  CHECK((world.open().secret() == second));
}

}  // namespace moim::store::rocks_store_cases
