#include "domain/directory/room_card.hpp"

#include "domain/room/room.hpp"

namespace moim {

directory_card card_of(const room& state) {
  const auto& seats = state.get<moim::seats>();
  const auto& content = content_of(state);
  directory_card card;
  card.room = state.id;
  card.kind = state.kind.key;
  card.title = title_of(state);
  // All who look at the list are strangers to the room.
  if (sees_members(state.kind.who_sees_members, audience::outsider)) card.host = state.get<hosting>().host;
  card.seats = seats.capacity();
  card.taken = seats.taken();
  card.phase = state.get<lifecycle>().phase;
  card.created_at_ms = created_at_ms(state.id);
  if (shows_content_to_all(state)) {
    card.starts_at_ms = content.starts_at_ms;
    card.place = content.place;
    card.tags = content.tags;
  }
  card.needs_approval = state.find<approval>() != nullptr;
  card.listed = state.kind.listing == listing_rule::listed;
  return card;
}

}  // namespace moim
