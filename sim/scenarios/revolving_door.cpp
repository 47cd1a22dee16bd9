#include "sim/scenarios/scenario.hpp"

namespace moim::sim {
namespace {

// Those who come and go; the others sit and stay.
constexpr std::uint32_t max_movers = 64;

/// One room full of people, of whom a few leave and join again without a pause, many requests of each under way at
/// once: what a hot room costs when its connections are few and busy.
class revolving_door : public scenario {
 public:
  explicit revolving_door(const scenario_setup& setup) : sits_(setup.people, true) {}

  std::vector<arrival> prepare(const room_knowledge& seen) override {
    std::vector<arrival> all;
    for (actor_number who = 0; who < seen.people() && all.size() < seen.seats(0); ++who)
      if (!seen.is_host(who, 0)) all.push_back({who, 0});
    return all;
  }

  std::optional<intention> next(actor_number who, const room_knowledge& seen) override {
    if (seen.is_host(who, 0) || who > max_movers) return std::nullopt;
    sits_[who] = !sits_[who];
    return intention{sits_[who] ? act::join : act::leave, 0, 0};
  }

 private:
  /// Where a person will be once all that they asked for is done.
  std::vector<bool> sits_;
};

}  // namespace

std::unique_ptr<scenario> make_revolving_door(const scenario_setup& setup) {
  return std::make_unique<revolving_door>(setup);
}

}  // namespace moim::sim
