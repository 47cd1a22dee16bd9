#pragma once

#include "actors/outlet.hpp"
#include "domain/directory/room_card.hpp"
#include "domain/outbox/outbox.hpp"
#include "store/log_store.hpp"

#include <set>

/// What rides on an append (rule 2): deliveries that commute with whatever their targets' logs may say, as records for
/// those logs. The rules make deliveries and know nothing of it.
namespace moim {

/// What a round carries for others, and whom to tell once it has landed.
struct carried {
  std::vector<store::rider> riders;
  /// The notes among them.
  struct carried_note {
    std::size_t rider = 0;
    user_id user;
    note told;
    time_ms at = 0;
  };
  std::vector<carried_note> notes;
  /// For the sessions of people here.
  std::vector<std::pair<user_id, person_push>> pushes;
  /// For the directory.
  std::vector<std::pair<room_id, directory_card>> cards;
};

/// The most that one append carries. A hall of thousands that closes tells them by the outbox, at its pace: the store
/// looks up the log of each rider.
inline constexpr std::size_t max_riders = 4'096;

/// One delivery on its way aboard.
struct ride {
  entity_id from;
  std::uint64_t number = 0;
  entity_id target;
  time_ms at = 0;
};

/// Each makes a rider, and whatever comes with it. False: it cannot, and goes by the outbox.
bool add_rider(const birth& what, const ride& of, carried& to);
bool add_rider(const note& what, const ride& of, carried& to);
bool add_rider(const membership_told& what, const ride& of, carried& to);
bool add_rider(const hosting_over& what, const ride& of, carried& to);

/// Whether a delivery of this type may ride.
template <class What>
constexpr bool commutes() {
  return requires { What::commutes; };
}

/// Takes those deliveries on board that may ride, and leaves the others for the outbox. They get the numbers below
/// those. What has to come after another one rides only if that one does. All of them stay if there would be too many.
/// \param unfit logs that were to begin and have begun: what is owed to them stays
template <class Payload>
void let_ride(deliveries_owed<Payload>& owed, const entity_id& from, time_ms at, const std::set<entity_id>& unfit,
              carried& to) {
  if (to.riders.size() + owed.items.size() > max_riders) return;
  auto boards = [&](const owed_item<Payload>& item) {
    return std::visit(
        [&]<class What>(const What& what) {
          if constexpr (commutes<What>())
            return !unfit.contains(item.target) && add_rider(what, {from, owed.first, item.target, at}, to);
          else
            return false;
        },
        item.what);
  };
  std::vector<owed_item<Payload>> left;
  /// Of each item: its place among those that are left; nothing: it rides.
  std::vector<std::optional<std::size_t>> place(owed.items.size());
  for (std::size_t i = 0; i < owed.items.size(); ++i) {
    auto& item = owed.items[i];
    auto waits_for = item.behind == 0 ? std::nullopt : place[i - item.behind];
    if (!waits_for && boards(item)) {
      ++owed.first;
      continue;
    }
    place[i] = left.size();
    item.behind = waits_for ? static_cast<std::uint32_t>(left.size() - *waits_for) : 0;
    left.push_back(std::move(item));
  }
  owed.items = std::move(left);
}

}  // namespace moim
