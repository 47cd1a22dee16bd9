#pragma once

#include "domain/matching/search/found_group.hpp"

namespace moim {

/// Checks whether tickets make a group while groups change member by member. Counts the nodes that this takes.
class member_check {
 public:
  using member_list = std::vector<ticket_ref>;

  explicit member_check(search_space& space) : space_(space) {}

  /// The running intersection of one ticket.
  running begin(ticket_ref ref) const { return begin_group(space_.signature_of(ref), space_); }
  /// Whether `ref` may join `group`, whose intersection is `so_far`.
  bool accepts(const running& so_far, const member_list& group, ticket_ref ref);
  /// Whether these may form a group now. They suit each other in pairs, and `so_far` is their intersection.
  bool is_group(const running& so_far, const member_list& group);
  /// The same without a known intersection.
  bool is_group(const member_list& group);
  /// Whether a group is still valid with `joining` in it.
  bool is_group_with(const member_list& group, ticket_ref joining);

  std::uint64_t spent() const { return spent_; }
  void spend(std::uint64_t nodes) { spent_ += nodes; }

 private:
  void spend_on_blocks(const member_list& group, ticket_ref ref);

  search_space& space_;
  std::uint64_t spent_ = 0;
  member_list trial_;
  std::vector<const profile*> profiles_;
};

/// So many members of groups can be skipped in the time of one node.
inline constexpr std::size_t members_in_a_node = 16;

}  // namespace moim
