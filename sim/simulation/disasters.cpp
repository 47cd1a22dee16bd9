#include "sim/simulation/disasters.hpp"

#include "domain/outbox/outbox.hpp"
#include "domain/planted.hpp"

#include <algorithm>

namespace moim::sim {

void disasters::begin() {
  auto& world = shared_.world;
  const auto& drawn = shared_.drawn;
  every(drawn.node_killed_every, "node killed", [this] { kill_a_node(); });
  every(drawn.node_paused_every, "node paused", [this] { pause_a_node(); });
  every(drawn.node_drained_every, "node drained", [this] { drain_a_node(); });
  every(drawn.connection_cut_every, "connection cut", [this] { cut_a_line(); });
  every(drawn.store_away_every, "store away", [&] { shared_.faults.store_away(world.between(200, 3'000)); });
  every(drawn.disk_full_every, "disk full", [&] { shared_.faults.disk_full(world.between(200, 3'000)); });
  if (drawn.tail_lost_every > 0) note_heads();
  every(drawn.tail_lost_every, "tail lost", [this] { lose_a_tail(); });
  every(drawn.clock_jump_every, "clock jump", [this] { make_a_clock_jump(); });
  every(drawn.rush_every, "rush", [this] { around_.rush(); });
  if (drawn.backup_restored_every == 0) return;
  back_up();
  every(drawn.backup_restored_every, "backup restored", [this] { restore(); });
}

void disasters::every(time_ms mean, std::string_view fault, std::function<void()> act) {
  if (mean == 0) return;
  shared_.world.after(shared_.world.between(1, 2 * mean), [this, mean, fault, act = std::move(act)] {
    if (!shared_.faults.is_on()) return;
    shared_.faults.count(fault);
    act();
    every(mean, fault, act);
  });
}

void disasters::kill_a_node() {
  if (auto* node = around_.any_node()) node->kill();
}

void disasters::drain_a_node() {
  if (auto* node = around_.any_node()) node->drain_and_end();
}

/// Longer than any lease now and then.
void disasters::pause_a_node() {
  if (auto* node = around_.any_node()) node->pause(shared_.world.between(100, 15'000));
}

void disasters::cut_a_line() {
  auto* node = around_.any_node();
  if (!node) return;
  auto lines = node->connections();
  if (!lines.empty()) node->cut(lines[shared_.world.random() % lines.size()]);
}

/// Replicas lag by less than `delivery_agrees_ms`; two failovers, too, lose nothing that is older.
void disasters::note_heads() {
  replicated_ = std::move(noted_);
  noted_.clear();
  for (const auto& log : shared_.logs->entities()) noted_[log] = shared_.logs->head_of(log).version;
  shared_.world.after(delivery_agrees_ms / 2, [this] {
    if (shared_.faults.is_on()) note_heads();
  });
}

/// A failover to a replica that lags: the newest commits of some log never were.
void disasters::lose_a_tail() {
  std::vector<entity_id> logs;
  for (const auto& [room, story] : shared_.checker.rooms()) logs.push_back(room.entity());
  for (const auto& [pool, story] : shared_.checker.pools().pools()) logs.push_back(pool.entity());
  for (const auto& [user, rooms] : shared_.checker.people()) logs.push_back(user.entity());
  for (const auto& [user, story] : shared_.checker.inboxes().inboxes()) logs.push_back(inbox_of(user));
  if (logs.empty()) return;
  auto log = logs[shared_.world.random() % logs.size()];
  auto had = shared_.logs->head_of(log).version;
  auto may_lose = had - std::min(replicated_[log], had);
  auto count = static_cast<std::size_t>(shared_.world.between(1, 3));
  auto alone = log.type == entity_type::pool ? planted_bug::riders_outlive_source : planted_bug::riders_lost_alone;
  for (const auto& lost : shared_.logs->lose_tail(log, std::min<std::size_t>(count, may_lose), !is_planted(alone))) {
    shared_.world.tell().line(shared_.world.now(), "{} loses its newest {} commits", moim::to_text(lost.entity),
                              lost.count);
    shared_.checker.on_tail_lost(lost.entity, lost.count);
  }
}

void disasters::back_up() {
  backup_ = shared_.logs->back_up();
  story_then_ = shared_.checker.save();
}

/// Everything is as it was when the backup was made, under nodes and clients that have gone on since.
void disasters::restore() {
  shared_.world.tell().line(shared_.world.now(), "a backup is restored");
  shared_.logs->restore(*backup_);
  shared_.checker.on_restored(story_then_);
  back_up();
}

void disasters::make_a_clock_jump() {
  auto* node = around_.any_node();
  if (!node) return;
  auto to = shared_.world.between(-max_clocks_apart_ms, max_clocks_apart_ms);
  shared_.world.tell().line(shared_.world.now(), "node {}'s clock is {} ms off", node->index(), to);
  node->set_clock_skew(to);
}

}  // namespace moim::sim
