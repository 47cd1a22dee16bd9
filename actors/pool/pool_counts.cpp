#include "actors/pool/pool_entity.hpp"

#include <algorithm>

/// What a pool tells the metrics.
namespace moim {
namespace {

constexpr time_ms obstacle_sample_every_ms = second_ms;
/// The most due tickets among which one is looked for that expires.
constexpr std::size_t max_looked_at = 64;

}  // namespace

pool_entity::~pool_entity() {
  counts_.waiting(label_).subtract(static_cast<std::int64_t>(size_counted_));
  counts_.tell_oldest(label_, pool_.low, std::nullopt);
  counts_.tell_due(label_, pool_.low, std::nullopt);
}

void pool_entity::take_name(const std::string& kind, const std::string& region) {
  // Its id follows from them, so they stay what they are.
  if (is_named_ || kind.empty()) return;
  label_ = counts_.names.of(kind, region);
  is_named_ = true;
}

void pool_entity::count(const events& happened) {
  take_name(state().room.key, state().region);
  auto now = state().last_at;
  auto waited = [now](time_ms since) { return std::chrono::milliseconds{std::max<time_ms>(0, now - since)}; };
  for (const auto& event : happened) {
    if (auto* made = std::get_if<matched>(&event)) {
      counts_.matches(label_).add();
      counts_.group_people().observe(made->people);
      if (made->room)
        counts_.backfills(backfill_step::taken).add();
      else if (made->proposal != 0)
        counts_.proposals(proposal_step::accepted).add();
      for (auto since : made->since) counts_.waits(wait_end::matched).observe(waited(since));
    } else if (auto* ended = std::get_if<tickets_ended>(&event)) {
      for (const auto& each : ended->tickets)
        if (!each.users.empty()) counts_.waits(wait_end_of(each.why)).observe(waited(each.since));
    } else if (auto* party = std::get_if<party_closed>(&event)) {
      if (party->why) counts_.waits(wait_end_of(*party->why)).observe(waited(party->since));
    } else if (auto* asked = std::get_if<proposed>(&event)) {
      asked->room ? counts_.backfills(backfill_step::made).add() : counts_.proposals(proposal_step::made).add();
    } else if (auto* closed = std::get_if<proposal_closed>(&event)) {
      closed->offered ? counts_.backfills(backfill_step::refused).add()
                      : counts_.proposals(proposal_step::closed).add();
    }
  }
  count_size();
}

/// Finds out what kept a ticket apart that expires in this round, if one of the first does. Only a sample: each costs a
/// search.
void pool_entity::sample_obstacle(const matcher& state, time_ms now) {
  if (now < next_sample_at_) return;
  const auto& table = state.tickets.table();
  timer_heap::due_walk walk{state.tickets.timers(), now};
  if (walk.is_over()) return;
  next_sample_at_ = now + obstacle_sample_every_ms;
  auto is_expired = [&] { return table.at(walk.which()).expires_at <= now; };
  for (std::size_t i = 0; i < max_looked_at && !walk.is_over() && !is_expired(); ++i) walk.step();
  if (walk.is_over() || !is_expired()) return;
  const auto& kind = state.tickets.kind();
  if (auto told = explain(state.tickets, table.at(walk.which()).id, now, workspace_for(kind)))
    counts_.obstacles(first_obstacle(kind, *told)).add();
}

void pool_entity::count_size() {
  const auto& table = state().tickets.table();
  counts_.waiting(label_).add(static_cast<std::int64_t>(table.size()) - static_cast<std::int64_t>(size_counted_));
  size_counted_ = table.size();
  auto oldest = table.oldest();
  counts_.tell_oldest(label_, pool_.low,
                      oldest == ticket_table::nowhere ? std::nullopt : std::optional{table.at(oldest).submitted_at});
  counts_.tell_due(label_, pool_.low, moim::next_wake(state().tickets));
}

}  // namespace moim
