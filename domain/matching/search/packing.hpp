#pragma once

#include "domain/matching/search/disjoint_choice.hpp"
#include "domain/matching/search/found_group.hpp"

#include <array>
#include <unordered_map>

namespace moim {

/// Packs a few tickets into groups, so that those who have one weigh as much as possible together (`weight_of`). It
/// enumerates all valid groups, then chooses disjoint ones. Where nothing is known of who comes, all people weigh the
/// same: then it is the most people.
class packing {
 public:
  static constexpr std::size_t max_tickets = 40;

  explicit packing(search_space& space) : space_(&space) {}

  struct bounds {
    std::uint32_t groups = 20'000;
    std::uint32_t enumeration_nodes = 100'000;
    /// Groups looked at while choosing.
    std::uint32_t branch_steps = 500'000;
    /// Not 0: strays from the weights a little, by this number.
    std::uint64_t salt = 0;
  };

  /// Packs at most `max_tickets` tickets.
  /// \return whether the result is the optimum; else a bound was met, and it is the best that was found
  bool solve(const std::vector<ticket_ref>& tickets, const bounds& limits);

  /// Forgets what was found out about groups: it holds only while the tickets stay as they are.
  void forget() { meetings_.clear(); }

  std::size_t groups() const { return choice_.chosen().size(); }
  /// One of the chosen groups.
  found_group group(std::size_t which) const;
  /// How many people have a group.
  std::uint32_t people() const;
  /// What all who have a group weigh.
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

  /// The tickets of a small group in order; the places behind them hold the draft's last.
  static constexpr std::size_t max_remembered = 6;
  using group_key = std::array<ticket_ref, max_remembered>;
  struct group_key_hash {
    std::size_t operator()(const group_key& key) const;
  };
  group_key key_of(small_set members) const;

  search_space* space_;
  /// The tickets, those whom the fewest others suit first; what follows is in their order.
  std::vector<ticket_ref> tickets_;
  std::vector<signature> signatures_;
  /// As the first ticket of the groups that are being enumerated sees them (value_projection.hpp).
  std::vector<signature> seen_;
  value_projection projection_;
  bool has_rough_ = false;
  std::vector<std::int64_t> weights_;
  /// The weights, strayed from by the salt.
  std::vector<std::int64_t> values_;
  /// Which others suit each.
  std::vector<small_set> suits_;
  std::vector<disjoint_choice::valued_set> all_;
  disjoint_choice choice_;
  bounds left_;
  bool is_complete_ = true;
  std::vector<const profile*> profiles_;
  /// Whether the discs of a group meet takes long to find out, and repairs ask again and again. Only looked up in.
  std::unordered_map<group_key, bool, group_key_hash> meetings_;
};

}  // namespace moim
