#pragma once

#include "sim/checks/linearizability.hpp"
#include "sim/checks/room_model.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace moim::sim {

/// Operations of a history, by their place in it.
using operation_number = std::uint32_t;

/// One way in which everything so far can have happened: the room, and which of the operations under way were done.
struct configuration {
  room_model room;
  std::vector<operation_number> done;  // sorted

  bool is_done(operation_number which) const { return std::binary_search(done.begin(), done.end(), which); }
  void add(operation_number which) { done.insert(std::upper_bound(done.begin(), done.end(), which), which); }
  bool operator==(const configuration&) const = default;
};
struct configuration_hash {
  std::size_t operator()(const configuration& each) const;
};
using configurations = std::unordered_set<configuration, configuration_hash>;

/// A return, and what was under way at it.
struct moment {
  operation_number returning = 0;
  /// Reads and refusals: they are done as soon as they are true, since it changes nothing.
  std::vector<operation_number> effectless;
  /// The others, `returning` first.
  std::vector<operation_number> changing;
  /// What was tried as the way to get here.
  configurations tried;
};

/// The search of `find_order`. At each return it needs a way to get the returning operation done: at once, or after
/// some others that are under way. It goes on with the shortest, and comes back for the next if it leads nowhere.
class order_search {
 public:
  order_search(const room_history& seen, std::uint64_t max_steps);

  linearizable run();
  std::uint64_t steps() const { return steps_; }
  /// After `no`: the first return that nothing leads past.
  const moment& obstacle() const { return moments_[furthest_]; }

 private:
  /// Operations that are done before the returning one: `by` the last, after those of `before`.
  struct block {
    configuration now;
    std::size_t before = 0;
    operation_number by = 0;
  };
  /// The ways past one return that were found so far.
  struct level {
    std::vector<block> blocks;
    configurations seen;
    std::size_t at = 0;
    std::size_t next = 0;
  };

  void find_twins();
  void list_moments();
  bool enter(configuration from);
  std::optional<configuration> way_past(level& here, const moment& now);
  /// Tries one more operation after a block's; nothing: it cannot be next, or need not be.
  std::optional<configuration> extend(const level& here, operation_number by, const moment& now);
  bool do_next(configuration& from, operation_number which, const moment& now);
  void do_effectless(configuration& from, const moment& now);
  bool can_matter(const configuration& from, operation_number leaving, const moment& now) const;
  bool can_be_later(const level& here, const configuration& after, const moment& now);

  const room_operation& at(operation_number which) const { return seen_.operations[which]; }

  const room_history& seen_;
  std::uint64_t max_steps_;
  std::uint64_t steps_ = 0;
  /// For each operation of unknown ending, one like it that can be done in its stead; itself: there is none.
  std::vector<operation_number> twins_;
  std::vector<bool> idle_;
  std::vector<moment> moments_;
  std::vector<level> levels_;
  std::size_t furthest_ = 0;
};

}  // namespace moim::sim
