#pragma once

#include "actors/entity_actor.hpp"
#include "actors/pool/pool_entity.hpp"

namespace moim {

/// A pool, and what connects it to its actor.
class pool_state {
 public:
  using self_pointer = pool_handle::stateful_pointer<pool_state>;
  static inline const char* name = "moim.pool";

  explicit pool_state(self_pointer self) : self_(self) {}
  /// Before the first message.
  void start(pool_id pool, surroundings& around);
  pool_entity& entity() { return *entity_; }
  /// The entity, for a message that was handed over by the registry.
  pool_entity& handed() {
    port_->count_read();
    return *entity_;
  }

 private:
  class port final : public actor_port<pool_handle>, public pool_neighbours {
   public:
    port(self_pointer self, pool_id pool, surroundings& around)
        : actor_port(self, around, pool.entity()), pool_(pool) {}
    bool rest() override { return quit_if(around().retire_pool(pool_, messages_read())); }
    void bear(bear_room message) override { around().bear(std::move(message)); }
    void tell_inbox(take_note message) override { around().tell_inbox(std::move(message)); }

   private:
    pool_id pool_;
  };

  self_pointer self_;
  std::optional<port> port_;
  std::optional<pool_entity> entity_;
};

pool_handle::behavior_type pool_actor(pool_state::self_pointer self, pool_id pool, surroundings* around);

}  // namespace moim
