#include "sim/load/scenarios/scenario.hpp"

#include <span>

namespace moim::load {
namespace {

struct weight {
  operation what;
  std::uint32_t parts;
};

constexpr std::array mixed_weights{
    weight{operation::join, 45},  weight{operation::leave, 18}, weight{operation::read, 15},
    weight{operation::create, 8}, weight{operation::list, 6},   weight{operation::own_rooms, 4},
    weight{operation::lock, 2},   weight{operation::cancel, 2},
};
constexpr std::array churn_weights{
    weight{operation::join, 45},  weight{operation::leave, 35},    weight{operation::read, 10},
    weight{operation::create, 2}, weight{operation::own_rooms, 2}, weight{operation::reconnect, 6},
};

// Rooms that are tried before a person does something else instead.
constexpr int tries_most = 12;
// More rooms than this in a run are not created: the last reading of them all takes as long as the run.
constexpr std::uint32_t rooms_most = 50'000;

/// People who do now this, now that.
class mixture : public scenario {
 public:
  mixture(const load_plan& plan, std::string kind)
      : random_{plan.seed ^ 0x5eed},
        weights_{plan.scenario == scenario_name::churn ? std::span<const weight>{churn_weights}
                                                       : std::span<const weight>{mixed_weights}},
        seats_{plan.seats},
        kind_{std::move(kind)} {
    for (const auto& each : weights_) parts_ += each.parts;
  }

  std::optional<intent> next(person_number who, const world& rooms) override {
    switch (auto what = draw(); what) {
      case operation::create:
        if (rooms.room_count() >= rooms_most) return read(who, rooms);
        return create_room_by(who, kind_, random_.between(seats_.least, seats_.most), ++created_);
      case operation::join:
        return join(who, rooms);
      case operation::leave:
        return leave(who, rooms);
      case operation::lock:
      case operation::cancel:
        return finish(what, who, rooms);
      case operation::list:
        return intent{what, who, std::nullopt, list_rooms{}};
      case operation::own_rooms:
        return intent{what, who, std::nullopt, read_user{}};
      case operation::reconnect:
        return intent{what, who, std::nullopt, read_session{}};
      default:
        return read(who, rooms);
    }
  }

 private:
  operation draw() {
    auto at = random_.below(parts_);
    for (const auto& each : weights_) {
      if (at < each.parts) return each.what;
      at -= each.parts;
    }
    return operation::read;
  }

  intent read(person_number who, const world& rooms) {
    auto room = random_.below(rooms.room_count());
    return {operation::read, who, room, read_room{rooms.room(room).ledger.room()}};
  }

  /// Mostly a room that may have a free seat, now and then any: the full and the locked must say no.
  intent join(person_number who, const world& rooms) {
    for (int i = 0; i < tries_most; ++i) {
      auto room = random_.below(rooms.room_count());
      const auto& place = rooms.room(room);
      if (place.host == who || place.ledger.state_of(rooms.user_of(who)) != sim::seat_state::out) continue;
      if ((place.over || place.ledger.is_full()) && !random_.chance(0.05)) continue;
      return {operation::join, who, room, join_room{place.ledger.room()}};
    }
    return leave(who, rooms);
  }

  intent leave(person_number who, const world& rooms) {
    const auto& seats = rooms.seats_of(who);
    for (int i = 0; i < tries_most && !seats.empty(); ++i) {
      auto room = seats[random_.below(seats.size())];
      const auto& place = rooms.room(room);
      if (place.over && !random_.chance(0.05)) continue;
      return {operation::leave, who, room, leave_room{place.ledger.room()}};
    }
    return read(who, rooms);
  }

  intent finish(operation what, person_number who, const world& rooms) {
    const auto& hosted = rooms.rooms_of(who);
    for (int i = 0; i < tries_most && !hosted.empty(); ++i) {
      auto room = hosted[random_.below(hosted.size())];
      const auto& place = rooms.room(room);
      if (place.over) continue;
      if (what == operation::lock) return {what, who, room, lock_room{place.ledger.room()}};
      return {what, who, room, cancel_room{place.ledger.room()}};
    }
    return read(who, rooms);
  }

  random_source random_;
  std::span<const weight> weights_;
  std::uint32_t parts_ = 0;
  seat_range seats_;
  std::string kind_;
  std::uint64_t created_ = 0;
};

}  // namespace

std::unique_ptr<scenario> make_mixture(const load_plan& plan, const std::string& kind) {
  return std::make_unique<mixture>(plan, kind);
}

std::unique_ptr<scenario> make_scenario(const load_plan& plan, const std::string& kind) {
  if (plan.scenario == scenario_name::hot || plan.scenario == scenario_name::many) return make_race(plan);
  if (plan.scenario == scenario_name::revolving) return make_revolving_door(plan);
  return make_mixture(plan, kind);
}

intent create_room_by(person_number who, const std::string& kind, std::uint32_t seats, std::uint64_t number) {
  return {operation::create, who, std::nullopt, create_room{kind, "Load " + std::to_string(number), seats}};
}

}  // namespace moim::load
