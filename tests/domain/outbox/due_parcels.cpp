#include "domain/outbox/due_parcels.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <set>

namespace moim {
namespace {

TEST_CASE("what is due comes in the order of their times and numbers, however they were added") {
  std::mt19937_64 chance{7};
  due_parcels ours;
  std::set<due_parcel> plain;
  time_ms now = 0;
  for (std::uint64_t number = 1; number < 5'000; ++number) {
    due_parcel added{now + static_cast<time_ms>(chance() % 3 == 0 ? chance() % 500 : 100), number};
    ours.add(added);
    plain.insert(added);
    // Some are over before their time.
    if (chance() % 2 == 0) plain.erase(std::next(plain.begin(), static_cast<std::ptrdiff_t>(chance() % plain.size())));
    auto counts = [&](const due_parcel& of) { return plain.contains(of); };
    while (auto first = ours.first(counts)) {
      REQUIRE(*first == *plain.begin());
      if (first->at > now) break;
      plain.erase(plain.begin());
    }
    now += static_cast<time_ms>(chance() % 8);
  }
  CHECK(ours.first([](const due_parcel&) { return false; }) == std::nullopt);
}

}  // namespace
}  // namespace moim
