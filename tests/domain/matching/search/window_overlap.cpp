#include "domain/matching/search/window_overlap.hpp"

#include "domain/matching/search/agree.hpp"
#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace moim {
namespace {

/// The windows of each ticket of a group that asks for nothing else.
using windows_by_ticket = std::vector<std::vector<time_window>>;

std::optional<agreement> reached(const windows_by_ticket& asked, time_ms now = 0) {
  pool_kind kind;
  kind.criteria = {{"when", criterion_type::window, false}};
  value_names names;
  std::vector<profile> profiles;
  for (const auto& each : asked) {
    ticket made;
    made.users = {{0, profiles.size() + 1}};
    made.sizes = sizes_between(2, max_group_people);
    made.wishes.windows = {{0, each}};
    profiles.push_back(make_profile(made, names));
  }
  std::vector<const profile*> group;
  for (const auto& each : profiles) group.push_back(&each);
  return agree(kind, group, now);
}

/// As many windows as a ticket may name, from 0 on, with gaps between them; the first gap begins at `first_gap_ms`.
std::vector<time_window> windows_with_gaps(time_ms first_gap_ms, time_ms every_ms, time_ms gap_ms) {
  std::vector<time_window> windows;
  time_ms from = 0;
  for (auto gap = first_gap_ms; windows.size() < max_windows; gap += every_ms) {
    windows.push_back({from, gap, 0});
    from = gap + gap_ms;
  }
  return windows;
}

TEST_CASE("what a large group shares is found however many parts its windows leave") {
  constexpr time_ms people = 20;
  windows_by_ticket asked;
  for (time_ms i = 1; i <= people; ++i) asked.push_back(windows_with_gaps(i * 1'000, people * 1'000, 500));
  // They share 140 parts by now, and the next one can come in the last of them only.
  constexpr time_ms last_gap = 7 * people * 1'000;
  asked.push_back({{last_gap + 500, last_gap + 900, 400}});
  auto agreed = reached(asked);
  REQUIRE(agreed);
  CHECK(agreed->windows[0].from_ms == last_gap + 500);
  CHECK(agreed->windows[0].to_ms == last_gap + 900);
}

TEST_CASE("the largest group may name as many windows as there can be") {
  windows_by_ticket asked(max_group_people, windows_with_gaps(1'000, 2'000, 500));
  auto agreed = reached(asked);
  REQUIRE(agreed);
  CHECK(agreed->windows[0].to_ms == 1'000);
}

TEST_CASE("of the overlaps that begin first the longest is taken, in whatever order windows are named") {
  CHECK(reached({{{0, 10, 1}, {0, 20, 5}}, {{0, 30, 1}}})->windows[0].to_ms == 20);
  CHECK(reached({{{0, 20, 5}, {0, 10, 1}}, {{0, 30, 1}}})->windows[0].to_ms == 20);
}

/// Tries every start and every length that a window names.
std::optional<settled_window> overlap_by_trying(const windows_by_ticket& asked, time_ms now) {
  std::set<time_ms> starts{now};
  std::set<time_ms> lengths;
  for (const auto& each : asked)
    for (const auto& window : each) {
      starts.insert(std::max(now, window.from_ms));
      lengths.insert(window.least_ms);
    }
  for (auto start : starts) {
    std::optional<settled_window> best;
    for (auto length : lengths) {
      auto shared = std::numeric_limits<time_ms>::max();
      for (const auto& each : asked) {
        auto latest = std::numeric_limits<time_ms>::min();
        for (const auto& window : each)
          if (window.from_ms <= start && window.least_ms <= length) latest = std::max(latest, window.to_ms);
        shared = std::min(shared, latest);
      }
      if (shared >= start + length && (!best || shared > best->to_ms)) best = {0, start, shared};
    }
    if (best) return best;
  }
  return std::nullopt;
}

TEST_CASE("the settled window is the one that trying all starts and lengths finds") {
  matching_test::dice chance{7};
  unsigned found = 0;
  constexpr unsigned rounds = 4'000;
  for (unsigned round = 0; round < rounds; ++round) {
    windows_by_ticket asked(2 + chance.below(9));
    for (auto& each : asked)
      for (auto more = 1 + chance.below(max_windows); more > 0; --more) {
        auto from = chance.between(0, 60);
        auto to = from + chance.between(1, 40);
        each.push_back({from, to, chance.between(0, std::min<time_ms>(to - from, 6))});
      }
    auto now = chance.between(0, 20);
    auto agreed = reached(asked, now);
    auto tried = overlap_by_trying(asked, now);
    CAPTURE(round);
    REQUIRE(agreed.has_value() == tried.has_value());
    if (!tried) continue;
    ++found;
    CHECK(agreed->windows[0].from_ms == tried->from_ms);
    CHECK(agreed->windows[0].to_ms == tried->to_ms);
  }
  CHECK(found > rounds / 8);
  CHECK(found < rounds - rounds / 8);
}

}  // namespace
}  // namespace moim
