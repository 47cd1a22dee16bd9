#pragma once

#include "actors/entity_actor.hpp"
#include "actors/user/user_entity.hpp"

namespace moim {

/// What connects a person to their actor.
class user_port final : public actor_port<user_handle>, public user_neighbours {
 public:
  user_port(user_handle::base* self, user_id user, surroundings& around)
      : actor_port(self, around, user.entity()), user_(user) {}
  bool rest() override { return quit_if(around().retire_user(user_, messages_read())); }
  void tell_room(const room_id& room, const membership_effect& effect) override { around().tell_room(room, effect); }
  void watch(const watch_inbox& message) override { around().watch(message); }
  void set_here(const user_id& user, bool here) override { around().set_here(user, here); }

 private:
  user_id user_;
};

struct user_state : entity_host<user_entity, user_port> {
  using self_pointer = user_handle::stateful_pointer<user_state>;
  static inline const char* name = "moim.user";
};

user_handle::behavior_type user_actor(user_state::self_pointer self, user_id user, surroundings* around);

}  // namespace moim
