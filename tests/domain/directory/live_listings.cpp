#include "domain/directory/live_listings.hpp"

#include "tests/domain/directory/make_cards.hpp"

#include <numeric>
#include <random>

namespace moim::directory_cases {
namespace {

std::vector<room_card> page_of(const numbers& rooms) {
  std::vector<room_card> page;
  for (auto n : rooms) page.push_back(make_card(n));
  return page;
}

struct followed_list {
  card_index index;
  live_listings lists;
  std::vector<listing_push> pushes;

  void put(const directory_card& card) {
    index.put(card);
    lists.changed(card.room);
  }
  void erase(std::uint64_t n) {
    index.erase(room_number(n));
    lists.changed(room_number(n));
  }
  listing_followed follow(const room_filter& asked = {}, std::uint32_t limit = 3) {
    auto begun = lists.find_or_begin(index, query_for(asked), limit, 10);
    REQUIRE(begun);
    return *begun;
  }
  std::size_t look_again() {
    pushes.clear();
    while (lists.has_changes())
      lists.look_again(index, 1, [&](listing_push push) { pushes.push_back(std::move(push)); });
    return pushes.size();
  }
};

}  // namespace

TEST_CASE("what leads from any page to any other does so, and names no more rooms than it has to") {
  std::mt19937_64 chance{11};
  auto any_page = [&] {
    numbers rooms(20);
    std::iota(rooms.begin(), rooms.end(), 1);
    std::shuffle(rooms.begin(), rooms.end(), chance);
    rooms.resize(chance() % 13);
    auto page = page_of(rooms);
    for (auto& each : page) each.taken = static_cast<std::uint32_t>(chance() % 2);
    return page;
  };
  for (int i = 0; i < 3'000; ++i) {
    auto before = any_page();
    auto after = any_page();
    auto page = before;
    take_push(page, change_between(before, after));
    REQUIRE(page == after);
  }
  auto change = std::get<list_changed>(change_between(page_of({1, 2, 3, 4}), page_of({2, 3, 4, 1})));
  REQUIRE(change.placed.size() == 1);
  CHECK(change.placed[0].card.room == room_number(1));
  CHECK(change.placed[0].after == room_number(4));
  CHECK(change.removed.empty());
}

TEST_CASE("a page of which much has changed comes anew") {
  numbers many(30);
  std::iota(many.begin(), many.end(), 100);
  auto push = change_between(page_of({1, 2, 3}), page_of(many));
  REQUIRE(std::holds_alternative<list_reset>(push));
  auto page = page_of({1, 2, 3});
  take_push(page, push);
  CHECK(page == page_of(many));
}

TEST_CASE("those who follow the same list share it, and others have their own") {
  followed_list f;
  f.put(make_card(1));
  auto first = f.follow();
  CHECK(first.rooms == page_of({1}));
  CHECK(f.follow().listing == first.listing);
  CHECK(f.follow({}, 4).listing != first.listing);
  room_filter meals;
  meals.kind = "meal";
  CHECK(f.follow(meals).listing != first.listing);
  CHECK(f.lists.size() == 3);
  f.lists.end(first.listing);
  CHECK(f.lists.size() == 2);
  CHECK(f.follow().listing > first.listing + 2);
}

TEST_CASE("no more lists are followed than may be") {
  followed_list f;
  f.follow();
  CHECK_FALSE(f.lists.find_or_begin(f.index, query_for({}), 4, 1));
  CHECK(f.lists.find_or_begin(f.index, query_for({}), 3, 1));
}

TEST_CASE("whoever begins to follow a list sees it as it was pushed last") {
  followed_list f;
  f.put(make_card(1));
  auto first = f.follow();
  f.put(make_card(2));
  CHECK(f.follow().rooms == first.rooms);
  REQUIRE(f.look_again() == 1);
  CHECK(f.follow().rooms == page_of({2, 1}));
  CHECK(f.follow().version == first.version + 1);
}

TEST_CASE("changes are told once and together, and none that the page does not show") {
  followed_list f;
  for (std::uint64_t n = 1; n <= 5; ++n) f.put(make_card(n));
  auto begun = f.follow();
  CHECK(begun.rooms == page_of({5, 4, 3}));
  auto below = make_card(2);
  below.taken = 3;
  f.put(below);
  auto other = make_card(9);
  other.listed = false;
  f.put(other);
  CHECK(f.look_again() == 0);
  f.put(make_card(6));
  f.erase(4);
  f.erase(1);
  REQUIRE(f.look_again() == 1);
  const auto& change = std::get<list_changed>(f.pushes[0]);
  CHECK(change.listing == begun.listing);
  CHECK(change.version == begun.version + 1);
  CHECK(change.removed == std::vector{room_number(4)});
  REQUIRE(change.placed.size() == 1);
  CHECK(change.placed[0].card.room == room_number(6));
  CHECK_FALSE(change.placed[0].after);
}

TEST_CASE("a card that is what it was again is not told") {
  followed_list f;
  f.put(make_card(1));
  f.follow();
  auto changed = make_card(1);
  changed.taken = 2;
  f.put(changed);
  f.put(make_card(1));
  CHECK(f.look_again() == 0);
}

}  // namespace moim::directory_cases
