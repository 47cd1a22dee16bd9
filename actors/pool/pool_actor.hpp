#pragma once

#include "actors/entity_actor.hpp"
#include "actors/pool/pool_entity.hpp"

namespace moim {

/// What connects a pool to its actor.
class pool_port final : public actor_port<pool_handle>, public pool_neighbours {
 public:
  pool_port(pool_handle::base* self, pool_id pool, surroundings& around)
      : actor_port(self, around, pool.entity()), pool_(pool) {}
  bool rest() override { return quit_if(around().retire_pool(pool_, messages_read())); }
  id_secret secret() const override { return around().store().secret(); }
  void bear(bear_room message) override { around().bear(std::move(message)); }
  void tell_inbox(take_note message) override { around().tell_inbox(std::move(message)); }
  void offer(offer_seats message) override { around().offer(std::move(message)); }
  void tell_room(const seek_taken& message) override { around().tell_room(message); }
  bool is_here(const user_id& user) const override { return around().is_here(user); }

 private:
  pool_id pool_;
};

struct pool_state : entity_host<pool_entity, pool_port> {
  using self_pointer = pool_handle::stateful_pointer<pool_state>;
  static inline const char* name = "moim.pool";
};

pool_handle::behavior_type pool_actor(pool_state::self_pointer self, pool_id pool, surroundings* around);

}  // namespace moim
