#pragma once

#include "domain/matching/search/disjoint_choice.hpp"
#include "domain/matching/search/found_group.hpp"

#include <array>
#include <unordered_map>

namespace moim {

/// Packs a few tickets into groups so that the tickets in groups weigh as much as possible (`weight_of`). It
/// enumerates all valid groups, then chooses disjoint ones. If arrivals are unknown, people who have waited
/// equally long weigh the same: then the most people get a group.
class packing {
 public:
  static constexpr std::size_t max_tickets = 40;

  explicit packing(search_space& space) : space_(&space) {}

  struct bounds {
    std::uint32_t groups = 20'000;
    std::uint32_t enumeration_nodes = 100'000;
    /// Groups looked at while choosing.
    std::uint32_t branch_steps = 500'000;
    /// Not 0: the seed of small random deviations from the weights.
    std::uint64_t salt = 0;
  };

  /// Packs at most `max_tickets` tickets.
  /// \return whether the result is the optimum; else a bound was met, and it is the best that was found
  bool solve(const std::vector<ticket_ref>& tickets, const bounds& limits);

  /// Forgets which groups have discs that meet. That holds only as long as the tickets do not change.
  void forget() { meetings_.clear(); }

  std::size_t groups() const { return choice_.chosen().size(); }
  /// One of the chosen groups.
  found_group group(std::size_t which) const;
  /// How many people are in groups.
  std::uint32_t people() const;
  /// The total weight of the tickets in the chosen groups.
  std::int64_t weight() const;

 private:
  /// A group in the making: its tickets, and who may still join.
  struct branch {
    running so_far;
    small_set members;
    small_set candidates;
    std::int64_t value;
  };

  std::vector<small_set> who_suits_whom(const std::vector<ticket_ref>& tickets);
  void line_up(const std::vector<ticket_ref>& tickets);
  void add(ticket_ref ticket);
  void enumerate_all();
  void project(std::size_t first, small_set others);
  void enumerate(const branch& from);
  bool may_try_another();
  void consider(const running& so_far, small_set members, std::int64_t value);
  bool agrees(const group_outline& outline, small_set members);
  bool discs_of_members_meet(small_set members);
  bool look_whether_discs_meet(small_set members);
  void look_at_profiles(small_set members);
  void spend(std::uint32_t nodes);

  /// A small group's tickets in ascending order; unused places hold the largest `ticket_ref`.
  static constexpr std::size_t max_remembered = 6;
  using group_key = std::array<ticket_ref, max_remembered>;
  struct group_key_hash {
    std::size_t operator()(const group_key& key) const;
  };
  group_key key_of(small_set members) const;

  search_space* space_;
  /// The tickets, those that suit the fewest others first. The lists below use the same order.
  std::vector<ticket_ref> tickets_;
  std::vector<signature> signatures_;
  /// The signatures, with a bit for each value of the current first ticket (value_projection.hpp).
  std::vector<signature> seen_;
  value_projection projection_;
  bool has_rough_ = false;
  std::vector<std::int64_t> weights_;
  /// The weights, with the deviations that the salt causes.
  std::vector<std::int64_t> values_;
  /// Which others suit each ticket.
  std::vector<small_set> suits_;
  std::vector<disjoint_choice::valued_set> all_;
  disjoint_choice choice_;
  bounds left_;
  bool is_complete_ = true;
  std::vector<const profile*> profiles_;
  /// Caches whether a group's discs meet: that is expensive to find out, and repairs ask repeatedly.
  std::unordered_map<group_key, bool, group_key_hash> meetings_;
};

}  // namespace moim
