#include "sim/load/scenarios/scenario.hpp"

#include <algorithm>

namespace moim::load {
namespace {

/// Everybody joins one room after another and never leaves. In `hot` all take the rooms in the same order, so that all
/// race for the same seats; in `many` a few hundred rooms fill up together.
class race : public scenario {
 public:
  explicit race(const load_plan& plan) : joined_(plan.users), starts_(plan.users) {
    if (plan.scenario == scenario_name::hot) return;
    band_ = std::min<std::uint32_t>(plan.rooms, 512);
    random_source random{plan.seed ^ 0xace};
    for (auto& each : starts_) each = random.below(band_);
  }

  std::optional<intent> next(person_number who, const world& rooms) override {
    while (joined_[who] < rooms.room_count()) {
      auto room = place_of(joined_[who]++, who, rooms.room_count());
      const auto& place = rooms.room(room);
      // Rooms known as full are passed by; in one hot room the late are to be told that it is.
      if (place.host == who || (band_ > 1 && place.ledger.is_full())) continue;
      return intent{operation::join, who, room, join_room{place.ledger.room()}};
    }
    return std::nullopt;
  }

 private:
  /// The room that is a person's `nth`: band by band, each from a place of their own.
  room_number place_of(std::uint32_t nth, person_number who, std::uint32_t count) const {
    auto first = nth / band_ * band_;
    auto size = std::min(band_, count - first);
    return first + (nth - first + starts_[who]) % size;
  }

  std::uint32_t band_ = 1;
  std::vector<std::uint32_t> joined_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace

std::unique_ptr<scenario> make_race(const load_plan& plan) { return std::make_unique<race>(plan); }

}  // namespace moim::load
