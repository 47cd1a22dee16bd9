#include "actors/room/room_entity.hpp"

/// A room that looks for people: told to its pool at once, again when the room is woken for it, and until the pool has
/// it on disk.
namespace moim {

void room_entity::seek(time_ms now) {
  const auto* wants = state().find<backfill>();
  if (!wants || wants->told || wants->searches == seek_taken_) return;
  if (wants->searches == last_seek_sent_ && now < seek_again_at_) return;
  last_seek_sent_ = wants->searches;
  seek_again_at_ = now + effect_retry_ms;
  auto ticket = backfill_ticket(state());
  // Nobody could come, or the room is over.
  if (!ticket) return on_seek_taken(wants->searches);
  seek_people wanted{std::move(*ticket), {}};
  for (std::uint32_t before = 1; before < wants->searches; ++before)
    wanted.instead_of.push_back(seeking_ticket_id(room_, before, wants->terms.pool));
  neighbours_.seek({wants->terms.pool, room_, wants->searches, std::move(wanted)});
}

void room_entity::on_seek_taken(std::uint32_t number) {
  seek_taken_ = number;
  commit_soon();
}

void room_entity::write_seek_told(const room& state, events& out) const {
  const auto* wants = state.find<backfill>();
  if (wants && !wants->told && wants->searches == seek_taken_) out.push_back(seek_told{seek_taken_});
}

void room_entity::answer_offer(const offer_seats& message) {
  const auto* wants = state().find<backfill>();
  auto answered = wants ? answer_of(*wants, message.offer.proposal) : std::nullopt;
  neighbours_.tell_pool(seats_answered{message.from, {message.offer.proposal, answered.value_or(false)}});
}

}  // namespace moim
