#include "actors/room/room_entity.hpp"

/// A room that looks for people: told to its pool at once, again when the room is woken for it, and until the pool has
/// it on disk.
namespace moim {

void room_entity::seek() {
  const auto& refill = state().refill;
  if (!refill || refill->told || refill->seeks == seek_taken_) return seeks_.clear();
  auto now = port().now();
  if (last_seek_planned_ != refill->seeks) {
    seeks_.clear();
    seeks_.add({refill->seeks, refill->terms.pool.entity(), refill->since, 0, true}, now);
    last_seek_planned_ = refill->seeks;
  }
  if (seeks_.take_due(now, 1, [this] { return port().random(); }).empty()) {
    if (auto next = seeks_.next_at()) tick_by(*next);
    return;
  }
  tick_by(seeks_.next_at().value_or(now + send_again_most_ms));
  auto ticket = seeking_ticket(state());
  // Nobody could come, or the room is over.
  if (!ticket) return on_seek_taken(refill->seeks);
  seek_people wanted{std::move(*ticket), {}};
  for (std::uint32_t before = 1; before < refill->seeks; ++before)
    wanted.instead_of.push_back(seeking_ticket_id(room_, before, refill->terms.pool));
  neighbours_.deliver(refill->terms.pool.entity(),
                      seek_for_room{refill->terms.pool, room_, refill->seeks, std::move(wanted)});
}

void room_entity::on_seek_taken(std::uint32_t number) {
  seek_taken_ = number;
  commit_soon();
}

void room_entity::write_seek_told(const room& state, events& out) const {
  if (state.refill && !state.refill->told && state.refill->seeks == seek_taken_) out.push_back(seek_told{seek_taken_});
}

delivery_end room_entity::answer_to(const seat_offer& offer) const {
  auto answered = state().refill ? answer_of(*state().refill, offer.proposal) : std::nullopt;
  return answered.value_or(false) ? delivery_end::done : delivery_end::refused;
}

}  // namespace moim
