#pragma once

#include "actors/entity_actor.hpp"
#include "actors/room/room_entity.hpp"

namespace moim {

/// What connects a room to its actor.
class room_port final : public actor_port<room_handle>, public room_neighbours {
 public:
  room_port(room_handle::base* self, room_id room, surroundings& around)
      : actor_port(self, around, room.entity()), room_(room) {}
  bool rest() override { return quit_if(around().retire_room(room_, messages_read())); }
  void tell_user(const room_id& from, const membership_effect& effect) override { around().tell_user(from, effect); }
  void tell_pool(const news_taken& taken) override { around().tell_pool(taken); }
  void tell_pool(const seats_answered& answered) override { around().tell_pool(answered); }
  void seek(seek_for_room message) override { around().seek(std::move(message)); }
  void tell_directory(const room_id& room, std::optional<room_card> card) override {
    around().tell_directory(room, std::move(card));
  }

 private:
  room_id room_;
};

struct room_state : entity_host<room_entity, room_port> {
  using self_pointer = room_handle::stateful_pointer<room_state>;
  static inline const char* name = "moim.room";
};

room_handle::behavior_type room_actor(room_state::self_pointer self, room_id room, surroundings* around);

}  // namespace moim
