#pragma once

#include "domain/matching/round/decide.hpp"

namespace moim::matching_test {

/// A seeded generator (SplitMix64).
class dice {
 public:
  explicit dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() { return mix64(state_ += 0x9e3779b97f4a7c15ULL); }
  /// 0 … below - 1.
  std::uint32_t below(std::uint32_t below) { return static_cast<std::uint32_t>((next() >> 32) * below >> 32); }
  std::int64_t between(std::int64_t min, std::int64_t max) {
    return min + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(max - min + 1));
  }
  bool chance(unsigned percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

/// A pool with a random choice of criteria and rules.
inline pool_kind random_kind(dice& chance) {
  pool_kind kind;
  kind.key = "random";
  kind.ttl_s = 600;
  auto add = [&](const char* key, criterion_type type) {
    if (chance.chance(55)) kind.criteria.push_back({key, type, false});
  };
  add("place", criterion_type::any_of);
  add("when", criterion_type::window);
  add("where", criterion_type::radius);
  add("age", criterion_type::spread);
  add("language", criterion_type::equal);
  if (chance.chance(15)) add("rating", criterion_type::spread);
  if (chance.chance(15)) add("way", criterion_type::any_of);
  if (chance.chance(30)) {
    kind.prefer = 2 + chance.below(4);
    kind.patience_s = 5 + chance.below(60);
  }
  if (chance.chance(20)) kind.least_tickets = 3;
  if (chance.chance(20)) kind.notice_s = chance.below(600);
  return kind;
}

inline ticket_wishes random_wishes(const pool_kind& kind, std::size_t people, time_ms now, dice& chance) {
  ticket_wishes wishes;
  for (std::uint8_t i = 0; i < kind.criteria.size(); ++i) {
    if (chance.chance(15)) continue;
    switch (kind.criteria[i].type) {
      case criterion_type::any_of: {
        set_wish wish{i, {}};
        // Now and then so many that no signature holds them all.
        bool long_list = chance.chance(10);
        for (std::uint32_t k = long_list ? 33 + chance.below(32) : chance.below(3) + 1; k > 0; --k)
          wish.values.push_back("v" + std::to_string(chance.below(long_list || chance.chance(20) ? 400 : 6)));
        wishes.sets.push_back(wish);
        break;
      }
      case criterion_type::equal:
        wishes.sets.push_back({i, {"e" + std::to_string(chance.below(2))}});
        break;
      case criterion_type::window: {
        window_wish wish{i, {}};
        for (std::uint32_t k = chance.chance(20) ? 3 : 1; k > 0; --k) {
          auto from = now + chance.between(0, 8) * 15 * minute_ms;
          auto to = from + chance.between(1, 8) * 15 * minute_ms;
          wish.windows.push_back({from, to, std::min(to - from, chance.between(0, 4) * 15 * minute_ms)});
        }
        wishes.windows.push_back(wish);
        break;
      }
      case criterion_type::spread: {
        spread_wish wish{i, {}, {}};
        auto middle = chance.between(20, 40);
        for (std::size_t k = 0; k < people; ++k) wish.values.push_back((middle + chance.between(0, 2)) * 1000);
        // Now and then any difference suits.
        if (auto limit = chance.between(2, 12); limit <= 10) wish.limit = limit * 1000;
        wishes.spreads.push_back(wish);
        break;
      }
      case criterion_type::radius:
        wishes.radii.push_back({i, 37.5 + static_cast<double>(chance.between(0, 6000)) / 1e5,
                                127.0 + static_cast<double>(chance.between(0, 6000)) / 1e5,
                                static_cast<double>(chance.between(300, 4000))});
        break;
    }
  }
  return wishes;
}

/// Ticket `number`, with people whom no other ticket has unless `shared_users`.
inline ticket random_ticket(const pool_kind& kind, std::uint64_t number, time_ms now, dice& chance,
                            std::uint32_t users_in_all = 0) {
  ticket made;
  made.id = {1, number};
  auto people = chance.chance(75) ? 1u : 2u + chance.below(2);
  for (std::uint32_t k = 0; k < people; ++k)
    made.users.push_back({2, users_in_all > 0 ? 1 + chance.below(users_in_all) : number * 8 + k});
  auto min = people + 1 + chance.below(2);
  made.sizes = chance.chance(80) ? sizes_between(min, min + chance.below(3)) : size_of(min) | size_of(min + 2);
  made.wishes = random_wishes(kind, people, now, chance);
  if (chance.chance(10)) made.not_with.push_back({{2, 1 + chance.below(40)}, now + chance.between(1, 120) * second_ms});
  if (chance.chance(20)) {
    relax_step step;
    step.after_s = static_cast<std::uint32_t>(chance.between(5, 60));
    if (chance.chance(50)) step.sizes = sizes_between(people + 1, people + 5);
    step.wishes = random_wishes(kind, people, now, chance);
    made.relax.push_back(step);
  }
  if (chance.chance(20)) made.expires_at = now + chance.between(1, 300) * second_ms;
  return made;
}

}  // namespace moim::matching_test
