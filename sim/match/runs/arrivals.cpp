#include "sim/match/runs/generator.hpp"

#include <algorithm>
#include <cmath>

/// When the tickets of a generated history come, and what becomes of their people: the families of tickets are in
/// generator.cpp.
namespace moim::sim {
namespace {

/// How busy each hour of a day is, from midnight on, beside the others: quiet before dawn, lunch, and an evening.
constexpr std::array<double, 24> busy_hours{0.35, 0.2, 0.12, 0.08, 0.06, 0.1, 0.25, 0.5, 0.8, 0.9, 0.95, 1.2,
                                            1.5,  1.3, 1.0,  0.95, 1.0,  1.3, 1.8,  2.3, 2.4, 2.0, 1.4,  0.8};

/// The time of a day at which a steady stream would have been at `steady_ms`: the same arrivals, now dense, now sparse.
double by_day(double steady_ms) {
  double all = 0;
  for (auto each : busy_hours) all += each;
  constexpr double day_ms = 24 * hour_ms;
  auto days = std::floor(steady_ms / day_ms);
  auto left = (steady_ms / day_ms - days) * all;
  for (std::size_t hour = 0; hour < busy_hours.size(); ++hour) {
    if (left < busy_hours[hour]) return days * day_ms + (static_cast<double>(hour) + left / busy_hours[hour]) * hour_ms;
    left -= busy_hours[hour];
  }
  return (days + 1) * day_ms;
}

/// Later the ticket's people ask for half of what they asked for at first.
relax_step eased(const ticket& from, std::uint32_t after_s) {
  relax_step step{after_s, from.sizes, {}};
  for (auto people = std::max<std::uint32_t>(2, static_cast<std::uint32_t>(from.users.size()) + 1);
       people <= max_group_people && size_of(people) < (from.sizes & (~from.sizes + 1)); ++people)
    step.sizes |= size_of(people);
  for (const auto& wish : from.wishes.radii)
    step.wishes.radii.push_back({wish.criterion, wish.lat, wish.lon, wish.radius_m * 2});
  for (const auto& wish : from.wishes.spreads)
    if (wish.limit) step.wishes.spreads.push_back({wish.criterion, wish.values, *wish.limit * 2});
  for (auto wish : from.wishes.windows) {
    for (auto& window : wish.windows) window.least_ms /= 2;
    step.wishes.windows.push_back(std::move(wish));
  }
  return step;
}

/// What happens to a ticket after it came.
class later_life {
 public:
  later_life(const generator_options& options, recording& into)
      : options_(options), into_(into), chance_(options.seed ^ 0x1b873593) {}

  void lose_sight_of(const ticket_id& id, time_ms came) {
    if (!chance_.chance(options_.share_vanishing)) return;
    auto gone = came + within(options_.ttl_s);
    into_.commands.push_back({gone, set_presence{id, false}});
    // Half of them come back, some too late.
    if (chance_.chance(0.5))
      into_.commands.push_back({gone + 1 + within(2 * options_.absent_after_s), set_presence{id, true}});
  }

 private:
  time_ms within(std::uint32_t seconds) { return static_cast<time_ms>(chance_.share() * seconds * 1000.0); }

  const generator_options& options_;
  recording& into_;
  random_source chance_;
};

}  // namespace

recording generate(const generator_options& options) {
  recording made;
  made.kind = kind_of(options);
  ticket_source source{options};
  random_source chance{options.seed ^ 0x5bd1e995};
  later_life later{options, made};
  double at = 0;
  std::size_t in_burst = 0;
  for (std::size_t i = 0; i < options.tickets; ++i) {
    if (options.per_minute > 0 && in_burst == 0) at += chance.exponential(60'000 * options.burst / options.per_minute);
    in_burst = (in_burst + 1) % options.burst;
    auto now = static_cast<time_ms>(options.follows_day ? by_day(at) : at);
    if (options.burst > 1) now += static_cast<time_ms>(chance.share() * static_cast<double>(options.burst_ms));
    auto arriving = source.next(now);
    auto id = arriving.id;
    if (options.relax_after_s > 0) arriving.relax.push_back(eased(arriving, options.relax_after_s));
    made.commands.push_back({now, submit_ticket{std::move(arriving)}});
    if (chance.chance(options.share_abandoned)) {
      auto gone = now + static_cast<time_ms>(chance.share() * options.ttl_s * 1000);
      made.commands.push_back({gone, cancel_ticket{id}});
    }
    if (options.share_vanishing > 0) later.lose_sight_of(id, now);
  }
  std::stable_sort(made.commands.begin(), made.commands.end(),
                   [](const timed_command& a, const timed_command& b) { return a.at < b.at; });
  return made;
}

}  // namespace moim::sim
