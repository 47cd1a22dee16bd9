#pragma once

#include "store/log_store.hpp"

#include <map>
#include <memory>
#include <unordered_map>

namespace moim::store::rocks {

/// What the writer knows about an entity, including what waits in the batch that is being gathered.
struct entity_state {
  head now;
  /// As in `log_piece`; nothing: not looked up yet.
  std::optional<version> forgotten;
  /// Whether `wake` has been looked up.
  bool wake_known = false;
  std::optional<time_ms> wake;
  /// The versions of its slices by their index; null: not looked up yet. Slices may be many and large, so that reading
  /// them again for each append that forgets would cost more than the append.
  std::unique_ptr<std::map<std::uint32_t, version>> slices;
  /// Whether the batch being gathered changes the entity.
  bool in_batch = false;
};

/// The entities the writer has met most recently. For the writer's thread only.
class head_cache {
 public:
  explicit head_cache(std::size_t entities_max);

  /// Null if the entity is not here. Pointers stay good until `trim`.
  entity_state* find(const entity_id& entity);
  entity_state& insert(const entity_id& entity, head now);
  /// Drops the least recently used beyond the bound. Between batches only: what is in a batch is known nowhere else.
  void trim();

 private:
  struct node {
    entity_state state;
    const entity_id* entity = nullptr;
    node* newer = nullptr;
    node* older = nullptr;
  };
  static void unlink(node& from);
  void link_newest(node& from);

  std::size_t entities_max_;
  std::unordered_map<entity_id, node> nodes_;
  /// The ring's fixed point: its `older` is the newest entity, its `newer` the oldest.
  node ring_;
};

}  // namespace moim::store::rocks
