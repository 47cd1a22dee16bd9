#pragma once

#include "domain/declare/ids.hpp"

#include <cmath>

namespace moim::sim {

/// A seeded generator (SplitMix64, Steele et al. 2014): the same seed, the same choices.
class random_source {
 public:
  explicit random_source(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() { return mix64(state_ += 0x9e3779b97f4a7c15ULL); }
  /// 0 … below - 1; `below` is 1 … 2^32.
  std::uint32_t below(std::size_t below) { return static_cast<std::uint32_t>((next() >> 32) * below >> 32); }
  /// min … max.
  std::uint32_t between(std::uint32_t min, std::uint32_t max) { return min + below(max - min + 1); }
  /// 0 … 1, without 1.
  double share() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  bool chance(double share_of_all) { return share() < share_of_all; }
  /// The time to the next arrival of a Poisson process.
  double exponential(double mean) { return -mean * std::log1p(-share()); }

 private:
  std::uint64_t state_;
};

}  // namespace moim::sim
