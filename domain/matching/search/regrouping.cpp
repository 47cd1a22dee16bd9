#include "domain/matching/search/regrouping.hpp"

#include "domain/matching/search/agree.hpp"

#include <algorithm>

namespace moim {
namespace {

/// So many times the nodes that may be spent in vain are spent at the most.
constexpr std::uint64_t nodes_most = 8;
/// So many tickets are passed by in the time of a node, and so many blocks read.
constexpr std::size_t members_in_a_node = 16;
constexpr std::size_t blocks_in_a_node = 32;
/// So many places each who is left out looks at in a turn.
constexpr std::uint32_t trades_most = 6;

using member_list = std::vector<ticket_ref>;

class regrouping {
 public:
  regrouping(search_space& space, std::vector<member_list>& groups, member_list& left_out, std::uint64_t nodes)
      : space_(space), groups_(groups), left_out_(left_out), nodes_(nodes) {}

  void run() {
    for (std::uint64_t placed_at = 0;
         !left_out_.empty() && spent_ - placed_at < nodes_ && spent_ < nodes_most * nodes_;) {
      shuffle(left_out_);
      auto before = left_out_.size();
      for (auto each : member_list{left_out_}) {
        ++spent_;
        if (is_left_out(each) && !join(each) && !found(each)) trade(each);
      }
      if (left_out_.size() < before) placed_at = spent_;
    }
    space_.work().nodes += spent_;
  }

 private:
  bool is_left_out(ticket_ref ref) const {
    return std::find(left_out_.begin(), left_out_.end(), ref) != left_out_.end();
  }
  std::int64_t weight(ticket_ref ref) const { return weight_of(space_.sign(ref), space_.terms()); }
  std::uint64_t draw() { return mix64(++drawn_); }
  void shuffle(member_list& list) {
    for (auto i = list.size(); i > 1; --i) std::swap(list[i - 1], list[draw() % i]);
  }
  running alone(ticket_ref ref) const {
    running so_far{space_.sign(ref)};
    so_far.from = std::max(so_far.from, space_.now() + space_.kind().notice_s * second_ms);
    return so_far;
  }
  /// What takes longer than a node is charged for, so that the bound is one of time.
  void spend_on_blocks(const member_list& group, ticket_ref ref) {
    spent_ += group.size() / members_in_a_node;
    if (space_.sign(ref).has_blocks) spent_ += group.size() * space_.at(ref).blocks().size() / blocks_in_a_node;
    for (auto each : group)
      if (space_.sign(each).has_blocks) spent_ += 1 + space_.at(each).blocks().size() / blocks_in_a_node;
  }
  bool takes(const running& so_far, const member_list& group, ticket_ref ref) {
    ++spent_;
    const auto& sign = space_.sign(ref);
    if (!so_far.takes(sign)) return false;
    spend_on_blocks(group, ref);
    return std::all_of(group.begin(), group.end(), [&](ticket_ref other) {
      return discs_may_meet(sign, space_.sign(other)) && !space_.blocked(other, ref);
    });
  }

  /// Whether these, who suit each other in pairs, are a group that may form now.
  bool is_group(const running& so_far, const member_list& group) {
    if (!so_far.size_suits() || group.size() < space_.kind().least_tickets) return false;
    bool rough = false;
    int discs = 0;
    auto oldest = space_.sign(group[0]).submitted_at;
    profiles_.clear();
    for (auto each : group) {
      const auto& sign = space_.sign(each);
      rough |= sign.rough || sign.rough_values;
      discs += sign.has_radius;
      oldest = std::min(oldest, sign.submitted_at);
      profiles_.push_back(&space_.at(each));
    }
    if (!space_.is_ready(so_far.people, oldest)) return false;
    if (discs > 1) spent_ += static_cast<std::uint64_t>(discs * discs) / members_in_a_node;
    if (rough) {
      spent_ += agree_steps(profiles_);
      return agree(space_.kind(), profiles_, space_.now()).has_value();
    }
    return discs < 2 || discs_meet(space_.kind(), profiles_);
  }
  bool is_group(const member_list& group) {
    auto so_far = alone(group[0]);
    for (std::size_t i = 1; i < group.size(); ++i) {
      ++spent_;
      if (!so_far.takes(space_.sign(group[i]))) return false;
      so_far.add(space_.sign(group[i]));
    }
    return is_group(so_far, group);
  }
  bool is_group_with(const member_list& group, ticket_ref joining) {
    spend_on_blocks(group, joining);
    for (auto each : group)
      if (space_.blocked(each, joining)) return false;
    trial_ = group;
    trial_.push_back(joining);
    return is_group(trial_);
  }

  bool join(ticket_ref ref) {
    spent_ += groups_.size() / members_in_a_node;
    for (auto& group : groups_)
      if (!group.empty() && may_suit(space_.sign(group[0]), space_.sign(ref)) && is_group_with(group, ref)) {
        group.push_back(ref);
        std::erase(left_out_, ref);
        return true;
      }
    return false;
  }

  /// A new group around `ref`: first of others who were left out, then of those whom their groups can spare.
  bool found(ticket_ref ref) {
    member_list made{ref};
    auto so_far = alone(ref);
    auto add = [&](ticket_ref joining) {
      made.push_back(joining);
      so_far.add(space_.sign(joining));
    };
    auto others = left_out_;
    shuffle(others);
    for (auto each : others)
      if (each != ref && takes(so_far, made, each)) add(each);
    bool whole = is_group(so_far, made);
    // Emptied as the groups are passed; they are changed only if it comes to a group.
    std::vector<member_list> spared(groups_.size());
    for (std::size_t i = 0, first = draw(); i < groups_.size() && !whole; ++i) {
      auto number = (first + i) % groups_.size();
      auto rest = groups_[number];
      auto order = rest;
      shuffle(order);
      for (auto each : order) {
        if (whole || !takes(so_far, made, each)) continue;
        auto without = rest;
        std::erase(without, each);
        if (without.empty() || !is_group(without)) continue;
        rest = std::move(without);
        spared[number].push_back(each);
        add(each);
        whole = is_group(so_far, made);
      }
    }
    if (!whole) return false;
    for (std::size_t i = 0; i < groups_.size(); ++i)
      std::erase_if(groups_[i], [&](ticket_ref each) { return contains(spared[i], each); });
    std::erase_if(left_out_, [&](ticket_ref each) { return contains(made, each); });
    groups_.push_back(std::move(made));
    return true;
  }
  static bool contains(const member_list& list, ticket_ref ref) {
    return std::find(list.begin(), list.end(), ref) != list.end();
  }

  /// How many of those who are left out it suits.
  std::size_t company(ticket_ref ref) {
    spent_ += left_out_.size() / members_in_a_node;
    return static_cast<std::size_t>(std::count_if(left_out_.begin(), left_out_.end(), [&](ticket_ref other) {
      return other != ref && may_suit(space_.sign(ref), space_.sign(other));
    }));
  }

  void trade(ticket_ref ref) {
    for (std::uint32_t i = 0; i < trades_most && !groups_.empty(); ++i) {
      auto& group = groups_[draw() % groups_.size()];
      if (group.empty()) continue;
      auto place = draw() % group.size();
      auto leaving = group[place];
      if (weight(leaving) > weight(ref)) continue;
      // Now and then also for the worse, so as not to turn in a circle.
      if (company(leaving) < company(ref) && draw() % 8 != 0) continue;
      auto without = group;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(place));
      if (without.empty() || !is_group_with(without, ref)) continue;
      without.push_back(ref);
      group = std::move(without);
      std::replace(left_out_.begin(), left_out_.end(), ref, leaving);
      join(leaving);
      return;
    }
  }

  search_space& space_;
  std::vector<member_list>& groups_;
  member_list& left_out_;
  std::uint64_t nodes_;
  std::uint64_t spent_ = 0;
  std::uint64_t drawn_ = 0;
  member_list trial_;
  std::vector<const profile*> profiles_;
};

}  // namespace

void regroup(search_space& space, std::vector<found_group>& groups, std::vector<ticket_ref> left_out,
             std::uint64_t nodes) {
  std::vector<member_list> lists;
  lists.reserve(groups.size());
  for (auto& each : groups) lists.push_back(std::move(each.tickets));
  regrouping{space, lists, left_out, nodes}.run();
  groups.clear();
  for (auto& each : lists) {
    found_group made{std::move(each), 0, 0};
    std::sort(made.tickets.begin(), made.tickets.end(), [&](ticket_ref a, ticket_ref b) { return space.older(a, b); });
    for (auto member : made.tickets) made.people += space.sign(member).people;
    groups.push_back(std::move(made));
  }
}

}  // namespace moim
