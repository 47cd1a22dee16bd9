#include "domain/directory/page_search.hpp"

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <random>

/// What the directory's index costs with a million rooms: `directory_bench [CARDS]`. Half of the rooms lie in ten
/// towns, the others anywhere in a country of 500 by 500 km; ten kinds, one of three rooms is full.
using namespace moim;

namespace {

constexpr std::int64_t begin_ms = 1'790'000'000'000;
std::mt19937_64 chance{1};

double between(double from, double to) { return std::uniform_real_distribution<double>{from, to}(chance); }
std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>{0, bound - 1}(chance); }

geo_point any_point() {
  static const auto towns = [] {
    std::vector<geo_point> made;
    for (int i = 0; i < 10; ++i) made.push_back({between(33.5, 38), between(126, 131)});
    return made;
  }();
  if (below(2) == 0) return {between(33.5, 38), between(126, 131)};
  const auto& town = towns[below(towns.size())];
  std::normal_distribution<double> around{0, 0.05};
  return {town.lat + around(chance), town.lon + around(chance)};
}

directory_card any_card(std::uint64_t number) {
  static const std::vector<std::string> words{"lunch", "soup", "run", "study", "football", "together", "noon", "river"};
  directory_card card;
  card.room = {static_cast<std::uint64_t>(begin_ms + static_cast<std::int64_t>(number) * 100) << 16 | below(65'536),
               chance()};
  card.kind = "kind-" + std::to_string(below(10));
  for (int i = 0; i < 4; ++i) card.title += words[below(words.size())] + ' ';
  card.title += std::to_string(below(100'000));
  card.host = user_id{1, chance()};
  card.seats = 4 + static_cast<std::uint32_t>(below(5));
  card.taken = below(3) == 0 ? card.seats : static_cast<std::uint32_t>(below(card.seats));
  card.created_at_ms = created_at_ms(card.room);
  card.starts_at_ms = begin_ms + static_cast<std::int64_t>(below(1'000)) * minute_ms;
  card.place = place{"At the bridge by the river", any_point()};
  for (int i = 0; i < 3; ++i) card.tags.push_back("tag-" + std::to_string(below(1'000)));
  return card;
}

double cpu_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

/// Microseconds of processor time of each of `times` calls, in order of length: what others on the machine take does
/// not count.
template <class Act>
std::vector<double> timed(std::size_t times, Act&& act) {
  std::vector<double> took;
  for (std::size_t i = 0; i < times; ++i) {
    auto begin = cpu_us();
    act();
    took.push_back(cpu_us() - begin);
  }
  std::sort(took.begin(), took.end());
  return took;
}

void tell(const char* what, const std::vector<double>& took) {
  double all = 0;
  for (auto each : took) all += each;
  std::printf("%-44s mean %8.2f us  p50 %8.2f  p99 %8.2f  most %8.2f\n", what, all / double(took.size()),
              took[took.size() / 2], took[took.size() * 99 / 100], took.back());
}

void measure_page(const char* what, const card_index& index, room_filter asked, std::size_t pages = 1) {
  std::size_t found = 0;
  auto took = timed(2'000, [&] {
    auto point = any_point();
    asked.kind = "kind-" + std::to_string(below(10));
    if (asked.near) asked.near = surroundings_of{point.lat, point.lon, asked.near->radius_m};
    auto query = *query_of(asked);
    std::optional<list_place> at;
    for (std::size_t page = 0; page < pages; ++page) {
      auto read = search_page(index, query, at, 20);
      for (auto which : read.cards) found += index.cards().card(which).title.size() > 0;
      if (!(at = read.next)) break;
    }
  });
  tell(what, took);
  std::printf("%-44s %.1f rooms each\n", "", static_cast<double>(found) / 2'000);
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t cards = count > 1 ? std::stoul(arguments[1]) : 1'000'000;
  card_index index;
  std::vector<directory_card> all;
  for (std::size_t i = 0; i < cards; ++i) all.push_back(any_card(i));
  std::size_t next = 0;
  tell("a new card", timed(cards, [&] { index.put(all[next++]); }));
  std::printf("%zu cards, %zu bytes each (%zu in the table)\n", cards, index.bytes() / cards,
              index.cards().bytes() / cards);
  tell("a seat is taken or left", timed(200'000, [&] {
         auto& card = all[below(all.size())];
         card.taken = (card.taken + 1) % (card.seats + 1);
         index.put(card);
       }));
  tell("a room goes, and another comes", timed(200'000, [&] {
         auto& card = all[below(all.size())];
         index.erase(card.room);
         card.room.low = chance();
         index.put(card);
       }));
  room_filter asked;
  asked.with_free_seat = true;
  measure_page("kind, free seat, newest", index, asked);
  asked.near = surroundings_of{0, 0, 10'000};
  measure_page("kind, free seat, 10 km, newest", index, asked);
  asked.order = list_order::soonest;
  measure_page("kind, free seat, 10 km, soonest", index, asked);
  asked.order = list_order::fullest;
  measure_page("kind, free seat, 10 km, fullest", index, asked);
  asked.order = list_order::hot;
  measure_page("kind, free seat, 10 km, hot", index, asked);
  asked.order = list_order::nearest;
  measure_page("kind, free seat, 10 km, nearest", index, asked);
  measure_page("the same, ten pages", index, asked, 10);
  asked.near->radius_m = 300'000;
  measure_page("kind, free seat, 300 km, nearest", index, asked);
  asked.order = list_order::newest;
  asked.near.reset();
  asked.tags = {"tag-7"};
  measure_page("kind, free seat, a tag, newest", index, asked);
  asked.tags.reset();
  asked.text = "togeth";
  measure_page("kind, free seat, a frequent word", index, asked);
  asked.text = "99";
  measure_page("kind, free seat, rare words", index, asked);
}
