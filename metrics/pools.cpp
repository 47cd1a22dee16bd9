#include "metrics/pools.hpp"

#include <algorithm>

namespace moim {

pool_metrics::pool_metrics(metric_list& all, const std::vector<pool_rules>& pools)
    : names(pools),
      waiting(all, {.name = "moim_tickets_waiting", .help = "Tickets that wait in the pools of this node, by pool."},
              names.values()),
      oldest_submitted(all,
                       {.name = "moim_ticket_oldest_submitted_timestamp_seconds",
                        .help = "When a pool's oldest waiting ticket was submitted (seconds since 1970); 0: none."},
                       names.values()),
      next_due(all,
               {.name = "moim_pool_due_timestamp_seconds",
                .help = "When time next brings something to a pool's tickets (seconds since 1970); 0: never.",
                .when_high = "Low is bad: a time that has passed minutes ago was not decided, the pool is stuck."},
               names.values()),
      waits(all, {.name = "moim_ticket_wait_duration_seconds",
                  .help = "How long tickets waited until they ended, by outcome.",
                  .when_high = "moim_ticket_obstacles_total tells which rule keeps people apart.",
                  .bounds = wait_bounds}),
      matches(all, {.name = "moim_matches_total", .help = "Groups that were put together, by pool."}, names.values()),
      group_people(all, {.name = "moim_match_people", .help = "People of a match.", .bounds = people_bounds}),
      proposals(all, {.name = "moim_proposals_total",
                      .help = "Proposals, by what became of them.",
                      .when_high = "closed: people decline or do not answer; see moim_ticket_wait_duration_seconds by "
                                   "outcome."}),
      backfills(all, {.name = "moim_backfills_total",
                      .help = "People who were offered to a room that had lost somebody, by what became of it.",
                      .when_high = "refused: rooms close or are left by more while the pool looks for people."}),
      steps_per_ticket(all, {.name = "moim_match_steps",
                             .help = "Counted steps of search (keys, comparisons, groups) per ticket of a decision.",
                             .when_high = "Tickets of this kind fit nobody or everybody: look at its criteria.",
                             .bounds = step_bounds}),
      cuts(all,
           {.name = "moim_match_cuts_total",
            .help = "Searches that gave up at their bound without having found a group, by pool.",
            .when_high = "Groups may be left waiting: criteria that meet in pairs but never all at once."},
           names.values()),
      overtakes(all, {.name = "moim_match_overtakes_total",
                      .help = "Older tickets that suited and were left although a younger one was taken."}),
      obstacles(all, {.name = "moim_ticket_obstacles_total",
                      .help = "Expired tickets (a sample of them) by the rule that kept most others apart."}) {}

void pool_metrics::tell_oldest(pool_label label, std::uint64_t pool, std::optional<time_ms> submitted_at) {
  oldest_.tell(label, pool, submitted_at, oldest_submitted(label));
}

void pool_metrics::tell_due(pool_label label, std::uint64_t pool, std::optional<time_ms> due_at) {
  due_.tell(label, pool, due_at, next_due(label));
}

obstacle first_obstacle(const pool_kind& kind, const explanation& told) {
  if (told.people_do_not_add_up || told.candidates_do_not_suit_each_other) return obstacle::group;
  auto worst = std::max_element(told.rules.begin(), told.rules.end(), [](const auto& a, const auto& b) {
    return std::pair{a.failing_by_it_alone, a.failing} < std::pair{b.failing_by_it_alone, b.failing};
  });
  if (worst->failing == 0) return obstacle::nobody;
  auto rule = static_cast<std::size_t>(worst - told.rules.begin());
  if (rule == size_rule) return obstacle::size;
  if (rule == block_rule) return obstacle::blocks;
  return namesake<obstacle>(kind.criteria[rule].type);
}

}  // namespace moim
