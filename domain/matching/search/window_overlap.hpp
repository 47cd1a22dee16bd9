#pragma once

#include "domain/matching/tickets/profile.hpp"

#include <array>
#include <optional>
#include <span>

namespace moim {

/// What a group's windows of one criterion have in common. An overlap is a start and an end; every ticket needs a
/// window that holds it, and the overlap may not be shorter than the least of any of these windows.
///
/// Each start of a window is tried in turn. At one, windows are added by their leasts, the smallest first, while each
/// ticket's latest end so far is kept: the overlap can last until the earliest of these. Nothing is left out, however
/// many parts the windows share.
class window_overlap {
 public:
  struct overlap {
    time_ms from_ms = 0;
    time_ms to_ms = 0;
  };

  /// \param group at most `max_group_people` tickets, which outlive this
  /// \param from no overlap begins before
  window_overlap(std::span<const profile* const> group, std::uint8_t criterion, time_ms from);

  /// Whether any ticket names a window.
  bool is_asked() const { return tickets_ > 0; }
  /// The overlap that begins first; of these, the one that ends last.
  std::optional<overlap> first() const;

 private:
  struct asked {
    const time_window* window;
    std::size_t ticket;
  };
  using ends = std::array<time_ms, max_group_people>;

  void add(const profile& of, std::uint8_t criterion);
  std::span<const asked> windows() const { return {windows_.data(), count_}; }
  std::optional<time_ms> next_start(time_ms after) const;
  /// When an overlap that begins at `start` ends at the latest; nothing: there is none.
  std::optional<time_ms> end_at(time_ms start) const;
  /// The earliest of the tickets' ends, if none is before `least`.
  std::optional<time_ms> earliest(const ends& of, time_ms least) const;

  std::array<asked, max_group_people * max_windows> windows_;  // those from `count_` on are not initialised
  std::size_t count_ = 0;
  std::size_t tickets_ = 0;
  time_ms from_;
};

}  // namespace moim
