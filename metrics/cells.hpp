#pragma once

#include "domain/declare/expects.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

/// The numbers themselves: written from any thread without a lock, read when somebody scrapes. They are ours because
/// prometheus-cpp's histogram takes a mutex for each observation and its counter a call into the library.
namespace moim {

/// Counts what happened; never goes down.
class counter {
 public:
  static constexpr std::string_view type = "counter";
  static constexpr double unit = 1;

  void add(std::uint64_t more = 1) noexcept { count_.fetch_add(more, std::memory_order_relaxed); }
  /// For what somebody else counts: `total` is what they have counted so far. One writer only.
  void raise_to(std::uint64_t total) noexcept { count_.store(std::max(value(), total), std::memory_order_relaxed); }
  std::uint64_t value() const noexcept { return count_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> count_ = 0;
};

/// Counts time spent, shown in seconds.
class duration_counter : private counter {
 public:
  static constexpr std::string_view type = "counter";
  static constexpr double unit = 1e-9;

  void raise_to(std::chrono::nanoseconds total) noexcept {
    counter::raise_to(static_cast<std::uint64_t>(std::max<std::int64_t>(total.count(), 0)));
  }
  using counter::value;
};

/// What is so at this moment. What is added here is subtracted later.
class gauge {
 public:
  static constexpr std::string_view type = "gauge";
  static constexpr double unit = 1;

  void set(std::int64_t value) noexcept { value_.store(value, std::memory_order_relaxed); }
  void add(std::int64_t more = 1) noexcept { value_.fetch_add(more, std::memory_order_relaxed); }
  void subtract(std::int64_t less = 1) noexcept { value_.fetch_sub(less, std::memory_order_relaxed); }
  std::int64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_ = 0;
};

/// How amounts (entries, bytes) are distributed.
class histogram {
 public:
  static constexpr std::string_view type = "histogram";
  static constexpr double unit = 1;
  static constexpr std::size_t max_bounds = 23;

  void observe(std::uint64_t amount) noexcept {
    auto bucket = std::lower_bound(bounds_.begin(), bounds_.end(), amount) - bounds_.begin();
    counts_[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(amount, std::memory_order_relaxed);
  }

  /// The inclusive upper bounds of the buckets, ascending; they live as long as the program. Before any observation.
  void use(std::span<const std::uint64_t> bounds) {
    expects(bounds.size() <= max_bounds && std::is_sorted(bounds.begin(), bounds.end()));
    bounds_ = bounds;
  }

  std::span<const std::uint64_t> bounds() const { return bounds_; }
  std::uint64_t sum() const noexcept { return sum_.load(std::memory_order_relaxed); }
  std::uint64_t in_bucket(std::size_t index) const noexcept { return counts_[index].load(std::memory_order_relaxed); }
  /// How many observations there were.
  std::uint64_t count() const noexcept {
    std::uint64_t all = 0;
    for (const auto& one : counts_) all += one.load(std::memory_order_relaxed);
    return all;
  }

 private:
  std::span<const std::uint64_t> bounds_;
  std::array<std::atomic<std::uint64_t>, max_bounds + 1> counts_{};
  std::atomic<std::uint64_t> sum_ = 0;
};

/// How durations are distributed, shown in seconds.
class duration_histogram : public histogram {
 public:
  static constexpr double unit = 1e-9;

  /// A duration below zero (a clock that was set back) counts as none.
  void observe(std::chrono::nanoseconds duration) noexcept {
    histogram::observe(static_cast<std::uint64_t>(std::max<std::int64_t>(duration.count(), 0)));
  }
};

}  // namespace moim
