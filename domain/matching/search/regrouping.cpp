#include "domain/matching/search/regrouping.hpp"

#include "domain/matching/search/member_check.hpp"

#include <algorithm>

namespace moim {
namespace {

/// `run` spends at most this many times the nodes that it may spend in vain.
constexpr std::uint64_t max_rounds_of_nodes = 8;
/// In one turn a left-out ticket tries at most this many places of others.
constexpr std::uint32_t max_trades = 6;
/// One in this many trades for the worse is made all the same, so that trading does not go in circles.
constexpr std::uint64_t worse_trades = 8;

using member_list = member_check::member_list;

bool contains(const member_list& list, ticket_ref ref) {
  return std::find(list.begin(), list.end(), ref) != list.end();
}

/// A new group while it grows.
struct new_group {
  member_list members;
  running so_far;
  bool is_whole = false;
  /// For each old group: the members that it spares for the new one.
  std::vector<member_list> spared;

  void add(ticket_ref joining, const search_space& space) {
    members.push_back(joining);
    so_far.add(space.signature_of(joining));
  }
};

class regrouping {
 public:
  regrouping(search_space& space, std::vector<member_list>& groups, member_list& left_out)
      : space_(space), check_(space), groups_(groups), left_out_(left_out) {}

  /// \param nodes it ends after this many nodes without placing a ticket
  void run(std::uint64_t nodes) {
    for (std::uint64_t placed_at = 0;
         !left_out_.empty() && check_.spent() - placed_at < nodes && check_.spent() < max_rounds_of_nodes * nodes;) {
      auto before = left_out_.size();
      try_all();
      if (left_out_.size() < before) placed_at = check_.spent();
    }
    space_.work().nodes += check_.spent();
  }

 private:
  void try_all() {
    shuffle(left_out_);
    for (auto each : member_list{left_out_}) {
      check_.spend(1);
      // One before it may have taken it along.
      if (contains(left_out_, each) && !join(each) && !make_group(each)) trade(each);
    }
  }

  std::uint64_t draw() { return mix64(++drawn_); }
  void shuffle(member_list& list) {
    for (auto i = list.size(); i > 1; --i) std::swap(list[i - 1], list[draw() % i]);
  }

  /// Puts the ticket into the first group that is still one with it.
  bool join(ticket_ref ref) {
    check_.spend(groups_.size() / members_in_a_node);
    for (auto& group : groups_) {
      if (group.empty() || !may_suit(space_.signature_of(group[0]), space_.signature_of(ref))) continue;
      if (!check_.is_group_with(group, ref)) continue;
      group.push_back(ref);
      std::erase(left_out_, ref);
      return true;
    }
    return false;
  }

  /// Builds a new group around the ticket: of left-out tickets first, then of members that groups can spare.
  bool make_group(ticket_ref ref) {
    new_group made{{ref}, check_.begin(ref), false, std::vector<member_list>(groups_.size())};
    add_left_out(made);
    for (std::size_t i = 0, first = draw(); i < groups_.size() && !made.is_whole; ++i)
      add_spared((first + i) % groups_.size(), made);
    if (!made.is_whole) return false;
    for (std::size_t i = 0; i < made.spared.size(); ++i)
      std::erase_if(groups_[i], [&](ticket_ref each) { return contains(made.spared[i], each); });
    std::erase_if(left_out_, [&](ticket_ref each) { return contains(made.members, each); });
    groups_.push_back(std::move(made.members));
    return true;
  }

  void add_left_out(new_group& made) {
    auto others = left_out_;
    shuffle(others);
    for (auto each : others)
      if (each != made.members[0] && check_.accepts(made.so_far, made.members, each)) made.add(each, space_);
    made.is_whole = check_.is_group(made.so_far, made.members);
  }

  /// Adds members of an old group for as long as what is left of that one is a group. The old group itself is changed
  /// only once the new one is whole.
  void add_spared(std::size_t number, new_group& made) {
    auto rest = groups_[number];
    auto order = rest;
    shuffle(order);
    for (auto each : order) {
      if (made.is_whole) return;
      if (!check_.accepts(made.so_far, made.members, each)) continue;
      auto without = rest;
      std::erase(without, each);
      if (without.empty() || !check_.is_group(without)) continue;
      rest = std::move(without);
      made.spared[number].push_back(each);
      made.add(each, space_);
      made.is_whole = check_.is_group(made.so_far, made.members);
    }
  }

  /// Gives the ticket the place of another one that weighs no more and suits at least as many left-out
  /// tickets (rarely fewer: `worse_trades`). The other one may find a place more easily.
  void trade(ticket_ref ref) {
    for (std::uint32_t i = 0; i < max_trades && !groups_.empty(); ++i) {
      auto& group = groups_[draw() % groups_.size()];
      if (group.empty()) continue;
      auto place = draw() % group.size();
      auto leaving = group[place];
      if (weight(leaving) > weight(ref)) continue;
      if (company(leaving) < company(ref) && draw() % worse_trades != 0) continue;
      auto without = group;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(place));
      if (without.empty() || !check_.is_group_with(without, ref)) continue;
      without.push_back(ref);
      group = std::move(without);
      std::replace(left_out_.begin(), left_out_.end(), ref, leaving);
      join(leaving);
      return;
    }
  }

  std::int64_t weight(ticket_ref ref) const { return weight_of(space_.signature_of(ref), space_.terms()); }

  /// How many of those who are left out it suits.
  std::size_t company(ticket_ref ref) {
    check_.spend(left_out_.size() / members_in_a_node);
    return static_cast<std::size_t>(std::count_if(left_out_.begin(), left_out_.end(), [&](ticket_ref other) {
      return other != ref && may_suit(space_.signature_of(ref), space_.signature_of(other));
    }));
  }

  search_space& space_;
  member_check check_;
  std::vector<member_list>& groups_;
  member_list& left_out_;
  std::uint64_t drawn_ = 0;
};

}  // namespace

void regroup(search_space& space, std::vector<found_group>& groups, std::vector<ticket_ref> left_out,
             std::uint64_t nodes) {
  std::vector<member_list> lists;
  lists.reserve(groups.size());
  for (auto& each : groups) lists.push_back(std::move(each.tickets));
  regrouping{space, lists, left_out}.run(nodes);
  groups.clear();
  for (auto& each : lists) {
    found_group made{std::move(each), 0, 0};
    sort_by_age(made.tickets, space);
    for (auto member : made.tickets) made.people += space.signature_of(member).people;
    groups.push_back(std::move(made));
  }
}

}  // namespace moim
