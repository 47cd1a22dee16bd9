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

 private:
  class port final : public actor_port<user_handle>, public user_neighbours {
   public:
    port(self_pointer self, user_id user, surroundings& around)
        : actor_port(self, around, user.entity()), user_(user) {}
    void rest() override { around().retire_user(user_); }
    void tell_room(const room_id& room, std::uint64_t effect_number) override {
      around().tell_room(room, effect_number);
    }

   private:
    user_id user_;
  };

  self_pointer self_;
  std::optional<port> port_;
  std::optional<user_entity> entity_;
};

user_handle::behavior_type user_actor(user_state::self_pointer self, user_id user, surroundings* around);

}  // namespace moim
