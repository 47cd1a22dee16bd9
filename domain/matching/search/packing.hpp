#pragma once

#include "domain/matching/search/group_search.hpp"

#include <unordered_map>

namespace moim {

/// Packs a few tickets into groups so that those who have one weigh as much as possible together (`weight_of`): all
/// valid groups are enumerated, then chosen from by branch and bound. Where nothing is known of who comes, all people
/// weigh the same, and it is the most people.
class packing {
 public:
  static constexpr std::size_t tickets_most = 40;

  explicit packing(search_space& space) : space_(&space) {}

  struct bounds {
    std::uint32_t groups = 20'000;
    std::uint32_t enumeration_nodes = 100'000;
    /// Groups looked at while branching.
    std::uint32_t branch_steps = 500'000;
    /// Not 0: strays from the weights a little, by this number.
    std::uint64_t salt = 0;
  };

  /// At most `tickets_most` tickets. True if the result is the optimum, false if a bound was met: then it is the best
  /// that was found.
  bool solve(const std::vector<ticket_ref>& tickets, const bounds& limits);

  /// What was found out about groups holds until then; tickets may have changed since.
  void forget() { meetings_.clear(); }

  std::size_t groups() const { return best_.size(); }
  /// The tickets of one chosen group, the oldest first.
  found_group group(std::size_t which) const;
  std::uint32_t people() const;
  /// The weights of all who have a group.
  std::int64_t weight() const;

 private:
  struct valid_group {
    std::uint64_t tickets = 0;
    std::int64_t value = 0;
    std::uint32_t people = 0;
  };

  void see_as(std::size_t first, std::uint64_t others);
  void order_by_scarcity(const std::vector<ticket_ref>& tickets);
  void enumerate(const running& so_far, std::uint64_t members, std::uint64_t candidates, std::int64_t value);
  void consider(const running& so_far, std::uint64_t members, std::int64_t value);
  void branch(std::size_t begin, std::int64_t value);
  bool members_meet(std::uint64_t members);
  void look_at_profiles(std::uint64_t members);
  void spend(std::uint32_t nodes);

  /// The tickets of a small group in order; the places behind them hold the draft's last.
  static constexpr std::size_t remembered_most = 6;
  using group_key = std::array<ticket_ref, remembered_most>;
  struct group_key_hash {
    std::size_t operator()(const group_key& key) const;
  };

  search_space* space_;
  std::vector<ticket_ref> tickets_;
  std::vector<signature> signs_;
  /// As the first ticket of the groups that are being enumerated sees them (value_projection.hpp).
  std::vector<signature> seen_;
  value_projection projection_;
  bool has_rough_ = false;
  std::vector<std::int64_t> weights_;
  /// The weights, strayed from by the salt.
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
  /// Whether the discs of a group meet takes long to find out, and repairs ask again and again. Only looked up in.
  std::unordered_map<group_key, bool, group_key_hash> meetings_;
};

}  // namespace moim
