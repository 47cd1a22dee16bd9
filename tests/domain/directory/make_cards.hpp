#pragma once

#include "domain/directory/page_search.hpp"

#include <catch2/catch.hpp>

/// Cards that differ in what a test is about, and what is read of them.
namespace moim::directory_cases {

inline constexpr std::int64_t begin_ms = 1'790'000'000'000;

inline room_id room_number(std::uint64_t n) { return {static_cast<std::uint64_t>(begin_ms) << 16, n}; }

inline directory_card make_card(std::uint64_t n) {
  directory_card card;
  card.room = room_number(n);
  card.kind = "meal";
  card.title = "Room";
  card.seats = 4;
  card.taken = 1;
  card.created_at_ms = begin_ms;
  return card;
}

inline directory_card card_at(std::uint64_t n, double lat, double lon) {
  auto card = make_card(n);
  card.place = place{"Here", geo_point{lat, lon}};
  return card;
}

using numbers = std::vector<std::uint64_t>;

inline numbers rooms_of(const card_index& index, const found_page& page) {
  numbers all;
  for (auto which : page.cards) all.push_back(index.cards().facts(which).room.low);
  return all;
}

inline card_query query_for(const room_filter& asked) {
  auto query = query_of(asked);
  REQUIRE(query);
  return *query;
}

/// All rooms of a list, read so many at a time.
inline numbers listed(const card_index& index, const room_filter& asked, std::size_t at_once = 100) {
  auto query = query_for(asked);
  numbers all;
  std::optional<list_place> at;
  do {
    auto page = search_page(index, query, at, at_once);
    for (auto number : rooms_of(index, page)) all.push_back(number);
    at = page.next;
  } while (at && all.size() < 100'000);
  return all;
}

}  // namespace moim::directory_cases
