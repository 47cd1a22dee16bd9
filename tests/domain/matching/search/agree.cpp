#include "domain/matching/search/agree.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

pool_kind all_criteria() {
  pool_kind kind;
  kind.criteria = {{"place", criterion_type::any_of, false},
                   {"when", criterion_type::window, false},
                   {"where", criterion_type::radius, false},
                   {"age", criterion_type::spread, false},
                   {"language", criterion_type::equal, false}};
  return kind;
}

/// Tickets that accept everything in groups of 2 to 6, to be narrowed by each case.
class group_case {
 public:
  ticket& add(std::size_t people = 1) {
    ticket made;
    made.id = {0, tickets.size() + 1};
    for (std::size_t i = 0; i < people; ++i) made.users.push_back({0, ++users_});
    made.sizes = sizes_between(2, 6);
    tickets.push_back(made);
    return tickets.back();
  }

  std::optional<agreement> reached(time_ms now = 0) {
    profiles_.clear();
    for (const auto& each : tickets) profiles_.push_back(make_profile(each, names));
    std::vector<const profile*> views;
    for (const auto& each : profiles_) views.push_back(&each);
    return agree(kind, views, now);
  }

  pool_kind kind = all_criteria();
  std::vector<ticket> tickets;
  value_names names;

 private:
  std::uint64_t users_ = 0;
  std::vector<profile> profiles_;
};

TEST_CASE("a value has to be in all lists, and the oldest ticket's first one is taken") {
  group_case group;
  group.add().wishes.sets = {{0, {"c", "b", "a"}}};
  group.add();
  group.add().wishes.sets = {{0, {"a", "b"}}};
  REQUIRE(group.reached());
  REQUIRE(group.reached()->values.size() == 1);
  CHECK(group.names.name(0, number_of(group.reached()->values[0])) == "b");
  // Each pair has a value in common, all three have none.
  group.tickets[0].wishes.sets = {{0, {"a", "b"}}};
  group.tickets[1].wishes.sets = {{0, {"b", "c"}}};
  group.tickets[2].wishes.sets = {{0, {"a", "c"}}};
  CHECK_FALSE(group.reached());
}

TEST_CASE("an overlap is counted against the largest least one, from now and the notice on") {
  group_case group;
  group.add().wishes.windows = {{1, {{1'000, 9'000, 2'000}}}};
  group.add().wishes.windows = {{1, {{4'000, 20'000, 5'000}}}};
  REQUIRE(group.reached());
  CHECK(group.reached()->windows[0].from_ms == 4'000);
  CHECK(group.reached()->windows[0].to_ms == 9'000);
  CHECK(group.reached(4'000));
  CHECK_FALSE(group.reached(4'001));
  group.kind.notice_s = 1;
  CHECK(group.reached(3'000));
  CHECK_FALSE(group.reached(3'001));
}

TEST_CASE("of several windows one of each ticket has to overlap") {
  group_case group;
  group.add().wishes.windows = {{1, {{0, 1'000, 500}, {5'000, 6'000, 500}}}};
  group.add().wishes.windows = {{1, {{900, 5'400, 400}}}};
  CHECK_FALSE(group.reached());
  group.tickets[1].wishes.windows = {{1, {{900, 5'500, 400}}}};
  REQUIRE(group.reached());
  CHECK(group.reached()->windows[0].from_ms == 5'000);
  CHECK(group.reached()->windows[0].to_ms == 5'500);
}

TEST_CASE("the smallest limit bounds the spread of all people's values") {
  group_case group;
  group.add(2).wishes.spreads = {{3, {31'000, 34'000}, 8'000}};
  group.add().wishes.spreads = {{3, {39'000}, 10'000}};
  CHECK(group.reached());
  group.tickets[1].wishes.spreads[0].limit = 7'999;
  CHECK_FALSE(group.reached());
}

TEST_CASE("values without a limit count against the others' limits, and bound nobody themselves") {
  group_case group;
  group.add().wishes.spreads = {{3, {20'000}, {}}};
  group.add().wishes.spreads = {{3, {60'000}, {}}};
  CHECK(group.reached());
  group.add();
  CHECK(group.reached());
  group.add().wishes.spreads = {{3, {41'000}, 40'000}};
  CHECK(group.reached());
  group.tickets[3].wishes.spreads[0].limit = 39'999;
  CHECK_FALSE(group.reached());
}

TEST_CASE("the people, not the tickets, are counted, and every ticket has to accept their number") {
  group_case group;
  group.add(2);
  group.add().sizes = size_of(3) | size_of(5);
  CHECK(group.reached());
  group.add();
  CHECK_FALSE(group.reached());
  group.add();
  CHECK(group.reached());
}

TEST_CASE("a block works in both directions, until it is over, and not inside a party") {
  group_case group;
  group.add(2).not_with = {{{0, 2}, 1'000}};
  group.add();
  CHECK(group.reached());
  group.tickets[1].not_with = {{{0, 2}, 1'000}};
  CHECK_FALSE(group.reached(999));
  CHECK(group.reached(1'000));
}

TEST_CASE("nobody is in a group twice, and one ticket is no group") {
  group_case group;
  group.add(2);
  CHECK_FALSE(group.reached());
  group.add().users = {{0, 1}};
  CHECK_FALSE(group.reached());
}

TEST_CASE("the meeting point is told to a millionth of a degree") {
  group_case group;
  group.add().wishes.radii = {{2, 37.5, 127.0, 1'000}};
  group.add().wishes.radii = {{2, 37.51, 127.0, 1'000}};
  REQUIRE(group.reached());
  CHECK(group.reached()->points[0].lat == Approx(37.505).margin(1e-9));
  CHECK(group.reached()->points[0].lon == Approx(127.0).margin(1e-9));
}

}  // namespace
}  // namespace moim
