#include "domain/directory.hpp"

namespace moim {

room_card card_of(const room& state) {
  const auto& seats = state.get<moim::seats>();
  room_card card{state.id, state.kind.key, state.title, std::nullopt, seats.capacity(), seats.taken()};
  // All who look at the list are strangers to the room.
  if (sees_members(state.kind.who_sees_members, audience::outsider)) card.host = state.get<hosting>().host;
  return card;
}

}  // namespace moim
