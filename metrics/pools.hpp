#pragma once

#include "domain/declare/namesakes.hpp"
#include "domain/matching/explain/explain.hpp"
#include "domain/matching/pool/pool_events.hpp"
#include "metrics/buckets.hpp"
#include "metrics/family.hpp"
#include "metrics/pool_names.hpp"
#include "metrics/pool_times.hpp"

namespace moim {

/// How a ticket's wait ended.
enum class wait_end : std::uint8_t {
  matched,
  cancelled,
  expired,
  absent,
  window_passed,
  declined,
  silent,
  party_declined,
  party_silent,
};
constexpr std::string_view label_name(wait_end) { return "outcome"; }
constexpr std::array<std::string_view, 9> enum_names(wait_end) {
  return {"matched",  "cancelled", "expired",        "absent",      "window_passed",
          "declined", "silent",    "party_declined", "party_silent"};
}
/// The end of a ticket that was not matched.
constexpr wait_end wait_end_of(ticket_end why) { return namesake<wait_end>(why); }

/// What became of a proposal.
enum class proposal_step : std::uint8_t { made, accepted, closed };
constexpr std::string_view label_name(proposal_step) { return "step"; }
constexpr std::array<std::string_view, 3> enum_names(proposal_step) { return {"made", "accepted", "closed"}; }

/// What became of people who were offered to a room that looks for some.
enum class backfill_step : std::uint8_t { made, taken, refused };
constexpr std::string_view label_name(backfill_step) { return "step"; }
constexpr std::array<std::string_view, 3> enum_names(backfill_step) { return {"made", "taken", "refused"}; }

/// What most often stood between an expired ticket and others.
enum class obstacle : std::uint8_t { any_of, equal, window, spread, radius, size, blocks, group, nobody };
constexpr std::string_view label_name(obstacle) { return "rule"; }
constexpr std::array<std::string_view, 9> enum_names(obstacle) {
  return {"any_of", "equal", "window", "spread", "radius", "size", "blocks", "group", "nobody"};
}

/// The pools of this node's matcher. What tells whether a pool is stuck is told of each by itself.
struct pool_metrics {
  /// \param pools those that the node serves
  pool_metrics(metric_list& all, const std::vector<pool_rules>& pools);

  const pool_names names;
  family<gauge, pool_label> waiting;
  family<gauge, pool_label> oldest_submitted;
  family<gauge, pool_label> next_due;
  family<duration_histogram, wait_end> waits;
  family<counter, pool_label> matches;
  family<histogram> group_people;
  family<counter, proposal_step> proposals;
  family<counter, backfill_step> backfills;
  family<histogram> steps_per_ticket;
  family<counter, pool_label> cuts;
  family<counter> overtakes;
  family<counter, obstacle> obstacles;

  /// Tells when a pool's oldest ticket was submitted; nothing: nobody waits there.
  void tell_oldest(pool_label label, std::uint64_t pool, std::optional<time_ms> submitted_at);
  /// Tells what time brings next to a pool's tickets; nothing: nothing.
  void tell_due(pool_label label, std::uint64_t pool, std::optional<time_ms> due_at);

 private:
  pool_times oldest_;
  pool_times due_;
};

/// What an explanation blames first: the rule that by itself keeps the most tickets apart.
obstacle first_obstacle(const pool_kind& kind, const explanation& told);

}  // namespace moim
