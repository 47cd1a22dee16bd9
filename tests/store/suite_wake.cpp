#include "tests/store/suite.hpp"

#include <catch2/catch.hpp>

namespace moim::store::suite_wake_cases {

namespace {

using entities = std::vector<entity_id>;

/// Sets the wake-up without a new version.
void wake_at(log_store& store, const entity_id& entity, std::optional<time_ms> at) {
  auto request = record_on(entity, read(store, {entity, 0, 0})->now, 1, "");
  request.wake = wake_change{at};
  REQUIRE(std::holds_alternative<committed>(append(store, request)));
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("due wake-ups are claimed, the earliest first", "[store]", every_backend) {
  TestType backend;
  wake_at(backend.get(), numbered(1), 300);
  wake_at(backend.get(), numbered(2), 100);
  wake_at(backend.get(), numbered(3), 200);
  wake_at(backend.get(), numbered(4), 301);
  backend.reopen();
  CHECK(claim(backend.get(), 99, 1'000, 10).empty());
  CHECK(claim(backend.get(), 300, 1'000, 2) == entities{numbered(2), numbered(3)});
  CHECK(claim(backend.get(), 300, 1'000, 2) == entities{numbered(1)});
  CHECK(claim(backend.get(), 300, 1'000, 2).empty());
}

TEMPLATE_LIST_TEST_CASE("a claimed wake-up comes again after its lease", "[store]", every_backend) {
  TestType backend;
  wake_at(backend.get(), numbered(1), 100);
  CHECK(claim(backend.get(), 150, 50, 10) == entities{numbered(1)});
  CHECK(claim(backend.get(), 199, 50, 10).empty());
  CHECK(claim(backend.get(), 200, 50, 10) == entities{numbered(1)});
}

TEMPLATE_LIST_TEST_CASE("an entity has one wake-up, the last that was set", "[store]", every_backend) {
  TestType backend;
  wake_at(backend.get(), numbered(1), 100);
  wake_at(backend.get(), numbered(1), 500);
  wake_at(backend.get(), numbered(2), 500);
  wake_at(backend.get(), numbered(2), 100);
  wake_at(backend.get(), numbered(3), 100);
  wake_at(backend.get(), numbered(3), {});
  backend.reopen();
  CHECK(claim(backend.get(), 499, 10'000, 10) == entities{numbered(2)});
  CHECK(claim(backend.get(), 9'999, 10'000, 10) == entities{numbered(1)});
}

TEMPLATE_LIST_TEST_CASE("a wake-up that was handled is not claimed again", "[store]", every_backend) {
  TestType backend;
  wake_at(backend.get(), numbered(1), 100);
  wake_at(backend.get(), numbered(2), 100);
  CHECK(claim(backend.get(), 100, 50, 10) == entities{numbered(1), numbered(2)});
  wake_at(backend.get(), numbered(1), {});
  wake_at(backend.get(), numbered(2), 120);
  backend.reopen();
  CHECK(claim(backend.get(), 149, 1'000, 10) == entities{numbered(2)});
  CHECK(claim(backend.get(), 1'000, 1'000, 10).empty());
}

TEMPLATE_LIST_TEST_CASE("a wake-up rides on a record", "[store]", every_backend) {
  TestType backend;
  auto request = record_on(numbered(1), {}, 1, "created");
  request.wake = wake_change{100};
  append(backend.get(), request);
  fill(backend.get(), numbered(1), 1, {1, 1});
  backend.reopen();
  CHECK(claim(backend.get(), 100, 50, 10) == entities{numbered(1)});
}

}  // namespace moim::store::suite_wake_cases
