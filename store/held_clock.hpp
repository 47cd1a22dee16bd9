#pragma once

#include "domain/declare/time.hpp"

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>

namespace moim::store {

/// Two clocks read at one moment, in milliseconds: the wall's, since 1970, which people and programs set; and a steady
/// one, since any moment, which runs on while the machine sleeps and is never set.
struct clock_reading {
  time_ms wall = 0;
  time_ms steady = 0;
};

/// What a clock has to say about the wall's.
enum class clock_event : std::uint8_t {
  jumped,    ///< the wall is further away than may be slewed; it is not followed for now
  returned,  ///< it came back before it was followed
  followed,  ///< it stayed away for long enough to be right
};

/// The store's time as a pure machine: anchored at the wall's time when it is made, from then on it runs with the
/// steady clock and leans towards the wall's. So a jump of the wall, forth or back, costs nothing while it is short,
/// and time never stands still nor goes back.
///
/// * Up to `max_slewed_ms` apart: slewed, 50 ms a second.
/// * Further apart: not followed until that has lasted for `held_ms`. Then a wall that is ahead is followed at once,
///   and for one that is behind the store's time runs at half the speed until they meet.
class held_time {
 public:
  static constexpr time_ms max_slewed_ms = 10 * second_ms;
  static constexpr time_ms held_ms = 5 * minute_ms;
  /// The part of the passed time by which a small difference becomes smaller.
  static constexpr time_ms slew_divisor = 20;
  /// The part of the passed time that is taken away while the wall is far behind.
  static constexpr time_ms behind_divisor = 2;

  explicit held_time(const clock_reading& first) : last_(first), now_(first.wall) {}

  /// The time at `read`, which is not before the one read last. What is new about the wall, if anything, is in `event`.
  struct moment {
    time_ms now = 0;
    /// How far the wall is ahead of it; negative: behind.
    time_ms offset = 0;
    std::optional<clock_event> event;
  };
  moment at(const clock_reading& read);

 private:
  std::optional<clock_event> lean(time_ms passed, const clock_reading& read);
  /// Of passed time, in whole milliseconds; the rest counts the next time.
  time_ms part_of(time_ms passed, time_ms divisor);

  clock_reading last_;
  time_ms now_;
  /// Passed time of which a part was too short for a whole millisecond.
  time_ms rest_ = 0;
  /// Since when the wall is too far away, by the steady clock.
  std::optional<time_ms> away_since_;
  bool followed_ = false;
};

/// The store's time by the machine's clocks, or by those of a test. Safe from any thread.
class held_clock {
 public:
  using heard_function = std::function<void(clock_event, time_ms offset)>;
  /// `heard` is told what the clock has to say, on the thread that asked for the time; may be empty.
  held_clock(std::function<clock_reading()> read, heard_function heard);

  time_ms now();
  /// How far the wall was ahead when the time was last asked for; negative: behind.
  time_ms offset() const;

 private:
  std::function<clock_reading()> read_;
  heard_function heard_;
  mutable std::mutex mutex_;
  held_time time_;
  time_ms offset_ = 0;
};

/// The machine's clocks.
clock_reading read_machine_clocks();

}  // namespace moim::store
