#include "store/held_clock.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <utility>

namespace moim::store {
namespace {

time_ms read_ms(clockid_t which) {
  timespec time{};
  clock_gettime(which, &time);
  return static_cast<time_ms>(time.tv_sec) * second_ms + time.tv_nsec / 1'000'000;
}

}  // namespace

held_time::moment held_time::at(const clock_reading& read) {
  // Threads may come in another order than they read in.
  auto passed = std::max<time_ms>(0, read.steady - last_.steady);
  last_ = {read.wall, last_.steady + passed};
  now_ += passed;
  auto event = lean(passed, read);
  return {now_, read.wall - now_, event};
}

std::optional<clock_event> held_time::lean(time_ms passed, const clock_reading& read) {
  auto offset = read.wall - now_;
  if (std::abs(offset) <= max_slewed_ms) {
    bool was_away = away_since_.has_value() && !followed_;
    away_since_.reset();
    followed_ = false;
    auto step = part_of(passed, slew_divisor);
    now_ += std::clamp(offset, -std::min(step, passed), step);
    return was_away ? std::optional{clock_event::returned} : std::nullopt;
  }
  if (!away_since_) {
    rest_ = 0;
    away_since_ = last_.steady;
    return clock_event::jumped;
  }
  if (last_.steady - *away_since_ < held_ms) return std::nullopt;
  // Never back: half of what has passed is taken away again.
  now_ += offset > 0 ? offset : -std::min(part_of(passed, behind_divisor), passed);
  return std::exchange(followed_, true) ? std::nullopt : std::optional{clock_event::followed};
}

time_ms held_time::part_of(time_ms passed, time_ms divisor) {
  rest_ += passed;
  auto whole = rest_ / divisor;
  rest_ -= whole * divisor;
  return whole;
}

held_clock::held_clock(std::function<clock_reading()> read, heard_function heard)
    : read_{std::move(read)}, heard_{std::move(heard)}, time_{read_()} {}

time_ms held_clock::now() {
  std::unique_lock held{mutex_};
  auto moment = time_.at(read_());
  offset_ = moment.offset;
  held.unlock();
  if (moment.event && heard_) heard_(*moment.event, moment.offset);
  return moment.now;
}

time_ms held_clock::offset() const {
  std::lock_guard held{mutex_};
  return offset_;
}

clock_reading read_machine_clocks() { return {read_ms(CLOCK_REALTIME), read_ms(CLOCK_BOOTTIME)}; }

}  // namespace moim::store
