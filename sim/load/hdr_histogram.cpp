#include "sim/load/hdr_histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace moim::load {
namespace {

// Values below 2^11 have a bucket each; every further power of two is cut into 2^10 buckets, which makes the error at
// most 1 in 1024.
constexpr unsigned exact_bits = 11;
constexpr std::uint64_t half = std::uint64_t{1} << (exact_bits - 1);
constexpr unsigned highest_bits = 36;
constexpr std::size_t bucket_count = half * (highest_bits - exact_bits + 2);

std::size_t bucket_of(std::uint64_t value) {
  auto bits = static_cast<unsigned>(std::bit_width(value));
  auto shift = bits > exact_bits ? bits - exact_bits : 0;
  return static_cast<std::size_t>(shift * half + (value >> shift));
}

/// The largest value that lies in this bucket.
std::uint64_t top_of(std::size_t bucket) {
  auto shift = bucket < 2 * half ? 0 : bucket / half - 1;
  auto first = (bucket - shift * half) << shift;
  return first + (std::uint64_t{1} << shift) - 1;
}

}  // namespace

hdr_histogram::hdr_histogram() : counts_(bucket_count) {}

void hdr_histogram::add(std::uint64_t value, std::uint64_t times) {
  if (times == 0) return;
  value = std::min(value, highest);
  counts_[bucket_of(value)] += times;
  count_ += times;
  min_ = std::min(min_, value);
  greatest_ = std::max(greatest_, value);
  sum_ += static_cast<double>(value) * static_cast<double>(times);
}

void hdr_histogram::add(const hdr_histogram& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  count_ += other.count_;
  min_ = std::min(min_, other.min_);
  greatest_ = std::max(greatest_, other.greatest_);
  sum_ += other.sum_;
}

double hdr_histogram::mean() const { return count_ == 0 ? 0 : sum_ / static_cast<double>(count_); }

std::uint64_t hdr_histogram::quantile(double share) const {
  if (count_ == 0) return 0;
  auto wanted = static_cast<std::uint64_t>(std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(count_)));
  wanted = std::max<std::uint64_t>(wanted, 1);
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < counts_.size(); ++bucket) {
    seen += counts_[bucket];
    if (seen >= wanted) return std::min(top_of(bucket), greatest_);
  }
  return greatest_;
}

}  // namespace moim::load
