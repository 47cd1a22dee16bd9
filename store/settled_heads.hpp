#pragma once

#include "store/log_store.hpp"

#include <atomic>
#include <cstdint>
#include <vector>

namespace moim::store {

/// Heads that are on disk and that no append under way can move. They let a bare confirmation be answered at
/// once, on the caller's thread. Entities push each other out of a table of fixed size; for an absent one the
/// caller asks the writer. Safe from any thread.
class settled_heads {
 public:
  /// `slots` is a power of two.
  explicit settled_heads(std::size_t slots = 1 << 15) : slots_(slots) {}

  /// An append to the entity is on its way.
  void begin(const entity_id& entity);
  /// It has ended, and the entity's head on disk is `now`; nothing if that could not be told.
  void end(const entity_id& entity, std::optional<head> now);
  /// The same for all logs that the append may move.
  void begin_all(const append_request& request);
  void end_all(const append_request& request);
  /// The entity's head; nothing if it is not known here, or may be about to move.
  std::optional<head> find(const entity_id& entity);

 private:
  struct alignas(64) slot {
    std::atomic_flag locked;
    /// Appends on their way to any entity of this slot.
    std::uint32_t on_their_way = 0;
    bool known = false;
    entity_id entity;
    head now;
  };
  class slot_lock;

  std::vector<slot> slots_;
};

}  // namespace moim::store
