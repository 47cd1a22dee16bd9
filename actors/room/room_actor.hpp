#pragma once

#include "actors/entity_actor.hpp"
#include "actors/room/room_entity.hpp"

namespace moim {

/// A room, and what connects it to its actor.
class room_state {
 public:
  using self_pointer = room_handle::stateful_pointer<room_state>;
  static inline const char* name = "moim.room";

  explicit room_state(self_pointer self) : self_(self) {}
  /// Before the first message.
  void start(room_id room, surroundings& around);
  room_entity& entity() { return *entity_; }
  /// The entity, for a message that was handed over by the registry.
  room_entity& handed() {
    port_->count_read();
    return *entity_;
  }

 private:
  class port final : public actor_port<room_handle>, public room_neighbours {
   public:
    port(self_pointer self, room_id room, surroundings& around)
        : actor_port(self, around, room.entity()), room_(room) {}
    bool rest() override { return quit_if(around().retire_room(room_, messages_read())); }
    void tell_user(const room_id& from, const membership_effect& effect) override { around().tell_user(from, effect); }
    void tell_pool(const news_taken& taken) override { around().tell_pool(taken); }
    void tell_directory(const room_id& room, std::optional<room_card> card) override {
      around().tell_directory(room, std::move(card));
    }

   private:
    room_id room_;
  };

  self_pointer self_;
  std::optional<port> port_;
  std::optional<room_entity> entity_;
};

room_handle::behavior_type room_actor(room_state::self_pointer self, room_id room, surroundings* around);

}  // namespace moim
