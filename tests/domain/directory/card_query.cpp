#include "domain/directory/card_query.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

namespace moim::card_query_cases {
namespace {

errc refusal(const room_filter& asked) {
  auto query = query_of(asked);
  REQUIRE_FALSE(query);
  return query.error().code;
}

room_filter near(double lat, double lon, double radius_m) {
  room_filter asked;
  asked.near = surroundings_of{lat, lon, radius_m};
  return asked;
}

const list_place somewhere{7, {0x1234'5678'9abc'def0, ~std::uint64_t{0}}};

}  // namespace

TEST_CASE("what means the same is the same query") {
  room_filter one, other;
  one.with_free_seat = true;
  one.text = " Soup";
  one.tags = std::vector<std::string>{"B", "a", "b "};
  other.free_seats = 1;
  other.text = "soup ";
  other.tags = std::vector<std::string>{"a", "b"};
  other.phase = room_phase::open;
  other.order = list_order::newest;
  CHECK(query_of(one) == query_of(other));
  other.free_seats = 2;
  CHECK(query_of(one) != query_of(other));
}

TEST_CASE("a point has to be one of the Earth, and a radius no longer than half around it") {
  auto nan = std::numeric_limits<double>::quiet_NaN();
  auto infinite = std::numeric_limits<double>::infinity();
  for (const auto& good : {near(90, 180, 0), near(-90, -180, 20'015'087), near(0, 0, 0.5)}) CHECK(query_of(good));
  for (const auto& bad :
       {near(90.001, 0, 1), near(0, -180.5, 1), near(0, 0, -1), near(0, 0, 20'015'088), near(nan, 0, 1),
        near(0, nan, 1), near(0, 0, nan), near(0, infinite, 1), near(0, 0, infinite)})
    CHECK(refusal(bad) == errc::invalid_params);
}

TEST_CASE("the nearest needs a point to be near to") {
  room_filter asked;
  asked.order = list_order::nearest;
  CHECK(refusal(asked) == errc::invalid_params);
}

TEST_CASE("texts that turn around what is written, and tags that none can be, are refused") {
  room_filter asked;
  asked.text = "soup \u202e";
  CHECK(refusal(asked) == errc::text_invalid);
  asked.text = "soup\n";
  CHECK(refusal(asked) == errc::text_invalid);
  asked.text.reset();
  for (const auto& tag : {std::string{"  "}, std::string{}, std::string(33, 'a')}) {
    asked.tags = {tag};
    CHECK(refusal(asked) == errc::invalid_params);
  }
  asked.tags = {"a\u2066"};
  CHECK(refusal(asked) == errc::text_invalid);
}

TEST_CASE("a cursor leads back to its place, and only in its own list") {
  auto query = *query_of(near(37, 127, 1'000));
  auto cursor = cursor_of(query, somewhere);
  CHECK(place_of(query, cursor) == somewhere);
  auto other = query;
  other.near->radius_m = 1'001;
  CHECK(place_of(other, cursor).error().code == errc::cursor_invalid);
  other = query;
  other.kind = "meal";
  CHECK(place_of(other, cursor).error().code == errc::cursor_invalid);
}

TEST_CASE("a cursor that is damaged in any way is refused") {
  auto query = *query_of({});
  auto cursor = cursor_of(query, somewhere);
  for (std::size_t i = 0; i < cursor.size(); ++i)
    for (char c : {'0', '7', 'z', 'U', '!'}) {
      auto damaged = cursor;
      damaged[i] = c;
      if (damaged != cursor) CHECK(place_of(query, damaged).error().code == errc::cursor_invalid);
    }
  for (std::size_t length = 0; length < cursor.size(); ++length) CHECK_FALSE(place_of(query, cursor.substr(0, length)));
  CHECK_FALSE(place_of(query, cursor + "0"));
  CHECK_FALSE(place_of(query, "room_01m7p3qq00t791pq4y5wymmtvw"));
}

}  // namespace moim::card_query_cases
