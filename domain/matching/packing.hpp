#pragma once

#include "domain/matching/group_search.hpp"

namespace moim {

/// Packs a few tickets into groups so that as many people as possible have one: all valid groups are enumerated, then
/// chosen from by branch and bound. Among equals the weights of the choice decide.
class packing {
 public:
  static constexpr std::size_t tickets_most = 40;

  explicit packing(search_space& space) : space_(&space) {}

  struct bounds {
    std::uint32_t groups = 20'000;
    std::uint32_t enumeration_nodes = 100'000;
    /// Groups looked at while branching.
    std::uint32_t branch_steps = 500'000;
    /// Not 0: among packings of as many people this number decides which, not the weights of choice.
    std::uint64_t salt = 0;
  };

  /// At most `tickets_most` tickets. True if the result is the optimum, false if a bound was met: then it is the best
  /// that was found.
  bool solve(const std::vector<ticket_ref>& tickets, const bounds& limits);

  std::size_t groups() const { return best_.size(); }
  /// The tickets of one chosen group, the oldest first.
  found_group group(std::size_t which) const;
  std::uint32_t people() const;
  /// People, then the weights of choice.
  std::int64_t value() const { return best_value_; }

 private:
  struct valid_group {
    std::uint64_t tickets = 0;
    std::int64_t value = 0;
    std::uint32_t people = 0;
  };

  void order_by_scarcity(const std::vector<ticket_ref>& tickets);
  void enumerate(const running& so_far, std::uint64_t members, std::uint64_t candidates, std::int64_t value);
  void consider(const running& so_far, std::uint64_t members, std::int64_t value);
  void branch(std::size_t begin, std::int64_t value);

  search_space* space_;
  std::vector<ticket_ref> tickets_;
  std::vector<signature> signs_;
  std::vector<std::int64_t> values_;
  std::vector<std::uint64_t> suits_;
  std::vector<valid_group> all_;
  /// The groups still possible at each level of branching, one level behind the other.
  std::vector<std::uint32_t> open_;
  std::vector<std::uint32_t> chosen_;
  std::vector<std::uint32_t> best_;
  std::int64_t best_value_ = 0;
  bounds left_;
  bool complete_ = true;
  std::vector<const profile*> profiles_;
};

}  // namespace moim
