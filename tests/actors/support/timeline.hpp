#pragma once

#include "tests/support/make.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace moim::bench {

/// Virtual time, and what happens in it: in the order of its times, and for one time in the order in which it was put.
class timeline {
 public:
  time_ms now() const { return now_; }
  /// Begins elsewhere, so that whoever takes one for the other is found out.
  time_ms machine_now() const { return now_ - make::noon_ms + hour_ms; }
  void in(time_ms delay_ms, std::function<void()> act) {
    acts_.emplace(std::pair{now_ + delay_ms, ++last_}, std::move(act));
  }
  void soon(std::function<void()> act) { in(0, std::move(act)); }

  /// Does the next thing that is due now; false if there is none.
  bool step() {
    if (acts_.empty() || acts_.begin()->first.first > now_) return false;
    auto act = std::move(acts_.begin()->second);
    acts_.erase(acts_.begin());
    act();
    return true;
  }
  /// Does all that is due now.
  void run() {
    while (step()) {
    }
  }
  /// Lets time pass, and does all that becomes due.
  void pass(time_ms span_ms) {
    auto until = now_ + span_ms;
    run();
    while (!acts_.empty() && acts_.begin()->first.first <= until) {
      now_ = acts_.begin()->first.first;
      run();
    }
    now_ = std::max(now_, until);
  }

 private:
  time_ms now_ = make::noon_ms;
  std::uint64_t last_ = 0;
  std::map<std::pair<time_ms, std::uint64_t>, std::function<void()>> acts_;
};

}  // namespace moim::bench
