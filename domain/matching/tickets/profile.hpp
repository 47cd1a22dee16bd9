#pragma once

#include "domain/matching/tickets/sphere.hpp"
#include "domain/matching/tickets/ticket.hpp"
#include "domain/matching/tickets/value_names.hpp"
#include "domain/memory/packed_lists.hpp"

#include <limits>
#include <memory>

namespace moim {

/// A value of a set criterion: the criterion in the upper 8 bits, the value's number (value_names.hpp) below.
using coded_value = std::uint32_t;
constexpr coded_value code_value(std::uint8_t criterion, std::uint32_t number) {
  return (std::uint32_t{criterion} << 24) | number;
}
constexpr std::uint8_t criterion_of(coded_value value) { return static_cast<std::uint8_t>(value >> 24); }
constexpr std::uint32_t number_of(coded_value value) { return value & 0xffffff; }

struct window_ask {
  time_window window;
  std::uint8_t criterion = 0;
  bool operator==(const window_ask&) const = default;
};

struct spread_ask {
  /// The limit of whoever gives none.
  static constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::int64_t limit = no_limit;
  std::uint8_t criterion = 0;
  bool operator==(const spread_ask&) const = default;
};

struct radius_ask {
  double lat = 0;
  double lon = 0;
  disc area;
  std::uint8_t criterion = 0;
};

/// A waiting ticket in numbers: what a pool holds of it.
class profile {
 public:
  using packed = packed_lists<user_id, window_ask, spread_ask, radius_ask, block, coded_value>;

  profile() = default;
  profile(const ticket& from, packed lists)
      : id(from.id),
        sizes(from.sizes),
        submitted_at(from.submitted_at),
        expires_at(from.expires_at),
        lists_(std::move(lists)) {}
  /// The same ticket with other lists.
  profile(const profile& like, packed lists)
      : id(like.id),
        sizes(like.sizes),
        submitted_at(like.submitted_at),
        expires_at(like.expires_at),
        steps(like.steps),
        steps_done(like.steps_done),
        is_backfill(like.is_backfill),
        lists_(std::move(lists)) {}

  ticket_id id;
  size_set sizes = 0;
  time_ms submitted_at = 0;
  time_ms expires_at = 0;
  /// As submitted, if steps of relaxation are to come.
  std::shared_ptr<const ticket> steps;
  std::uint8_t steps_done = 0;
  /// Whether it stands for a room that looks for more people. Two rooms are never put together.
  bool is_backfill = false;

  std::span<const user_id> users() const { return lists_.get<0>(); }
  std::span<const window_ask> windows() const { return lists_.get<1>(); }
  std::span<const spread_ask> spreads() const { return lists_.get<2>(); }
  std::span<const radius_ask> radii() const { return lists_.get<3>(); }
  std::span<const block> blocks() const { return lists_.get<4>(); }
  /// By criterion, and within one in the ticket's own order.
  std::span<const coded_value> values() const { return lists_.get<5>(); }
  std::uint32_t people() const { return static_cast<std::uint32_t>(users().size()); }

  /// The bytes that it has outside of itself.
  std::size_t bytes_on_heap() const;

 private:
  packed lists_;
};

/// The values of one criterion; empty if the ticket accepts any.
std::span<const coded_value> values_of(const profile& of, std::uint8_t criterion);

/// A checked ticket in numbers; takes its values' names.
profile make_profile(const ticket& from, value_names& names);
/// As it is after `steps_done` of its steps.
profile make_relaxed_profile(const ticket& from, std::uint8_t steps_done, value_names& names);
void release_names(const profile& of, value_names& names);
/// Rebuilds the submitted ticket from its profile: the same meaning, but perhaps not the same text.
ticket ticket_of(const profile& from, const value_names& names);

/// Whether one of them must not meet the other, in either direction, at `now`.
bool are_blocked(const profile& a, const profile& b, time_ms now);

/// The last moment at which the windows still leave room for their least overlaps; nothing: it has none.
/// `notice_ms`: an overlap counts only from this long after now on.
std::optional<time_ms> last_window_start(const profile& of, time_ms notice_ms);

}  // namespace moim
