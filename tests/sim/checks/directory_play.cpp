#include "sim/checks/directory/directory_play.hpp"

#include "sim/checks/directory/naive_list.hpp"

#include <catch2/catch.hpp>

namespace moim::directory_play_cases {

TEST_CASE("whatever is asked of the directory's index while cards come, change and go, it says what a scan says") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    auto wrong = sim::directory_play{seed}.play(200);
    INFO("seed " << seed << ": " << wrong.value_or(""));
    REQUIRE_FALSE(wrong);
  }
}

TEST_CASE("the scan tells what is just as far away as was asked for from what is further") {
  room_filter asked;
  asked.near = surroundings_of{10, 20, 0};
  room_card card;
  CHECK(sim::belongs_to(asked, card) == sim::belongs::no);
  card.place = place{"Here", geo_point{10, 20}};
  CHECK(sim::belongs_to(asked, card) == sim::belongs::yes);
  card.place->point->lat += 0.00001;
  CHECK(sim::belongs_to(asked, card) == sim::belongs::no);
  asked.near->radius_m = 1.2;
  CHECK(sim::belongs_to(asked, card) == sim::belongs::yes);
  asked.near = surroundings_of{90, 5, 0};
  card.place->point = geo_point{90, -5};
  CHECK(sim::belongs_to(asked, card) == sim::belongs::yes);
}

}  // namespace moim::directory_play_cases
