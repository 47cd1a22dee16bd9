#include "domain/matching/tickets/ticket.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

pool_kind kind_of_all() {
  pool_kind kind;
  kind.criteria = {{"place", criterion_type::any_of, false},   {"when", criterion_type::window, false},
                   {"where", criterion_type::radius, false},   {"age", criterion_type::spread, false},
                   {"language", criterion_type::equal, false}, {"way", criterion_type::any_of, true}};
  return kind;
}

ticket plain() {
  ticket made;
  made.id = {0, 1};
  made.users = {{0, 1}, {0, 2}};
  made.sizes = sizes_between(2, 4);
  return made;
}

errc refusal(ticket of) {
  auto checked = checked_ticket(kind_of_all(), std::move(of));
  REQUIRE_FALSE(checked);
  return checked.error().code;
}

TEST_CASE("a ticket outside of the format's bounds is refused with the bound that it breaks") {
  auto made = plain();
  made.wishes.sets = {{0, {}}};
  CHECK(refusal(made) == errc::empty_list);
  made.wishes.sets[0].values.assign(65, "");
  for (std::size_t i = 0; i < 65; ++i) made.wishes.sets[0].values[i] = std::to_string(i);
  CHECK(refusal(made) == errc::too_many_values);
  made.wishes.sets[0].values.pop_back();
  CHECK(checked_ticket(kind_of_all(), made));

  made = plain();
  made.wishes.windows = {{1, std::vector<time_window>(9, {0, 10, 5})}};
  CHECK(refusal(made) == errc::too_many_windows);
  made.wishes.windows = {{1, {{0, 10, 11}}}};
  CHECK(refusal(made) == errc::criterion_invalid);

  made = plain();
  made.not_with.assign(65, {{0, 9}, 1});
  CHECK(refusal(made) == errc::too_many_blocks);

  made = plain();
  made.sizes = size_of(2);
  CHECK(refusal(made) == errc::party_fills_group);
  made.sizes = 0;
  CHECK(refusal(made) == errc::size_out_of_range);
  made = plain();
  made.users = {{0, 1}, {0, 1}};
  CHECK(refusal(made) == errc::party_invalid);
}

TEST_CASE("sizes that the kind's rooms do not have are left out, and a ticket of none but these is refused") {
  auto kind = kind_of_all();
  kind.min_people = 3;
  kind.max_people = 5;
  auto made = plain();
  made.sizes = sizes_between(2, 64);
  REQUIRE(checked_ticket(kind, made));
  CHECK(checked_ticket(kind, made)->sizes == sizes_between(3, 5));
  made.sizes = size_of(6) | size_of(2);
  auto refused = checked_ticket(kind, made);
  REQUIRE_FALSE(refused);
  CHECK(refused.error() == error{errc::size_out_of_range, "a group here has 3 to 5 people", {}});
  made.sizes = sizes_between(3, 4);
  made.relax = {{10, size_of(5) | size_of(6), {}}, {20, 0, {}}};
  REQUIRE(checked_ticket(kind, made));
  CHECK(checked_ticket(kind, made)->relax[0].sizes == size_of(5));
  made.relax[1].sizes = size_of(7);
  CHECK(checked_ticket(kind, made).error().code == errc::size_out_of_range);
}

TEST_CASE("a party that the kind's rooms have no place beside is refused") {
  auto kind = kind_of_all();
  kind.max_people = 2;
  CHECK(checked_ticket(kind, plain()).error().code == errc::party_fills_group);
}

TEST_CASE("a criterion of another type, or that nobody could fit, is refused") {
  auto made = plain();
  made.wishes.sets = {{1, {"a"}}};
  CHECK(refusal(made) == errc::criterion_invalid);
  made.wishes.sets = {{4, {"ko", "en"}}};
  CHECK(refusal(made) == errc::criterion_invalid);
  made = plain();
  made.wishes.spreads = {{3, {20'000, 40'000}, 19'999}};
  CHECK(refusal(made) == errc::criterion_invalid);
  made = plain();
  made.wishes.radii = {{2, 91, 0, 10}};
  CHECK(refusal(made) == errc::criterion_invalid);
}

TEST_CASE("a spread may come without a limit, however far apart its party is, and never with a negative one") {
  auto made = plain();
  made.wishes.spreads = {{3, {20'000, 90'000}, {}}};
  REQUIRE(checked_ticket(kind_of_all(), made));
  CHECK(checked_ticket(kind_of_all(), made)->wishes == made.wishes);
  made.wishes.spreads[0].limit = -1;
  CHECK(refusal(made) == errc::criterion_invalid);
  made.wishes.spreads[0] = {3, {}, {}};
  CHECK(refusal(made) == errc::empty_list);
}

TEST_CASE("a step may take a limit away, and bring one") {
  ticket_wishes wishes;
  wishes.spreads = {{3, {20'000}, 5'000}};
  relax_wishes(wishes, {{}, {}, {{3, {20'000}, {}}}, {}});
  CHECK(wishes.spreads == std::vector<spread_wish>{{3, {20'000}, {}}});
  relax_wishes(wishes, {{}, {}, {{3, {20'000}, 9'000}}, {}});
  CHECK(wishes.spreads == std::vector<spread_wish>{{3, {20'000}, 9'000}});
}

TEST_CASE("doubles in a list count once, and an empty list is all where the kind says so") {
  auto made = plain();
  made.wishes.sets = {{0, {"GAEPO", "SEOCHO", "GAEPO"}}, {5, {}}};
  auto checked = checked_ticket(kind_of_all(), made);
  REQUIRE(checked);
  REQUIRE(checked->wishes.sets.size() == 1);
  CHECK(checked->wishes.sets[0].values == std::vector<std::string>{"GAEPO", "SEOCHO"});
}

}  // namespace
}  // namespace moim
