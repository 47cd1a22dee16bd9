#pragma once

#include "store/log_store.hpp"

#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

namespace moim::store {

/// The logs behind one or many `memory_store`s: what a cluster's nodes share in a test or a simulation. Deterministic:
/// nothing that it answers depends on the order of an unordered container. Safe from any thread.
class memory_logs {
 public:
  /// As a store draws `secret` when it is made; always the same here unless it is given, so that runs repeat.
  explicit memory_logs(const id_secret& secret = {0x6d6f696d, 1});

  id_secret secret() const;

  append_result append(append_request request);
  log_piece read(const read_request& request) const;
  std::vector<entity_id> claim(time_ms now, time_ms lease, std::size_t limit);
  std::vector<stored_card> cards(std::optional<entity_id> after, std::size_t limit) const;

  /// How many of a log's newest commits were dropped.
  struct lost_tail {
    entity_id entity;
    std::size_t count = 0;
  };
  /// Drops up to `count` of the newest commits, as a failover to a replica that lags does: another record may now take
  /// the same version. The wake-up becomes what it was before them. What landed in one batch is lost in one, so the
  /// logs of riders lose theirs too, and all that came after them. Never drops what a slice rests on, nor the oldest
  /// record of a log with forgotten ones.
  /// \param whole_batches false: as no store should, one log loses its part of a batch alone
  /// \return the logs that lost something, `entity` first; empty: none did
  std::vector<lost_tail> lose_tail(const entity_id& entity, std::size_t count, bool whole_batches = true);

  /// All logs, wake-ups and cards as they were at one moment.
  class backup;
  backup back_up() const;
  /// Everything is again as it was then; followers are not told.
  void restore(const backup& saved);

  head head_of(const entity_id& entity) const;
  /// Every record that is not forgotten, oldest first.
  std::vector<stored_record> records_of(const entity_id& entity) const;
  /// When the entity is to be woken; nothing: never.
  std::optional<time_ms> wake_of(const entity_id& entity) const;
  /// Everything that was ever appended to, in the order of the ids.
  std::vector<entity_id> entities() const;

  using moved_function = std::shared_ptr<std::function<void(head)>>;
  /// Adds a follower for `node`. It stays until the `following` is destroyed.
  following follow(const void* node, const entity_id& entity, std::function<void(head)> moved);
  /// The followers that hear of an append by `node`: those of all other nodes, in the order in which they came.
  std::vector<moved_function> followers(const void* not_of_node, const entity_id& entity) const;

 private:
  struct place {
    entity_id entity;
    version at = 0;
  };
  struct record {
    commit_id commit = 0;
    std::string bytes;
    /// What the entity's wake-up was before this commit, for `lose_tail`.
    std::optional<time_ms> wake_before;
    /// The logs that were written in one batch with it, itself among them; null: no other.
    std::shared_ptr<const std::vector<place>> together;
  };
  struct log {
    version forgotten = 0;
    std::vector<record> records;
    std::map<std::uint32_t, snapshot_slice> slices;
    std::optional<time_ms> wake;

    head now() const;
    bool holds(const head& commit) const;
    version oldest_slice() const;
    /// No failover loses anything up to here.
    version never_lost() const;
    stored_record stored(version number) const;
  };
  /// All that a backup holds.
  struct contents {
    id_secret secret;
    std::unordered_map<entity_id, log> logs;
    std::set<std::pair<time_ms, entity_id>> wakes;
    std::map<entity_id, std::string> cards;
  };
  struct follower {
    const void* node = nullptr;
    moved_function moved;
  };
  /// A lock of its own: a `following` may end inside of any callback.
  struct follower_list {
    std::mutex mutex;
    std::unordered_map<entity_id, std::vector<follower>> of;
    void remove(const entity_id& entity, const moved_function& moved);
  };

  static conflict missed_since(const log& log, const head& expected);
  static void forget(log& log, version to);
  std::optional<unfit> why_unfit(const std::vector<rider>& riders) const;
  void add_riders(const entity_id& entity, std::vector<rider> riders, committed& landed);
  void put(const entity_id& entity, std::optional<wake_change>& wake, std::optional<card_change>& card);
  bool find_lost(const entity_id& entity, version to, bool whole_batches, std::map<entity_id, version>& kept) const;
  void cut(const entity_id& entity, version to);
  void set_wake(const entity_id& entity, log& log, std::optional<time_ms> at);
  const log& find(const entity_id& entity) const;

  mutable std::mutex mutex_;
  contents held_;
  /// Shared with the `following`s, which may outlive this.
  std::shared_ptr<follower_list> followers_ = std::make_shared<follower_list>();
};

class memory_logs::backup {
  friend class memory_logs;
  contents held_;
};

}  // namespace moim::store
