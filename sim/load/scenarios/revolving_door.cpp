#include "sim/load/scenarios/scenario.hpp"

namespace moim::load {
namespace {

// Those who come and go; the others sit and stay.
constexpr std::uint32_t movers_most = 64;

/// One room full of people, of whom a few leave and join again without a pause, many requests of each under way at
/// once: what a hot room costs when its connections are few and busy.
class revolving_door : public scenario {
 public:
  explicit revolving_door(const load_plan& plan) : sits_(plan.users, true) {}

  std::vector<intent> prepare(const world& rooms) override {
    std::vector<intent> all;
    const auto& place = rooms.room(0);
    for (person_number who = 0; who < rooms.people() && all.size() < place.ledger.seats(); ++who)
      if (who != place.host) all.push_back({operation::join, who, 0, join_room{place.ledger.room()}, purpose::chore});
    return all;
  }

  std::optional<intent> next(person_number who, const world& rooms) override {
    const auto& place = rooms.room(0);
    if (who == place.host || who > movers_most) return std::nullopt;
    sits_[who] = !sits_[who];
    if (sits_[who]) return intent{operation::join, who, 0, join_room{place.ledger.room()}};
    return intent{operation::leave, who, 0, leave_room{place.ledger.room()}};
  }

 private:
  /// Where a person will be once all that they asked for is done.
  std::vector<bool> sits_;
};

}  // namespace

std::unique_ptr<scenario> make_revolving_door(const load_plan& plan) { return std::make_unique<revolving_door>(plan); }

}  // namespace moim::load
