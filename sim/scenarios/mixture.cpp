#include "sim/scenarios/scenario.hpp"

namespace moim::sim {
namespace {

struct weight {
  act what;
  std::uint32_t parts;
};

constexpr std::array mixed_weights{
    weight{act::join, 45}, weight{act::leave, 18},    weight{act::read, 15}, weight{act::create, 8},
    weight{act::list, 6},  weight{act::own_rooms, 4}, weight{act::lock, 2},  weight{act::cancel, 2},
};
constexpr std::array churn_weights{
    weight{act::join, 45},  weight{act::leave, 35},    weight{act::read, 10},
    weight{act::create, 2}, weight{act::own_rooms, 2}, weight{act::go_away, 6},
};
/// People who try everything, over and over.
constexpr std::array anything_weights{
    weight{act::join, 40},   weight{act::leave, 20}, weight{act::again, 14},    weight{act::follow, 8},
    weight{act::read, 7},    weight{act::list, 3},   weight{act::own_rooms, 3}, weight{act::lock, 2},
    weight{act::go_away, 2}, weight{act::cancel, 1},
};

// Rooms that are tried before a person does something else instead.
constexpr int max_tries = 12;
// More rooms than this in a run are not created: the last reading of them all takes as long as the run.
constexpr std::uint32_t max_rooms = 50'000;

std::span<const weight> weights_of(scenario_name name) {
  if (name == scenario_name::churn) return churn_weights;
  if (name == scenario_name::anything) return anything_weights;
  return mixed_weights;
}

/// People who do now this, now that.
class mixture : public scenario {
 public:
  explicit mixture(const scenario_setup& setup)
      : random_{setup.seed ^ 0x5eed}, weights_{weights_of(setup.name)}, seats_{setup.seats} {
    for (const auto& each : weights_) parts_ += each.parts;
  }

  std::optional<intention> next(actor_number who, const room_knowledge& seen) override {
    switch (auto what = draw(); what) {
      case act::create:
        if (seen.room_count() >= max_rooms) return any_room(act::read, seen);
        return intention{what, std::nullopt, random_.between(seats_.min, seats_.max)};
      case act::join:
        return join(who, seen);
      case act::leave:
        return leave(who, seen);
      case act::lock:
      case act::cancel:
        return finish(what, who, seen);
      case act::read:
      case act::follow:
        return any_room(what, seen);
      default:
        return intention{what, std::nullopt, 0};
    }
  }

 private:
  act draw() {
    auto at = random_.below(parts_);
    for (const auto& each : weights_) {
      if (at < each.parts) return each.what;
      at -= each.parts;
    }
    return act::read;
  }

  intention any_room(act what, const room_knowledge& seen) { return {what, random_.below(seen.room_count()), 0}; }

  /// Mostly a room that may have a free seat, now and then any: the full and the locked must say no.
  intention join(actor_number who, const room_knowledge& seen) {
    for (int i = 0; i < max_tries; ++i) {
      auto room = random_.below(seen.room_count());
      if (seen.is_host(who, room) || seen.state_of(who, room) != seat_state::out) continue;
      if ((seen.is_over(room) || seen.is_full(room)) && !random_.chance(0.05)) continue;
      return {act::join, room, 0};
    }
    return leave(who, seen);
  }

  intention leave(actor_number who, const room_knowledge& seen) {
    auto seats = seen.seats_of(who);
    for (int i = 0; i < max_tries && !seats.empty(); ++i) {
      auto room = seats[random_.below(seats.size())];
      if (seen.is_over(room) && !random_.chance(0.05)) continue;
      return {act::leave, room, 0};
    }
    return any_room(act::read, seen);
  }

  intention finish(act what, actor_number who, const room_knowledge& seen) {
    auto hosted = seen.rooms_of(who);
    for (int i = 0; i < max_tries && !hosted.empty(); ++i) {
      auto room = hosted[random_.below(hosted.size())];
      if (!seen.is_over(room)) return {what, room, 0};
    }
    return any_room(act::read, seen);
  }

  random_source random_;
  std::span<const weight> weights_;
  std::uint32_t parts_ = 0;
  seat_range seats_;
};

}  // namespace

std::unique_ptr<scenario> make_mixture(const scenario_setup& setup) { return std::make_unique<mixture>(setup); }

std::unique_ptr<scenario> make_scenario(const scenario_setup& setup) {
  if (setup.name == scenario_name::hot || setup.name == scenario_name::many) return make_race(setup);
  if (setup.name == scenario_name::revolving) return make_revolving_door(setup);
  return make_mixture(setup);
}

}  // namespace moim::sim
