#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"

#include <map>
#include <optional>
#include <vector>

namespace moim {

/// The shortest pause before a delivery is sent again, and the longest.
inline constexpr time_ms min_send_again_ms = 100;
inline constexpr time_ms max_send_again_ms = 10 * second_ms;

/// Knows when to send a source's deliveries: at once, and again after growing pauses with some chance in
/// them. Of the deliveries for one target only the oldest is under way. Pure: time and chance are arguments.
/// Nothing is stored: a courier that begins anew sends everything at once.
class courier {
 public:
  /// What it has to know of a delivery.
  struct parcel {
    std::uint64_t number = 0;
    entity_id target;
    time_ms made_at = 0;
    /// Has to be done first; 0: nothing.
    std::uint64_t after = 0;
    /// It is never given up.
    bool is_lasting = false;
  };

  void clear() { *this = {}; }
  /// \param from when it may be sent
  void add(const parcel& added, time_ms from);
  /// The log says that it is done, or put aside.
  void remove(std::uint64_t number, time_ms now);

  /// The target has it on disk, which the log does not say yet. False if it is not under way.
  bool settle(std::uint64_t number, time_ms now);
  /// Those that are settled, ascending.
  const std::vector<std::uint64_t>& settled();
  bool has_settled() const { return settled_count_ > 0; }

  /// The target could not take it now: not before `until`. `counts`: this was a try in vain. If the target or
  /// its store was too busy, it was none, and earlier tries in vain no longer count either.
  void postpone(std::uint64_t number, time_ms until, bool counts);

  /// Takes what is to be sent now, at most `max`. Each is due again after a pause that `chance()` varies.
  template <class Chance>
  std::vector<std::uint64_t> take_due(time_ms now, std::size_t max, Chance&& chance) {
    std::vector<std::uint64_t> all;
    for (auto* first = first_turn(); first && first->at <= now && all.size() < max; first = first_turn())
      if (auto number = take_first(*first, now, chance())) all.push_back(*number);
    return all;
  }
  /// When something is to be sent next; nothing: not by time.
  std::optional<time_ms> next_at() {
    auto* first = first_turn();
    return first ? std::optional{first->at} : std::nullopt;
  }

  /// The deliveries to give up, ascending: made `after_ms` ago, tried in vain several times by now, and not
  /// lasting. Only the oldest for each target can be one.
  std::vector<std::uint64_t> given_up(time_ms now, time_ms after_ms) const;

 private:
  struct kept {
    parcel of;
    bool is_settled = false;
    /// When it is sent next, if it is the first for its target; nothing: not by time.
    std::optional<time_ms> due_at{};
    /// The next for the same target, by number; 0: none.
    std::uint64_t next = 0;
  };
  /// The deliveries for one target that are not settled.
  struct lane {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    unsigned tries = 0;
    /// Since the target last gave a sign of life.
    unsigned tries_in_vain = 0;
  };
  /// When a delivery is to be sent. Planning it anew leaves its old turn behind, which no longer counts.
  struct turn {
    time_ms at = 0;
    std::uint64_t number = 0;
    auto operator<=>(const turn&) const = default;
  };

  std::optional<std::uint64_t> take_first(turn first, time_ms now, std::uint64_t chance);
  void put_into(lane& to, kept& added);
  void close(kept& of, time_ms now);
  void let_go(std::uint64_t number, time_ms now);
  void plan(kept& of, time_ms at);
  void plan_again(kept& of, time_ms at);
  const turn* first_turn();
  void forget_turns();
  bool counts(const turn& of) const;
  bool is_open(std::uint64_t number) const;

  std::map<std::uint64_t, kept> parcels_;
  std::map<entity_id, lane> lanes_;
  /// Turns that were planned in the order of their times; those left begin at `next_in_order_`.
  std::vector<turn> in_order_;
  std::size_t next_in_order_ = 0;
  /// A heap of the other turns, the earliest first.
  std::vector<turn> others_;
  /// Targets whose next delivery has to wait for another one, by that one's number.
  std::multimap<std::uint64_t, entity_id> blocked_;
  /// In the order in which they were settled; those that were removed since are among them.
  std::vector<std::uint64_t> settled_;
  std::size_t settled_count_ = 0;
};

}  // namespace moim
