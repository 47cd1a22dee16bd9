#include "domain/matching/explain/blurred.hpp"
#include "tests/domain/matching/support/explain_case.hpp"
#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

/// Somebody curious, who knows all but one thing of somebody who waits, and has four accomplices, so that one ticket
/// more or less decides whether there are five. They ask and ask with other tickets, and strike out whatever does not
/// go with an answer. Asked of the exact explanation, that finds everybody; of what people are told it must not.
namespace moim {
namespace {

using matching_test::dice;
using matching_test::explain_case;

constexpr int questions = 200;
constexpr std::uint64_t curious = 1;
constexpr std::uint64_t waiting = 10;

/// What is asked with: a ticket of one's own, and those of four accomplices.
using question = std::vector<ticket>;
using answer_text = std::function<std::string(explain_case&)>;

ticket with(std::uint64_t number, ticket_wishes wishes) {
  ticket made;
  made.id = {0, number};
  made.users = {{0, number}};
  made.sizes = sizes_between(2, 4);
  made.wishes = std::move(wishes);
  return made;
}

std::string told(explain_case& pool) {
  auto seen = pool.told(curious);
  std::string text = std::to_string(seen.candidates) + " of " + std::to_string(seen.sample);
  for (const auto& each : seen.rules)
    text += "; " + each.rule + " " + std::to_string(each.failing) + " " + std::to_string(each.failing_by_it_alone);
  for (const auto& each : seen.nearest) text += "; " + each.rule + " " + each.missing;
  return text;
}

/// Only whether the one is among those who suit, of all that the exact explanation holds.
std::string known(explain_case& pool) { return std::to_string(pool.known(curious).candidates); }

std::string answer_to(const question& asked, const ticket& about, const answer_text& answer) {
  explain_case pool;
  pool.put(about);
  for (const auto& each : asked) pool.put(each);
  return answer(pool);
}

/// Of all that could be true, what goes with every answer. The first is true.
std::vector<ticket> left_of(std::vector<ticket> thinkable, const std::vector<question>& asked,
                            const answer_text& answer) {
  auto truth = thinkable.front();
  for (const auto& each : asked) {
    auto heard = answer_to(each, truth, answer);
    std::erase_if(thinkable, [&](const ticket& other) { return answer_to(each, other, answer) != heard; });
  }
  return thinkable;
}

constexpr double middle_lat = 37.5665;
constexpr double middle_lon = 126.978;
constexpr double metres_a_degree = 111'195;

ticket_wishes at(double north_m, double east_m, double radius_m) {
  auto lat = middle_lat + north_m / metres_a_degree;
  auto lon = middle_lon + east_m / metres_a_degree / std::cos(middle_lat * 0.017453292519943295);
  return {{}, {}, {}, {{explain_case::where, lat, lon, radius_m}}};
}

/// Whoever waits may be anywhere within 2 km, as far as is known.
std::vector<ticket> places(double radius_m) {
  std::vector<ticket> all{with(waiting, at(137, -211, radius_m))};
  for (int north = -20; north <= 20; ++north)
    for (int east = -20; east <= 20; ++east) all.push_back(with(waiting, at(north * 100, east * 100, radius_m)));
  return all;
}

std::vector<question> questions_about_places() {
  dice chance{7};
  std::vector<question> all;
  for (int i = 0; i < questions; ++i) {
    auto any_m = [&](std::int64_t most) { return static_cast<double>(chance.between(-most, most)); };
    auto north = any_m(5'000);
    auto east = any_m(5'000);
    question asked{with(curious, at(north, east, static_cast<double>(chance.between(0, 3'000))))};
    // Sometimes the accomplices suit, sometimes they are as far away as whoever waits may be.
    auto apart = chance.chance(50) ? 0.0 : any_m(9'000);
    for (std::uint64_t n = 2; n <= 5; ++n) asked.push_back(with(n, at(north + apart, east, 500)));
    all.push_back(std::move(asked));
  }
  return all;
}

double apart_m(const ticket& a, const ticket& b) {
  const auto& x = a.wishes.radii[0];
  const auto& y = b.wishes.radii[0];
  return distance_m(direction_of(x.lat, x.lon), direction_of(y.lat, y.lon));
}

/// How far off the best guess may still be.
double uncertainty_m(const std::vector<ticket>& left) {
  auto best = std::numeric_limits<double>::max();
  for (const auto& guess : left) {
    double worst = 0;
    for (const auto& other : left) worst = std::max(worst, apart_m(guess, other));
    best = std::min(best, worst);
  }
  return best;
}

TEST_CASE("whoever asks two hundred times from elsewhere gets no nearer to somebody than 500 m") {
  auto asked = questions_about_places();
  for (double radius_m : {100.0, 1'500.0}) {
    auto left = left_of(places(radius_m), asked, told);
    CHECK(uncertainty_m(left) >= 500);
    // What they could learn they did: the cell.
    CHECK(uncertainty_m(left) < 1'000);
    // The same questions find anybody who is explained exactly.
    CHECK(uncertainty_m(left_of(places(radius_m), asked, known)) <= 150);
  }
}

TEST_CASE("numbers and times come out no finer than their grids, however often one asks") {
  dice chance{8};
  std::vector<question> asked;
  for (int i = 0; i < questions; ++i) {
    auto age = chance.between(15'000, 60'000);
    auto from = chance.between(0, 300) * minute_ms;
    ticket_wishes wishes{{},
                         {{explain_case::when, {{from, from + hour_ms, minute_ms}}}},
                         {{explain_case::age, {age}, chance.between(1, 9) * 1'000}},
                         {}};
    if (i % 2 == 0) wishes.windows.clear();
    if (i % 2 == 1) wishes.spreads.clear();
    question each{with(curious, wishes)};
    for (std::uint64_t n = 2; n <= 5; ++n) each.push_back(with(n, chance.chance(50) ? ticket_wishes{} : wishes));
    asked.push_back(std::move(each));
  }
  std::vector<ticket> ages;
  for (std::int64_t age : {31, 18, 20, 22, 24, 26, 28, 29, 30, 32, 33, 34, 36, 38, 40, 45, 50})
    ages.push_back(with(waiting, {{}, {}, {{explain_case::age, {age * 1'000}, 8'000}}, {}}));
  auto same_band = [](const ticket& a, const ticket& b) {
    auto of = [](const ticket& each) { return middle_of_step(each.wishes.spreads[0].values[0], 4'096); };
    return of(a) == of(b);
  };
  auto left = left_of(ages, asked, told);
  CHECK(left.size() == static_cast<std::size_t>(std::count_if(ages.begin(), ages.end(), [&](const ticket& each) {
          return same_band(each, ages.front());
        })));
  CHECK(left.size() == 4);
  CHECK(left_of(ages, asked, known).size() == 1);

  std::vector<ticket> times;
  for (std::int64_t minute : {127, 60, 90, 110, 115, 119, 120, 121, 125, 130, 134, 135, 140, 150, 180})
    times.push_back(with(waiting, {{}, {{explain_case::when, {{minute * minute_ms, 400 * minute_ms, 0}}}}, {}, {}}));
  CHECK(left_of(times, asked, told).size() == 6);
  CHECK(left_of(times, asked, known).size() < 3);
}

TEST_CASE("nothing but the blurred copies of others counts: whoever moves within a cell changes no answer") {
  dice chance{9};
  for (int i = 0; i < 50; ++i) {
    explain_case here;
    explain_case there;
    for (std::uint64_t n = 1; n <= 12; ++n) {
      auto shifted = [&](std::int64_t cells_north) {
        auto within = [&] { return static_cast<double>(chance.between(-340, 340)) / metres_a_degree; };
        auto cell = middle_of_cell(middle_lat + static_cast<double>(cells_north) * 1'000 / metres_a_degree, middle_lon);
        return ticket_wishes{{}, {}, {}, {{explain_case::where, cell.lat + within(), cell.lon + within(), 700}}};
      };
      auto cells_north = chance.between(0, 12);
      auto of_one = with(n, shifted(cells_north));
      auto of_other = with(n, shifted(cells_north));
      of_one.relax = {{60, 0, shifted(3)}};
      of_other.relax = {{60, 0, shifted(3)}};
      of_other.wishes.radii[0].radius_m = 900;
      here.put(of_one);
      there.put(of_other);
    }
    for (std::uint64_t n = 1; n <= 12; ++n) CHECK(here.told(n) == there.told(n));
  }
}

}  // namespace
}  // namespace moim
