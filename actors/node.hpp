#pragma once

#include "actors/people_here.hpp"
#include "actors/registry.hpp"
#include "actors/surroundings.hpp"
#include "actors/types.hpp"

#include <atomic>
#include <memory>

namespace moim {

/// Settings of the actor system that moim's actors run in.
class actor_config : public caf::actor_system_config {
 public:
  /// `threads` workers that share one queue: with outside threads that wake many actors, stealing collapses now and
  /// then.
  explicit actor_config(std::size_t threads);
};

/// The steady clock of this machine, in milliseconds from any beginning.
time_ms steady_ms();

/// One node: all actors over one store, whatever the types of their entities (`entity_types`). Sessions reach them
/// through `deliver`, and they reach sessions through outlets, which must outlive the node.
class node final : public node_port, private surroundings {
 public:
  /// \param machine_clock a steady one, for deadlines and pauses; that of the calls' deadlines
  node(caf::actor_system& system, store::log_store& store, catalogue& metrics, node_limits limits, std::uint64_t seed,
       std::function<time_ms()> machine_clock = steady_ms);
  ~node() override;

  /// Begins to claim wake-ups and to read the directory.
  /// \param attended pools that have to know whose people are connected
  void start(const std::vector<pool_id>& attended = {});
  /// Ends all actors. What they were doing is as if the process had been killed: nothing of it is seen any more.
  void kill();

  /// Wakes all that are due at this moment of the store's time, without waiting for the timekeeper's next look, and
  /// calls `done` once nothing is due and all that were woken are handled. For a clock that is moved by hand.
  void settle(std::function<void()> done);

  void deliver(node_message message) override;
  time_ms now() override { return store_.now(); }
  id_secret secret() const override { return store_.secret(); }

 private:
  store::log_store& store() override { return store_; }
  catalogue& metrics() override { return metrics_; }
  const node_limits& limits() const override { return limits_; }
  tick_wheel& ticks() override { return ticks_; }
  time_ms machine_now() override { return machine_clock_(); }
  std::uint64_t random() override;
  bool is_alive() const override { return alive_.load(std::memory_order_relaxed); }
  void deliver(const entity_id& to, entity_item item) override;
  void tell_directory(const room_id& room, std::optional<directory_card> card) override;
  bool is_here(const user_id& user) const override { return people_.has(user); }
  void push(const user_id& user, const person_push& told) override { people_.push(user, told); }
  void know_inbox(const user_id& user, const inbox_place& now) override { people_.know_inbox(user, now); }
  void riders_landed(const carried& landed, const std::vector<head>& heads) override;
  void wake_up_over(const entity_id& entity) override;
  bool retire(const entity_id& entity, std::uint64_t messages_read) override;

  entity_handle spawn(const entity_id& entity);
  void hand(const entity_handle& to, entity_item item);
  void open(const open_session& asked);
  void close(const close_session& asked);
  void tell_rider(const store::rider& landed, version at);
  bool must_hear(const entity_id& entity, version at) const;

  caf::actor_system& system_;
  store::log_store& store_;
  catalogue& metrics_;
  node_limits limits_;
  std::function<time_ms()> machine_clock_;
  std::atomic<bool> alive_{true};
  tick_wheel ticks_;
  std::atomic<std::uint64_t> random_state_;
  registry<entity_id, entity_handle> entities_;
  people_here people_;
  directory_handle directory_;
  timekeeper_handle timekeeper_;
};

}  // namespace moim
