#pragma once

#include "domain/room/projection.hpp"
#include "sim/checks/outcome_history.hpp"
#include "sim/checks/room_operation.hpp"
#include "sim/checks/violation.hpp"

#include <unordered_map>

namespace moim::sim {

/// What is known of one person in one room: all of their history that still matters, as long as they have no more than
/// one request about a seat under way at a time. Of those who once had more, it is `unsure` for good.
enum class seat_state : std::uint8_t { out, joining, in, leaving, unsure };

/// The books on one room's seats: what the server acknowledged, against what it shows (P1, P2, P3).
class seat_ledger {
 public:
  /// The room as it was acknowledged. A host who sits in it from the start does so in a seat that was not told.
  seat_ledger(const room_id& room, std::uint32_t seats, const user_id& host, bool host_sits);

  const room_id& room() const { return room_; }
  std::uint32_t seats() const { return seats_; }
  seat_state state_of(const user_id& person) const;
  /// How many people are known to sit here.
  std::uint32_t surely_in() const { return surely_in_; }
  bool is_full() const { return surely_in_ >= seats_; }

  /// A request about a seat or the room's life is sent for the first time.
  void ask(const user_id& person, room_call what);
  /// Its outcome, once; to be called with what `outcome_history` let pass.
  void settle(const user_id& person, room_call what, const heard_outcome& answer, verdict& found);
  /// Its outcome will never be known.
  void give_up(const user_id& person, room_call what);

  /// A view of the room at any time, or what a push says of it.
  void see(const room_view& seen, verdict& found) const;
  void see_taken(std::uint32_t taken, verdict& found) const;
  /// The room as its host sees it after everything was answered.
  void see_last(const room_view& seen, verdict& found) const;

 private:
  struct entry {
    seat_state state = seat_state::out;
    std::uint32_t seat = 0;  // 0: not told
    /// Has ever had a seat whose giving up was acknowledged.
    bool left = false;
    /// Has had several requests under way at a time.
    bool hasty = false;
  };

  void joined(const user_id& person, entry& who, const heard_outcome& answer, verdict& found);
  void settle_hasty(entry& who, const heard_outcome& answer, verdict& found);
  void left(const user_id& person, entry& who, const heard_outcome& answer, verdict& found);
  void changed(room_call what, const heard_outcome& answer, verdict& found);
  void see_member(const member_view& seen, verdict& found) const;
  void see_phase(const room_view& seen, verdict& found) const;

  room_id room_;
  std::uint32_t seats_;
  std::uint32_t surely_in_ = 0;
  bool leave_asked_ = false;
  bool refused_as_full_ = false;
  bool lock_asked_ = false;
  bool lock_done_ = false;
  bool cancel_asked_ = false;
  bool cancel_done_ = false;
  std::unordered_map<user_id, entry> people_;
  /// The person who surely has a seat, by its number; the empty id: nobody.
  std::vector<user_id> holders_;
};

}  // namespace moim::sim
