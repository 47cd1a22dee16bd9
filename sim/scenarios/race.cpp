#include "sim/scenarios/scenario.hpp"

#include <algorithm>

namespace moim::sim {
namespace {

/// Everybody joins one room after another and never leaves. In `hot` all take the rooms in the same order, so that all
/// race for the same seats; in `many` a few hundred rooms fill up together.
class race : public scenario {
 public:
  explicit race(const scenario_setup& setup) : joined_(setup.people), starts_(setup.people) {
    if (setup.name == scenario_name::hot) return;
    band_ = std::min<std::uint32_t>(setup.rooms, 512);
    random_source random{setup.seed ^ 0xace};
    for (auto& each : starts_) each = random.below(band_);
  }

  std::optional<intention> next(actor_number who, const room_knowledge& seen) override {
    while (joined_[who] < seen.room_count()) {
      auto room = place_of(joined_[who]++, who, seen.room_count());
      // Rooms known as full are passed by; in one hot room the late are to be told that it is.
      if (seen.is_host(who, room) || (band_ > 1 && seen.is_full(room))) continue;
      return intention{act::join, room, 0};
    }
    return std::nullopt;
  }

 private:
  /// The room that is a person's `nth`: band by band, each from a place of their own.
  room_number place_of(std::uint32_t nth, actor_number who, std::uint32_t count) const {
    auto first = nth / band_ * band_;
    auto size = std::min(band_, count - first);
    return first + (nth - first + starts_[who]) % size;
  }

  std::uint32_t band_ = 1;
  std::vector<std::uint32_t> joined_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace

std::unique_ptr<scenario> make_race(const scenario_setup& setup) { return std::make_unique<race>(setup); }

}  // namespace moim::sim
