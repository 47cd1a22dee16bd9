#pragma once

#include "actors/entity_actor.hpp"
#include "actors/user/user_entity.hpp"

namespace moim {

/// A person, and what connects them to their actor.
class user_state {
 public:
  using self_pointer = user_handle::stateful_pointer<user_state>;
  static inline const char* name = "moim.user";

  explicit user_state(self_pointer self) : self_(self) {}
  /// Before the first message.
  void start(user_id user, surroundings& around);
  user_entity& entity() { return *entity_; }
  /// The entity, for a message that was handed over by the registry.
  user_entity& handed() {
    port_->count_read();
    return *entity_;
  }

 private:
  class port final : public actor_port<user_handle>, public user_neighbours {
   public:
    port(self_pointer self, user_id user, surroundings& around)
        : actor_port(self, around, user.entity()), user_(user) {}
    bool rest() override { return quit_if(around().retire_user(user_, messages_read())); }
    void tell_room(const room_id& room, const membership_effect& effect) override { around().tell_room(room, effect); }
    void watch(const watch_inbox& message) override { around().watch(message); }

   private:
    user_id user_;
  };

  self_pointer self_;
  std::optional<port> port_;
  std::optional<user_entity> entity_;
};

user_handle::behavior_type user_actor(user_state::self_pointer self, user_id user, surroundings* around);

}  // namespace moim
