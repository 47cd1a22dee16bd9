#include "store/rocks_witness.hpp"
#include "tests/store/support/scratch_directory.hpp"
#include "tests/store/support/simulated_store.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

/// What a start makes of a log whose newest part is damaged or gone.
namespace moim::store {
namespace {

constexpr std::uint64_t commits = 40;
/// A record's fragment begins with four bytes of checksum, two of length and one of type.
constexpr std::size_t length_at = 4;
constexpr std::size_t type_at = 6;
constexpr std::size_t header_bytes = 7;

struct opening_observer final : store_observer {
  opening_facts found;
  void opened(const opening_facts& facts) override { found = facts; }
};

/// The last record of a log of one block.
std::size_t last_record(const std::string& log) {
  std::size_t last = 0;
  for (std::size_t at = 0; at + header_bytes <= log.size();) {
    auto length = static_cast<unsigned char>(log[at + length_at]) +
                  256 * std::size_t{static_cast<unsigned char>(log[at + length_at + 1])};
    if (length == 0) break;
    last = at;
    at += header_bytes + length;
  }
  return last;
}

/// A store of some commits as `kill -9` leaves it: every file as it was written, nothing closed.
struct killed_store : simulated_store {
  opening_observer heard;
  std::shared_ptr<simulated_disk> found;
  std::unique_ptr<rocksdb::Env> found_env;

  killed_store() {
    fill(open(), numbered(1), commits);

    found = disk->copy();
    found_env = rocksdb::NewCompositeEnv(found);
    options.env = found_env.get();
    options.observer = &heard;
  }
  auto start() { return rocks_store::open(options); }
  std::string refusal() {
    auto opened = start();
    return opened ? "it has started" : opened.error();
  }
};

bool tells_of_loss(const std::string& refusal) {
  return refusal.find("acknowledged are gone") != std::string::npos &&
         refusal.find("--accept-loss") != std::string::npos;
}

}  // namespace

TEST_CASE("a store that was killed starts with all that was acknowledged, and says how far its log went") {
  killed_store world;
  auto opened = world.start();
  REQUIRE(opened);
  CHECK(read(**opened, {numbered(1), 0, 100})->now.version == commits);
  CHECK(world.heard.found.replayed_commits >= commits);
  CHECK(world.heard.found.witnessed == world.heard.found.last_change);
  CHECK(world.heard.found.dropped_bytes == 0);
  CHECK(world.heard.found.lost_changes == 0);
}

TEST_CASE("a torn record at the end that nobody was told of is dropped, and that is said") {
  killed_store world;
  world.found->newest(".log")->append("\x01\x02\x03\x04\x40\x00\x01half", 11);
  auto opened = world.start();
  REQUIRE(opened);
  CHECK(read(**opened, {numbered(1), 0, 100})->now.version == commits);
  CHECK(world.heard.found.dropped_bytes == 11);
}

TEST_CASE("damage to the newest log that loses what was acknowledged stops the start") {
  killed_store world;
  auto& log = *world.found->newest(".log");
  auto last = last_record(log);
  REQUIRE(last > 1'000);
  SECTION("the type of its last record is flipped") { log[last + type_at] ^= 0x10; }
  SECTION("the type of its last record is zero") { log[last + type_at] = 0; }
  SECTION("the type of a record in its middle is flipped") { log[last_record(log.substr(0, 1'000)) + type_at] ^= 4; }
  SECTION("the length of its last record is flipped") { log[last + length_at] ^= 0x40; }
  SECTION("the length of its last record is far too large") { log[last + length_at + 1] ^= 0x40; }
  SECTION("the last record is cut in its middle") { log.resize(last + header_bytes + 3); }
  SECTION("the last record is cut off") { log.resize(last); }
  SECTION("nothing is left of it") { log.clear(); }
  SECTION("it is deleted") { world.found->remove_newest(".log"); }
  auto refusal = world.refusal();
  INFO(refusal);
  bool is_told = tells_of_loss(refusal) || refusal.find("is damaged") != std::string::npos;
  CHECK(is_told);
  // Nothing was thrown away by looking.
  CHECK(world.refusal() != "it has started");
}

TEST_CASE("damage to the beginning of an older log that is still needed stops the start, too") {
  killed_store world;
  {
    auto opened = world.start();
    REQUIRE(opened);
    fill(**opened, numbered(2), 3);
    world.found = world.found->copy();
  }
  auto again = rocksdb::NewCompositeEnv(world.found);
  world.options.env = again.get();
  auto& first = *world.found->oldest(".log");
  REQUIRE(&first != world.found->newest(".log"));
  bool is_whole = false;
  SECTION("it is whole") { is_whole = true; }
  SECTION("the length of its first record is flipped") { first[length_at + 1] ^= 0x40; }
  SECTION("the type of its first record is zero") { first[type_at] = 0; }
  SECTION("nothing is left of it") { first.clear(); }
  auto refusal = world.refusal();
  INFO(refusal);
  CHECK((refusal == "it has started") == is_whole);
  CHECK((world.refusal() == "it has started") == is_whole);
}

TEST_CASE("a log that a start had only begun when it was killed is no damage, to no later start either") {
  killed_store world;
  std::vector<std::unique_ptr<rocksdb::Env>> envs;
  auto killed_after = [&](std::uint64_t filled) {
    auto opened = world.start();
    INFO(filled << (opened ? "" : ": " + opened.error()));
    REQUIRE(opened);
    if (filled > 0) fill(**opened, numbered(filled), 1);
    auto found = world.found->copy();
    opened->reset();
    world.found = std::move(found);
    world.options.env = envs.emplace_back(rocksdb::NewCompositeEnv(world.found)).get();
  };
  killed_after(0);
  killed_after(2);
  killed_after(3);
  auto opened = world.start();
  REQUIRE(opened);
  CHECK(read(**opened, {numbered(1), 0, 100})->now.version == commits);
  CHECK(read(**opened, {numbered(2), 0, 100})->now.version == 1);
}

TEST_CASE("who accepts the loss gets what is left, and the next start is an ordinary one") {
  killed_store world;
  auto& log = *world.found->newest(".log");
  log.resize(last_record(log));
  CHECK(tells_of_loss(world.refusal()));
  world.options.accept_loss = true;
  {
    auto opened = world.start();
    REQUIRE(opened);
    CHECK(world.heard.found.lost_changes == 1);
    CHECK(read(**opened, {numbered(1), 0, 100})->now.version == commits - 1);
    fill(**opened, numbered(1), 1, {commits - 1, commits - 1});
  }
  world.options.accept_loss = false;
  auto opened = world.start();
  REQUIRE(opened);
  CHECK(world.heard.found.lost_changes == 0);
  CHECK(read(**opened, {numbered(1), 0, 100})->now.version == commits);
}

TEST_CASE("numbers that a power loss took are not told as a loss by a later start") {
  killed_store world;
  {
    auto opened = world.start();
    REQUIRE(opened);
    fill(**opened, numbered(2), 1);
    world.found = world.found->copy();
  }
  // The first of the two logs ends before its last change, and nobody knows that this one was synced.
  auto& first = *world.found->oldest(".log");
  first.resize(last_record(first));
  world.found->remove_newest("SYNCED");
  auto again = rocksdb::NewCompositeEnv(world.found);
  world.options.env = again.get();
  std::shared_ptr<simulated_disk> later;
  {
    auto opened = world.start();
    REQUIRE(opened);
    CHECK(world.heard.found.lost_changes == 0);
    fill(**opened, numbered(3), 1);
    later = world.found->copy();
  }
  auto last = rocksdb::NewCompositeEnv(later);
  world.options.env = last.get();
  auto opened = world.start();
  REQUIRE(opened);
  CHECK(world.heard.found.lost_changes == 0);
  CHECK(read(**opened, {numbered(1), 0, 100})->now.version == commits - 1);
  CHECK(read(**opened, {numbered(2), 0, 100})->now.version == 1);
  CHECK(read(**opened, {numbered(3), 0, 100})->now.version == 1);
}

TEST_CASE("a backup and a store of before there were witnesses start without one") {
  killed_store world;
  world.found->remove_newest("SYNCED");
  auto opened = world.start();
  REQUIRE(opened);
  CHECK_FALSE(world.heard.found.witnessed);
  CHECK(read(**opened, {numbered(1), 0, 100})->now.version == commits);
}

TEST_CASE("a witness of which one slot is torn tells the other's number") {
  simulated_store world;
  auto witness = rocks::synced_witness::begin(*world.env, "/", 7).value();
  CHECK(rocks::synced_witness::read(*world.env, "/") == 7);
  witness->write(9);
  CHECK(rocks::synced_witness::read(*world.env, "/") == 9);
  witness->write(12);
  CHECK(rocks::synced_witness::read(*world.env, "/") == 12);
  auto& bytes = *world.disk->newest("SYNCED");
  bytes[32 + 20] ^= 1;
  CHECK(rocks::synced_witness::read(*world.env, "/") == 9);
  bytes[20] ^= 1;
  CHECK_FALSE(rocks::synced_witness::read(*world.env, "/"));
}

TEST_CASE("on real files a newest log that is cut or deleted stops the start, too") {
  scratch_directory directory;
  rocks_options options;
  options.path = directory / "store";
  {
    auto store = rocks_store::open(options).value();
    fill(*store, numbered(1), 10);
    std::filesystem::copy(directory / "store", directory / "killed");
  }
  options.path = directory / "killed";
  std::filesystem::path newest;
  for (const auto& each : std::filesystem::directory_iterator{options.path})
    if (each.path().extension() == ".log" && each.path() > newest) newest = each.path();
  SECTION("it is as it was") {
    auto opened = rocks_store::open(options);
    REQUIRE(opened);
    CHECK(read(**opened, {numbered(1), 0, 100})->now.version == 10);
    return;
  }
  SECTION("cut") { std::filesystem::resize_file(newest, std::filesystem::file_size(newest) - 5); }
  SECTION("deleted") { std::filesystem::remove(newest); }
  auto opened = rocks_store::open(options);
  REQUIRE_FALSE(opened);
  CHECK(tells_of_loss(opened.error()));
}

}  // namespace moim::store
