#pragma once

#include "domain/matching/index/key_dimension.hpp"

#include <vector>

namespace moim {

/// The levels of a key, one byte per dimension. Tickets with the same pattern are found by the same walk (tuple space
/// search: Srinivasan, Suri and Varghese 1999).
using key_pattern = std::uint32_t;

/// How many tickets are posted with a pattern.
struct pattern_use {
  key_pattern pattern = 0;
  std::uint32_t tickets = 0;
  bool operator==(const pattern_use&) const = default;
};

/// One way to file tickets: under the keys of some of their criteria. A pool has up to two, one of discrete criteria
/// and one of continuous ones; a search walks the one that leads to fewer candidates.
class key_plan {
 public:
  static constexpr std::size_t max_dimensions = 4;
  /// The most keys of a ticket in one plan (64 in both). Wider criteria are filed under the wildcard. A
  /// longer list of values stays alone, with a key for each: few others name any of so many values.
  static constexpr std::uint32_t max_keys = 32;

  explicit key_plan(std::vector<key_dimension> dimensions) : dimensions_(std::move(dimensions)) {}
  static std::vector<key_plan> plans_of(const pool_kind& kind);

  /// Fills `keys` with those of a ticket; returns its pattern.
  key_pattern post(const profile& of, std::vector<std::uint64_t>& keys) const;
  /// Adds every key under which a ticket that suits `of` could be. False if those are more than `max`.
  bool probe(const profile& of, const std::vector<pattern_use>& patterns, const value_names& names, std::size_t max,
             std::vector<std::uint64_t>& keys) const;

 private:
  void narrow(coordinates* per_dimension, std::uint8_t* levels) const;
  void expand(const coordinates* per_dimension, key_pattern pattern, std::vector<std::uint64_t>& keys) const;

  std::vector<key_dimension> dimensions_;
};

}  // namespace moim
