#include "domain/matching/search/member_check.hpp"

#include "domain/matching/search/agree.hpp"

#include <algorithm>

namespace moim {
namespace {

/// So many blocks are read, and pairs of discs looked at, in the time of a node.
constexpr std::size_t blocks_in_a_node = 32;
constexpr std::size_t disc_pairs_in_a_node = 16;

}  // namespace

bool member_check::accepts(const running& so_far, const member_list& group, ticket_ref ref) {
  ++spent_;
  const auto& sign = space_.signature_of(ref);
  if (!so_far.accepts(sign)) return false;
  spend_on_blocks(group, ref);
  return std::all_of(group.begin(), group.end(), [&](ticket_ref other) {
    return discs_may_meet(sign, space_.signature_of(other)) && !space_.blocked(other, ref);
  });
}

/// What takes longer than a node is charged for, so that the bound is one of time.
void member_check::spend_on_blocks(const member_list& group, ticket_ref ref) {
  spent_ += group.size() / members_in_a_node;
  if (space_.signature_of(ref).has_blocks) spent_ += group.size() * space_.at(ref).blocks().size() / blocks_in_a_node;
  for (auto each : group)
    if (space_.signature_of(each).has_blocks) spent_ += 1 + space_.at(each).blocks().size() / blocks_in_a_node;
}

bool member_check::is_group(const running& so_far, const member_list& group) {
  if (!so_far.size_suits() || group.size() < space_.kind().least_tickets) return false;
  group_outline outline;
  profiles_.clear();
  for (auto each : group) {
    outline.add(space_.signature_of(each));
    profiles_.push_back(&space_.at(each));
  }
  if (!space_.is_ready(so_far.people, outline.oldest_submitted_at)) return false;
  if (outline.discs > 1) spent_ += outline.discs * outline.discs / disc_pairs_in_a_node;
  if (!outline.is_rough) return outline.discs < 2 || discs_meet(space_.kind(), profiles_);
  spent_ += agree_steps(profiles_);
  return agree(space_.kind(), profiles_, space_.now()).has_value();
}

bool member_check::is_group(const member_list& group) {
  auto so_far = begin(group[0]);
  for (std::size_t i = 1; i < group.size(); ++i) {
    ++spent_;
    const auto& sign = space_.signature_of(group[i]);
    if (!so_far.accepts(sign)) return false;
    so_far.add(sign);
  }
  return is_group(so_far, group);
}

bool member_check::is_group_with(const member_list& group, ticket_ref joining) {
  spend_on_blocks(group, joining);
  for (auto each : group)
    if (space_.blocked(each, joining)) return false;
  trial_ = group;
  trial_.push_back(joining);
  return is_group(trial_);
}

}  // namespace moim
