#pragma once

#include "domain/outbox/outbox.hpp"
#include "domain/room/memberships/effects.hpp"
#include "domain/room/seats/seats.hpp"

namespace moim {

/// The memberships facet: what a room owes to the lists that people keep in their own logs (`user.rooms`), if its kind
/// says so. Its state is what rooms owed before they had an outbox.
struct memberships {
  static constexpr std::string_view name = "memberships";
  using state = effects;
  using events = type_list<effects_done, effects_parked>;
  using owes = type_list<membership_told>;

  static std::optional<state> begin(const room_created&, const commit_stamp&) { return state{}; }
  static void apply(state& to, const effects_done& event, const commit_stamp&) { moim::apply(to, event); }
  static void apply(state& to, const effects_parked& event, const commit_stamp&) { moim::apply(to, event); }
  static void apply(state& to, const seat_taken& event, const commit_stamp& stamp, const room& room);
  static void apply(state& to, const seat_left& event, const commit_stamp& stamp, const room& room);
  static void apply(state& to, const room_cancelled& event, const commit_stamp& stamp, const room& room);
  static void apply(state& to, const room_closed& event, const commit_stamp& stamp, const room& room);
  /// The outbox now holds all that was owed before.
  template <class Payload>
  static void apply(state& to, const deliveries_owed<Payload>&, const commit_stamp&) {
    to.pending.clear();
    to.parked.clear();
  }

  static void owe(const room& room, const seat_taken& event, const moment& at, debts_out& out);
  static void owe(const room& room, const seat_left& event, const moment& at, debts_out& out);
  /// Nobody sits in a room that is over: it leaves its members' own lists.
  static void owe(const room& room, const room_cancelled& event, const moment& at, debts_out& out);
  static void owe(const room& room, const room_closed& event, const moment& at, debts_out& out);
  static void owe(const room& room, const room_ended& event, const moment& at, debts_out& out);
  static void owe(const room& room, const outbox_begun& event, const moment& at, debts_out& out);
};

/// What the room would tell this person's log now.
membership membership_of(const room& room, const user_id& user);

}  // namespace moim
