#pragma once

#include "actors/entity_actor.hpp"
#include "actors/inbox/inbox_entity.hpp"

namespace moim {

/// What connects an inbox to its actor.
class inbox_port final : public actor_port<inbox_handle>, public inbox_neighbours {
 public:
  inbox_port(inbox_handle::base* self, user_id user, surroundings& around)
      : actor_port(self, around, inbox_of(user)), user_(user) {}
  bool rest() override { return quit_if(around().retire_inbox(user_, messages_read())); }
  void tell_pool(const news_taken& taken) override { around().tell_pool(taken); }
  void push(push_to_sessions pushed) override { around().push(std::move(pushed)); }

 private:
  user_id user_;
};

struct inbox_state : entity_host<inbox_entity, inbox_port> {
  using self_pointer = inbox_handle::stateful_pointer<inbox_state>;
  static inline const char* name = "moim.inbox";
};

inbox_handle::behavior_type inbox_actor(inbox_state::self_pointer self, user_id user, surroundings* around);

}  // namespace moim
