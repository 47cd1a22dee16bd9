#include "tests/store/suite.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

namespace moim::store::equivalence_cases {

namespace {

constexpr std::uint64_t entity_count = 8;
constexpr std::size_t steps = 1'500;

/// Up to three for other entities; now and then one that may only begin its log.
void add_riders(append_request& request, std::mt19937_64& random) {
  for (auto count = 1 + random() % 3; count > 0; --count) {
    auto entity = numbered(random() % (2 * entity_count));
    if (entity == request.entity) continue;
    rider added{entity, random() | 1, std::string(1 + random() % 40, 'r')};
    added.begins = random() % 4 == 0;
    if (random() % 4 == 0) added.wake = wake_change{static_cast<time_ms>(random() % 200)};
    if (random() % 4 == 0) added.card = card_change{std::to_string(random())};
    request.riders.push_back(std::move(added));
  }
}

/// An append to some entity: mostly on its head, now and then on an older one or on a fork.
append_request some_append(std::mt19937_64& random, memory_logs& model) {
  auto entity = numbered(random() % entity_count);
  auto now = model.head_of(entity);
  append_request request = record_on(entity, now, random() | 1, "");
  auto records = model.records_of(entity);
  if (auto luck = random() % 20; luck == 0) {
    request.expected.commit ^= 1 + random() % 3;
  } else if (luck < 3 && !records.empty()) {
    const auto& older = records[random() % records.size()];
    request.expected = {older.version, older.commit};
  } else if (luck == 3) {
    request.expected = {};
  }
  if (random() % 8 != 0) request.record = std::string(1 + random() % 40, static_cast<char>('a' + random() % 26));
  if (random() % 4 == 0) {
    request.wake = random() % 4 == 0 ? wake_change{} : wake_change{static_cast<time_ms>(random() % 200)};
  }
  if (random() % 6 == 0) request.card = random() % 3 == 0 ? card_change{} : card_change{std::to_string(random())};
  if (random() % 6 == 0 && now.version > 0) {
    auto index = static_cast<std::uint32_t>(random() % 3);
    request.snapshot = snapshot_slice{index, now.version - random() % std::min<version>(now.version, 5), "slice"};
    request.forget_to = random() % 2 == 0 ? now.version : random() % (now.version + 1);
  }
  if (!request.record.empty() && random() % 3 == 0) add_riders(request, random);
  return request;
}

void check_same(const append_result& found, const append_result& expected) {
  REQUIRE(found.index() == expected.index());
  if (const auto* done = std::get_if<committed>(&expected)) {
    REQUIRE(std::get<committed>(found).now == done->now);
    REQUIRE(std::get<committed>(found).riders == done->riders);
  }
  if (const auto* why = std::get_if<unfit>(&expected)) REQUIRE(std::get<unfit>(found).riders == why->riders);
  if (const auto* lost = std::get_if<conflict>(&expected)) {
    REQUIRE(std::get<conflict>(found).now == lost->now);
    REQUIRE((std::get<conflict>(found).missed == lost->missed));
  }
}

void check_same(const log_piece& found, const log_piece& expected) {
  REQUIRE(found.now == expected.now);
  REQUIRE(found.forgotten == expected.forgotten);
  REQUIRE((found.slices == expected.slices));
  REQUIRE((found.records == expected.records));
}

template <class Backend>
void follow_the_model(std::uint64_t seed) {
  std::mt19937_64 random{seed};
  memory_logs model;
  Backend backend;
  for (std::size_t step = 0; step < steps; ++step) {
    INFO("seed " << seed << ", step " << step);
    auto choice = random() % 100;
    if (choice < 70) {
      auto request = some_append(random, model);
      check_same(append(backend.get(), request), model.append(request));
    } else if (choice < 90) {
      read_request request{numbered(random() % (2 * entity_count)), {}, 1 + random() % 20};
      if (random() % 2 == 0) request.after = random() % (model.head_of(request.entity).version + 2);
      check_same(read(backend.get(), request).value(), model.read(request));
    } else if (choice < 95) {
      auto now = static_cast<time_ms>(random() % 250);
      auto limit = random() % 4;
      REQUIRE(claim(backend.get(), now, 30, limit) == model.claim(now, 30, limit));
    } else if (choice < 98) {
      auto after = random() % 2 == 0 ? std::nullopt : std::optional{numbered(random() % entity_count)};
      auto found = cards(backend.get(), after, 3);
      auto expected = model.cards(after, 3);
      REQUIRE(found.size() == expected.size());
      for (std::size_t i = 0; i < found.size(); ++i) {
        REQUIRE(found[i].entity == expected[i].entity);
        REQUIRE(found[i].bytes == expected[i].bytes);
      }
    } else if (random() % 5 == 0) {
      backend.reopen();
    }
  }
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("random commands get the same answers from every store, also after a restart", "[store]",
                        every_backend) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) follow_the_model<TestType>(seed);
}

}  // namespace moim::store::equivalence_cases
