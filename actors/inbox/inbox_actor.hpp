#pragma once

#include "actors/entity_actor.hpp"
#include "actors/inbox/inbox_entity.hpp"

namespace moim {

/// An inbox, and what connects it to its actor.
class inbox_state {
 public:
  using self_pointer = inbox_handle::stateful_pointer<inbox_state>;
  static inline const char* name = "moim.inbox";

  explicit inbox_state(self_pointer self) : self_(self) {}
  /// Before the first message.
  void start(user_id user, surroundings& around);
  inbox_entity& entity() { return *entity_; }
  /// The entity, for a message that was handed over by the registry.
  inbox_entity& handed() {
    port_->count_read();
    return *entity_;
  }

 private:
  class port final : public actor_port<inbox_handle>, public inbox_neighbours {
   public:
    port(self_pointer self, user_id user, surroundings& around)
        : actor_port(self, around, inbox_of(user)), user_(user) {}
    bool rest() override { return quit_if(around().retire_inbox(user_, messages_read())); }
    void tell_pool(const news_taken& taken) override { around().tell_pool(taken); }
    void push(push_to_sessions pushed) override { around().push(std::move(pushed)); }

   private:
    user_id user_;
  };

  self_pointer self_;
  std::optional<port> port_;
  std::optional<inbox_entity> entity_;
};

inbox_handle::behavior_type inbox_actor(inbox_state::self_pointer self, user_id user, surroundings* around);

}  // namespace moim
