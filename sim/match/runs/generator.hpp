#pragma once

#include "sim/match/files/match_recording.hpp"
#include "sim/scenarios/random_source.hpp"

namespace moim::sim {

/// What people of a generated pool are like.
enum class family : std::uint8_t { dense, narrow, mixed, wide, skewed, misfit, pairs };
constexpr std::array<std::string_view, 7> enum_names(family) {
  return {"dense", "narrow", "mixed", "wide", "skewed", "misfit", "pairs"};
}

struct generator_options {
  family what = family::dense;
  std::uint64_t seed = 1;
  std::size_t tickets = 1'000;
  /// Arrivals a minute of a Poisson process; 0: all at once.
  double per_minute = 60;
  /// Arrivals come in bursts of so many; 1: one by one.
  std::uint32_t burst = 1;
  /// The time over which a burst's arrivals are scattered.
  time_ms burst_ms = 1'000;
  /// For families in space or value: how many tickets share the neighbourhood of one, roughly. At constant density
  /// the area grows with `waiting`.
  double neighbours = 12;
  std::size_t waiting = 1'000;
  double share_of_parties = 0.1;
  /// The share of tickets that are cancelled before their time.
  double share_abandoned = 0;
  /// Arrivals follow the hours of a day, from midnight on; `per_minute` is the mean of the whole day.
  bool follows_day = false;
  /// The share of tickets whose people lose their connection at some time; half of them come back.
  double share_vanishing = 0;
  std::uint32_t absent_after_s = 0;
  /// After so long a wait a ticket asks for less: radii and limits twice as large, half the least overlap, fewer
  /// people; 0: never.
  std::uint32_t relax_after_s = 0;
  std::uint32_t wave_ms = 0;
  std::uint32_t ttl_s = 600;
  /// People have to accept their group within that time; 0: they are not asked.
  std::uint32_t accept_within_s = 0;
};

pool_kind kind_of(const generator_options& options);

/// Makes tickets of one family, one after the other.
class ticket_source {
 public:
  explicit ticket_source(const generator_options& options);
  ticket next(time_ms now);

 private:
  ticket_wishes wishes(std::size_t people, time_ms now);
  ticket_wishes narrow_wishes(std::size_t people);
  ticket_wishes mixed_wishes(std::size_t people, time_ms now);
  /// Few places are popular, most are not.
  set_wish popular_places();
  set_wish some_of(std::uint8_t criterion, const char* prefix, std::uint32_t values, std::uint32_t max);
  set_wish shared_with_each() const;
  radius_wish around(std::uint8_t criterion, double radius_m, double side_m);

  generator_options options_;
  random_source chance_;
  std::uint64_t tickets_ = 0;
  std::uint64_t users_ = 0;
};

/// A whole history: arrivals, the cancels of those who lose patience, the presence of those who lose their connection.
recording generate(const generator_options& options);

}  // namespace moim::sim
