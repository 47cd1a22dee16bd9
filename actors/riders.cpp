#include "actors/riders.hpp"

#include "domain/planted.hpp"
#include "store/storage_codec.hpp"

#include <spdlog/spdlog.h>

namespace moim {
namespace {

template <class Event>
store::rider& add_record(const ride& of, const std::vector<Event>& events, carried& to) {
  auto& added = to.riders.emplace_back();
  added.entity = of.target;
  added.record = store::encode_commit<Event>(of.at, events);
  return added;
}

/// The room's first commit; what the room owes in its turn rides on the same append. Whatever of that cannot is sent
/// when the room is woken for it.
void add_first_commit(const birth& what, const ride& of, carried& to) {
  room_id id{of.target.high, of.target.low};
  auto begun = begin_room(id, what, of.at,
                          [&](deliveries_owed<room_payload>& owed) { let_ride(owed, of.target, of.at, {}, to); });
  auto& added = add_record(of, begun.events, to);
  added.begins = !is_planted(planted_bug::births_ride_on_anything);
  if (auto wake = next_wake(begun.after, of.at)) added.wake = store::wake_change{wake};
  if (!is_listable(begun.after)) return;
  auto card = card_of(begun.after);
  added.card = store::card_change{store::encode_stored(card)};
  to.cards.emplace_back(id, std::move(card));
}

}  // namespace

/// A bug in a room's rules costs that room, and not its pool (decision 23): its birth goes by the outbox.
bool add_rider(const birth& what, const ride& of, carried& to) {
  if (what.members.empty()) return false;
  auto riders = to.riders.size();
  auto pushes = to.pushes.size();
  try {
    add_first_commit(what, of, to);
    return true;
  } catch (const std::exception& bug) {
    spdlog::error("{} could not be begun: {}. This is a bug of moimd's; its birth is sent to it.", to_text(of.target),
                  bug.what());
    to.riders.resize(riders);
    to.pushes.resize(pushes);
    return false;
  }
}

bool add_rider(const note& what, const ride& of, carried& to) {
  to.notes.push_back({to.riders.size(), {of.target.high, of.target.low}, what, of.at});
  add_record(of, rider_of(what), to);
  return true;
}

bool add_rider(const membership_told& what, const ride& of, carried& to) {
  room_id room{of.from.high, of.from.low};
  add_record(of, rider_of(room, of.number, what), to);
  to.pushes.emplace_back(user_id{of.target.high, of.target.low}, user_changed{room, what.what});
  return true;
}

bool add_rider(const hosting_over& what, const ride& of, carried& to) {
  add_record(of, rider_of(room_id{of.from.high, of.from.low}, what), to);
  return true;
}

}  // namespace moim
