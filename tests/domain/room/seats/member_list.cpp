#include "domain/directory/room_card.hpp"
#include "tests/domain/room/driver.hpp"

namespace moim::member_list_cases {
namespace {

using room_test::driver;

/// Person n sits in seat n.
driver hall_of(std::uint32_t people, roster who_sees = roster::everyone) {
  auto kind = make::meal();
  kind.who_sees_members = who_sees;
  driver d;
  d.open(people, kind);
  std::vector<room_event> joins;
  for (std::uint32_t n = 2; n <= people; ++n) joins.push_back(seat_taken{make::user(n), n});
  d.commit(joins);
  return d;
}

member_page page_of(driver& d, std::optional<std::uint32_t> after, std::optional<std::uint32_t> limit = {}) {
  return std::get<member_page>(*d.by(1, list_members{{}, after, limit}));
}

TEST_CASE("a view shows all members of a room, and the first 500 of a hall with how many there are") {
  CHECK(view(hall_of(500).state, audience::outsider).members->size() == 500);
  auto hall = view(hall_of(501).state, audience::outsider);
  CHECK(hall.taken == 501);
  CHECK(hall.members->size() == max_members_shown);
  CHECK(hall.members->back() == member_view{make::user(500), 500});
}

TEST_CASE("the pages of a hall make its list of members, whoever left") {
  auto d = hall_of(1'203);
  for (std::uint64_t n : {500, 501, 1'203}) REQUIRE(d.by(n, leave_room{}));
  std::vector<member_view> all;
  std::vector<std::size_t> sizes;
  for (std::optional<std::uint32_t> after{0}; after;) {
    auto page = page_of(d, after);
    CHECK(page.taken == 1'200);
    sizes.push_back(page.members.size());
    all.insert(all.end(), page.members.begin(), page.members.end());
    after = page.after;
  }
  CHECK(sizes == std::vector<std::size_t>{500, 500, 200});
  REQUIRE(all.size() == 1'200);
  std::uint32_t seat = 0;
  for (const auto& each : all) {
    do ++seat;
    while (seat == 500 || seat == 501);
    CHECK(each == member_view{make::user(seat), seat});
  }
}

TEST_CASE("a page is as large as was asked for, and the last says so") {
  auto d = hall_of(10);
  auto page = page_of(d, 4, 3);
  REQUIRE(page.members.size() == 3);
  CHECK(page.members.front().seat == 5);
  CHECK(page.after == 7);
  CHECK_FALSE(page_of(d, 7, 3).after);
  CHECK_FALSE(page_of(d, std::nullopt).after);
  CHECK(page_of(d, 10).members.empty());
  CHECK(page_of(d, 100'000).members.empty());
}

TEST_CASE("a seat that is kept for somebody is nobody's on a page") {
  auto d = hall_of(3);
  d.commit({seat_left{make::user(2)}, seat_kept{make::user(9), 2, d.now + minute_ms, seat_way::hold}});
  CHECK(page_of(d, 0, 1).after == 1);
  CHECK(page_of(d, 1, 1).members == std::vector{member_view{make::user(3), 3}});
}

TEST_CASE("hidden members are on no page of others', and neither they nor the list of rooms are told the host") {
  auto d = hall_of(3, roster::members);
  CHECK(d.refused(9, list_members{}) == errc::not_member);
  CHECK(std::get<member_page>(*d.by(2, list_members{})).members.size() == 3);
  CHECK_FALSE(view(d.state, audience::outsider).host);
  CHECK(view(d.state, audience::member).host == make::user(1));
  CHECK_FALSE(card_of(d.state).host);
  CHECK(card_of(hall_of(3).state).host == make::user(1));
  CHECK(view(hall_of(3).state, audience::outsider).host == make::user(1));
}

}  // namespace
}  // namespace moim::member_list_cases
