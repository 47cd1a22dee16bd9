#include "domain/directory/room_card.hpp"

#include "domain/room/projection.hpp"

namespace moim {

directory_card card_of(const room& state) {
  const auto& seats = state.get<moim::seats>();
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
    const auto& content = content_of(state);
    card.starts_at_ms = content.starts_at_ms;
    card.place = content.place;
    card.tags = content.tags;
  }
  card.needs_approval = state.find<approval>() != nullptr;
  card.needs_code = state.find<entry_code>() != nullptr;
  card.listed = state.kind.listing == listing_rule::listed;
  if (const auto* rules = state.kind.rules<entry_code>(); rules && card.needs_code)
    card.code = code_of(state.get<entry_code>(), rules->length);
  return card;
}

std::optional<card_stamp> stamp_of(const room& state) {
  if (!is_listable(state)) return std::nullopt;
  const auto& seats = state.get<moim::seats>();
  return card_stamp{state.get<lifecycle>().phase,
                    seats.capacity(),
                    seats.taken(),
                    state.get<hosting>().host,
                    state.get<description>().revision,
                    state.get<entry_code>().renewals};
}

}  // namespace moim
