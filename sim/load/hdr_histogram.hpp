#pragma once

#include <cstdint>
#include <vector>

namespace moim::load {

/// How long things took, to three significant digits, from one unit up to `highest`; after Gil Tene's HdrHistogram.
/// Values lie in buckets whose width doubles with each power of two above 2048, so that no value is off by more than
/// a thousandth, and adding one costs a few instructions whatever was added before.
class hdr_histogram {
 public:
  /// Larger values count as this one: 2^36 nanoseconds are 68 seconds.
  static constexpr std::uint64_t highest = (std::uint64_t{1} << 36) - 1;

  hdr_histogram();

  void add(std::uint64_t value, std::uint64_t times = 1);
  void add(const hdr_histogram& other);

  std::uint64_t count() const { return count_; }
  /// The exact least and greatest value; 0 while there is none.
  std::uint64_t min() const { return count_ == 0 ? 0 : min_; }
  std::uint64_t greatest() const { return greatest_; }
  double mean() const;
  /// The smallest recorded value that at least `share` (0..1) of all values do not exceed, rounded up within its
  /// bucket; 0 while there is none.
  std::uint64_t quantile(double share) const;

 private:
  std::vector<std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  std::uint64_t min_ = highest;
  std::uint64_t greatest_ = 0;
  double sum_ = 0;
};

}  // namespace moim::load
