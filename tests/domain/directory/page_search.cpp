#include "tests/domain/directory/make_cards.hpp"

#include <algorithm>
#include <cmath>

namespace moim::directory_cases {
namespace {

/// Rooms 1, 2, 3…, each with what `differ` makes of it.
template <class Differ>
card_index rooms_that_differ(std::uint64_t count, Differ&& differ) {
  card_index index;
  for (std::uint64_t n = 1; n <= count; ++n) {
    auto card = make_card(n);
    differ(n, card);
    index.put(card);
  }
  return index;
}

room_filter in_order(list_order order) {
  room_filter asked;
  asked.order = order;
  return asked;
}

room_filter around(double lat, double lon, double radius_m) {
  auto asked = in_order(list_order::nearest);
  asked.near = surroundings_of{lat, lon, radius_m};
  return asked;
}

}  // namespace

TEST_CASE("rooms are listed by kind, phase, free seats, and only those that are to be listed") {
  auto index = rooms_that_differ(6, [](auto n, auto& card) {
    if (n % 2 == 0) card.kind = "study";
    if (n == 3) card.taken = 4;
    if (n == 5) card.phase = room_phase::locked;
    if (n == 6) card.listed = false;
    if (n == 1) card.taken = 0;
  });
  room_filter asked;
  CHECK(listed(index, asked) == numbers{4, 3, 2, 1});
  asked.with_free_seat = true;
  CHECK(listed(index, asked) == numbers{4, 2, 1});
  asked.free_seats = 4;
  CHECK(listed(index, asked) == numbers{1});
  asked = {};
  asked.kind = "study";
  CHECK(listed(index, asked) == numbers{4, 2});
  asked.kind = "dance";
  CHECK(listed(index, asked).empty());
  asked = {};
  asked.phase = room_phase::locked;
  CHECK(listed(index, asked) == numbers{5});
}

TEST_CASE("rooms are listed by the words of their titles and by their tags") {
  auto index = rooms_that_differ(4, [](auto n, auto& card) {
    card.title = n == 1 ? "Spicy Soup at noon" : n == 2 ? "Soups" : "Noon run";
    if (n >= 2) card.tags = {"outside"};
    if (n == 3) card.tags = {"outside", "a-tag-longer-than-sixteen", "x"};
    if (n == 4) card.tags = {"a-tag-longer-than-fifteen"};
  });
  room_filter asked;
  asked.text = "SOUP";
  CHECK(listed(index, asked) == numbers{2, 1});
  asked.text = "soup at";
  CHECK(listed(index, asked) == numbers{1});
  asked.text = "oup";
  CHECK(listed(index, asked).empty());
  asked.text = "noon";
  asked.tags = {"Outside"};
  CHECK(listed(index, asked) == numbers{3});
  asked.text.reset();
  asked.tags = std::vector<std::string>{"outside", "x"};
  CHECK(listed(index, asked) == numbers{3});
  asked.tags = {"a-tag-longer-than-fifteen"};
  CHECK(listed(index, asked) == numbers{4});
  asked.tags = {"out"};
  CHECK(listed(index, asked).empty());
}

TEST_CASE("rooms are listed by when they begin, both ends included, and not if they do not say so") {
  auto index = rooms_that_differ(4, [](auto n, auto& card) {
    if (n < 4) card.starts_at_ms = begin_ms + static_cast<std::int64_t>(n) * 100;
  });
  for (auto order : {list_order::newest, list_order::soonest}) {
    auto asked = in_order(order);
    asked.starts_from_ms = begin_ms + 100;
    asked.starts_to_ms = begin_ms + 200;
    CHECK(listed(index, asked).size() == 2);
    asked.starts_to_ms.reset();
    CHECK(listed(index, asked).size() == 3);
    asked.starts_from_ms = begin_ms + 301;
    CHECK(listed(index, asked).empty());
    asked.starts_to_ms = begin_ms;
    CHECK(listed(index, asked).empty());
  }
  CHECK(listed(index, in_order(list_order::soonest)) == numbers{1, 2, 3, 4});
}

TEST_CASE("each order has its own first, and pages of any length say the same") {
  auto index = rooms_that_differ(5, [](auto n, auto& card) {
    card.seats = 10;
    card.taken = static_cast<std::uint32_t>(n == 2 ? 10 : n == 4 ? 7 : n);
    card.starts_at_ms = begin_ms - static_cast<std::int64_t>(n % 3);
  });
  for (std::size_t at_once : {1, 2, 3, 100}) {
    CHECK(listed(index, in_order(list_order::newest), at_once) == numbers{5, 4, 3, 2, 1});
    CHECK(listed(index, in_order(list_order::soonest), at_once) == numbers{5, 2, 4, 1, 3});
    CHECK(listed(index, in_order(list_order::fullest), at_once) == numbers{2, 4, 5, 3, 1});
    CHECK(listed(index, in_order(list_order::hot), at_once) == numbers{2, 4, 5, 3, 1});
  }
}

TEST_CASE("twice as many members are worth half a day") {
  constexpr std::int64_t half_a_day = 12 * hour_ms;
  CHECK(heat_of(0, 0) == 0);
  CHECK(heat_of(0, 1) == static_cast<std::uint64_t>(half_a_day));
  CHECK(heat_of(0, 7) == static_cast<std::uint64_t>(3 * half_a_day));
  CHECK(heat_of(half_a_day, 1) == heat_of(0, 3));
  CHECK(heat_of(0, 100'000) > heat_of(0, 99'999));
}

TEST_CASE("what is just as far away as was asked for is near, and a step further is not") {
  card_index index;
  index.put(card_at(1, 37.5, 127));
  index.put(card_at(2, 37.51, 127));
  index.put(make_card(3));
  auto away = distance_m({37.5, 127}, {37.51, 127});
  CHECK(listed(index, around(37.5, 127, away)) == numbers{1, 2});
  CHECK(listed(index, around(37.5, 127, std::nextafter(away, 0))) == numbers{1});
  CHECK(listed(index, around(37.5, 127, 0)) == numbers{1});
  CHECK(listed(index, around(37.6, 127, 0)).empty());
  CHECK(listed(index, around(37.5, 127, 20'015'087)) == numbers{1, 2});
}

TEST_CASE("the neighbourhood goes on over the date line and around the poles") {
  card_index index;
  index.put(card_at(1, 0, 179.99));
  index.put(card_at(2, 0, -179.98));
  index.put(card_at(3, 0, 180));
  index.put(card_at(4, 89.99, 0));
  index.put(card_at(5, 89.98, 180));
  index.put(card_at(6, 90, 33));
  index.put(card_at(7, -90, 0));
  CHECK(listed(index, around(0, -180, 3'000)) == numbers{3, 1, 2});
  CHECK(listed(index, around(0, 180, 0)) == numbers{3});
  CHECK(listed(index, around(0, 179.99, 1'200)) == numbers{1, 3});
  CHECK(listed(index, around(90, 0, 3'000)) == numbers{6, 4, 5});
  CHECK(listed(index, around(90, -100, 0)) == numbers{6});
  CHECK(listed(index, around(-90, 120, 1)) == numbers{7});
}

TEST_CASE("thousands of rooms at one point are listed page by page, each once") {
  card_index index;
  constexpr std::uint64_t rooms = 5'000;
  for (std::uint64_t n = 1; n <= rooms; ++n) index.put(card_at(n, 37.5665, n % 2 ? 126.978 : 126.9780001));
  index.put(card_at(rooms + 1, 37.56655, 126.978));
  auto all = listed(index, around(37.5665, 126.978, 10));
  CHECK(all.back() == rooms + 1);
  std::sort(all.begin(), all.end());
  CHECK(all.size() == rooms + 1);
  CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
}

TEST_CASE("a page looks at so many cards and no more, and the next goes on from there") {
  constexpr std::uint64_t rooms = 3 * max_looked_at;
  auto index = rooms_that_differ(rooms, [](auto n, auto& card) {
    if (n == 1) card.title = "The first";
    card.seats = n == 1 ? 4 : 3;
  });
  room_filter asked;
  asked.free_seats = 3;
  auto page = search_page(index, query_for(asked), std::nullopt, 20);
  CHECK(page.cards.empty());
  REQUIRE(page.next);
  CHECK(listed(index, asked) == numbers{1});
}

TEST_CASE("a card that changes is found by what it is now alone, and one that is gone by nothing") {
  card_index index;
  auto card = card_at(1, 37.5, 127);
  card.title = "Soup";
  card.tags = {"hot"};
  card.code = "AAAA";
  REQUIRE(index.put(card));
  CHECK_FALSE(index.put(card));
  card.title = "Run";
  card.tags = {"cold"};
  card.place->point = geo_point{-20, 10};
  card.code = "BBBB";
  card.kind = "sport";
  REQUIRE(index.put(card));
  room_filter soup, hot, meals;
  soup.text = "soup";
  hot.tags = {"hot"};
  meals.kind = "meal";
  CHECK(listed(index, soup).empty());
  CHECK(listed(index, hot).empty());
  CHECK(listed(index, meals).empty());
  CHECK(listed(index, around(37.5, 127, 10'000)).empty());
  CHECK(listed(index, around(-20, 10, 10'000)) == numbers{1});
  CHECK_FALSE(index.cards().with_code("AAAA"));
  REQUIRE(index.cards().with_code("BBBB"));
  CHECK(index.cards().card(*index.cards().with_code("BBBB")) == card);
  CHECK(index.erase(card.room));
  CHECK_FALSE(index.erase(card.room));
  CHECK(listed(index, {}).empty());
  CHECK(listed(index, around(-20, 10, 10'000)).empty());
  CHECK_FALSE(index.cards().with_code("BBBB"));
}

}  // namespace moim::directory_cases
