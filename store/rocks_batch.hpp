#pragma once

#include "store/rocks_heads.hpp"
#include "store/rocks_wakes.hpp"
#include "store/write_queue.hpp"

namespace moim::store::rocks {

/// Appends that are decided one after the other, each seeing those before it, and then written with one sync. For the
/// writer's thread.
class append_batch {
 public:
  append_batch(const database& from, head_cache& heads, wake_index& wakes)
      : from_{&from}, heads_{&heads}, wakes_{&wakes} {}

  /// What will be answered to an append, once the batch is on disk.
  struct decision {
    queued_append* append = nullptr;
    /// Null if the entity could not be looked up.
    entity_state* entity = nullptr;
    /// A conflict's `missed` is left to `complete`.
    append_result result;
    /// Of its riders, in their order; fewer if one could not be looked up.
    std::vector<entity_state*> riders{};
  };

  /// Whether the append has to be decided after what is in the batch has been written: what it forgets depends on
  /// slices on disk.
  bool must_wait(const append_request& request);
  /// Compares the head and adds the rows. `append` stays where it is until `clear`. The error is that of a failed
  /// look-up; then nothing of this append is in the batch, and the decision is a refusal.
  rocksdb::Status add(queued_append& append);
  /// Fills in what conflicts missed, from the disk. After an error some are refusals instead.
  rocksdb::Status complete();
  /// Forgets the batch; the states in the cache are then those on disk.
  void clear();

  rocksdb::WriteBatch& rows() { return rows_; }
  std::vector<decision>& decisions() { return decisions_; }
  /// How many heads it had to read.
  std::size_t heads_read() const { return heads_read_; }

 private:
  tl::expected<entity_state*, rocksdb::Status> state_of(const entity_id& entity);
  rocksdb::Status look_up(const append_request& request, entity_state& state);
  rocksdb::Status look_up_wake(const entity_id& entity, const std::optional<wake_change>& wake, entity_state& state);
  rocksdb::Status look_up_riders(decision& decided);
  static std::optional<unfit> why_unfit(const decision& decided);
  static version forgettable(const append_request& request, const entity_state& state);
  void put_rows(const append_request& request, entity_state& state, version forget_to);
  void put_rows(const rider& of, entity_state& state);
  void put_record(const entity_id& entity, entity_state& state, commit_id commit, const std::string& record);
  void put_wake(const entity_id& entity, entity_state& state, const wake_change& wake);
  void put_card(const entity_id& entity, const card_change& card);
  void forget(const entity_id& entity, entity_state& state, version to);

  const database* from_;
  head_cache* heads_;
  wake_index* wakes_;
  rocksdb::WriteBatch rows_;
  std::vector<decision> decisions_;
  std::size_t heads_read_ = 0;
};

}  // namespace moim::store::rocks
