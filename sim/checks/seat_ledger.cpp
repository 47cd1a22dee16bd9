#include "sim/checks/seat_ledger.hpp"

namespace moim::sim {
namespace {

std::string refusal_of(const heard_outcome& answer) { return std::string{describe(answer.error().code).name}; }

}  // namespace

seat_ledger::seat_ledger(const room_id& room, std::uint32_t seats, const user_id& host, bool host_sits)
    : room_{room}, seats_{seats}, holders_(seats + 1) {
  if (!host_sits) return;
  people_[host].state = seat_state::in;
  surely_in_ = 1;
}

seat_state seat_ledger::state_of(const user_id& person) const {
  auto found = people_.find(person);
  return found == people_.end() ? seat_state::out : found->second.state;
}

void seat_ledger::ask(const user_id& person, room_call what) {
  if (what == room_call::lock) lock_asked_ = true;
  if (what == room_call::cancel) cancel_asked_ = true;
  if (what != room_call::join && what != room_call::leave) return;
  auto& who = people_[person];
  if (who.state == seat_state::joining || who.state == seat_state::leaving) who.hasty = true;
  if (what == room_call::join) {
    who.state = seat_state::joining;
    return;
  }
  // From here on the seat may be another's.
  if (who.seat != 0) holders_[who.seat] = {};
  if (who.state == seat_state::in) --surely_in_;
  who.state = seat_state::leaving;
  leave_asked_ = true;
}

void seat_ledger::settle(const user_id& person, room_call what, const heard_outcome& answer, verdict& found) {
  if (!answer && answer.error().code == errc::room_not_found)
    return found.broken("P2", room_, "the room was acknowledged, and then it was not found");
  if (auto known = people_.find(person); known != people_.end() && known->second.hasty)
    return settle_hasty(known->second, answer, found);
  if (what == room_call::join) return joined(person, people_[person], answer, found);
  if (what == room_call::leave) return left(person, people_[person], answer, found);
  changed(what, answer, found);
}

void seat_ledger::joined(const user_id& person, entry& who, const heard_outcome& answer, verdict& found) {
  if (!answer) {
    who.state = seat_state::out;
    if (answer.error().code == errc::room_full) refused_as_full_ = true;
    if (answer.error().code == errc::already_member)
      found.broken("P3", room_,
                   moim::to_text(person) + " has no seat by any answer, and was refused as already_member");
    return;
  }
  const auto* given = std::get_if<seat_given>(&*answer);
  auto seat = given ? given->seat : 0;
  who.state = seat_state::in;
  who.seat = 0;
  ++surely_in_;
  if (seat == 0 || seat > seats_)
    return found.broken(
        "P1", room_,
        moim::to_text(person) + " was given seat " + std::to_string(seat) + " of " + std::to_string(seats_));
  who.seat = seat;
  if (holders_[seat] && holders_[seat] != person)
    found.broken("P1", room_,
                 "seat " + std::to_string(seat) + " was given to " + moim::to_text(holders_[seat]) + " and to " +
                     moim::to_text(person));
  holders_[seat] = person;
}

void seat_ledger::settle_hasty(entry& who, const heard_outcome& answer, verdict& found) {
  who.state = seat_state::unsure;
  who.seat = 0;
  const auto* given = answer ? std::get_if<seat_given>(&*answer) : nullptr;
  if (given && (given->seat == 0 || given->seat > seats_))
    found.broken("P1", room_, "seat " + std::to_string(given->seat) + " was given of " + std::to_string(seats_));
}

void seat_ledger::left(const user_id& person, entry& who, const heard_outcome& answer, verdict& found) {
  if (answer) {
    who = {seat_state::out, 0, true};
    return;
  }
  if (answer.error().code == errc::not_member) {
    found.broken("P2", room_,
                 moim::to_text(person) + " had a seat by an answer, and leaving was refused as not_member");
    who = {};
    return;
  }
  who.state = seat_state::in;
  if (who.seat != 0) holders_[who.seat] = person;
  ++surely_in_;
}

void seat_ledger::changed(room_call what, const heard_outcome& answer, verdict& found) {
  if (answer && what == room_call::lock) lock_done_ = true;
  if (answer && what == room_call::cancel) cancel_done_ = true;
  if (!answer && answer.error().code == errc::not_host)
    found.broken("P2", room_, "its host was refused as " + refusal_of(answer));
}

void seat_ledger::give_up(const user_id& person, room_call what) {
  if (what == room_call::join || what == room_call::leave) people_[person].state = seat_state::unsure;
}

void seat_ledger::see_taken(std::uint32_t taken, verdict& found) const {
  if (taken > seats_)
    found.broken("P1", room_, std::to_string(taken) + " seats are taken of " + std::to_string(seats_));
}

void seat_ledger::see(const room_view& seen, verdict& found) const {
  see_taken(seen.taken, found);
  if (seen.seats != seats_)
    found.broken("P2", room_,
                 "it was created with " + std::to_string(seats_) + " seats and has " + std::to_string(seen.seats));
  if (!seen.members) return;
  bool is_part = seen.taken > max_members_shown && seen.members->size() == max_members_shown;
  if (seen.members->size() != seen.taken && !is_part)
    found.broken(
        "P1", room_,
        std::to_string(seen.taken) + " seats are taken, by " + std::to_string(seen.members->size()) + " members");
  std::vector<user_id> in_seat(seats_ + 1);
  for (const auto& each : *seen.members) {
    if (each.seat == 0 || each.seat > seats_) {
      found.broken(
          "P1", room_,
          moim::to_text(each.user) + " sits in seat " + std::to_string(each.seat) + " of " + std::to_string(seats_));
      continue;
    }
    if (in_seat[each.seat])
      found.broken("P1", room_,
                   "seat " + std::to_string(each.seat) + " holds " + moim::to_text(in_seat[each.seat]) + " and " +
                       moim::to_text(each.user));
    in_seat[each.seat] = each.user;
  }
}

void seat_ledger::see_last(const room_view& seen, verdict& found) const {
  see(seen, found);
  see_phase(seen, found);
  if (refused_as_full_ && !leave_asked_ && seen.taken < seats_)
    found.broken(
        "P1", room_,
        "a join was refused as room_full, nobody left, and " + std::to_string(seats_ - seen.taken) + " seats are free");
  if (!seen.members) return;
  std::unordered_map<user_id, std::uint32_t> members;
  for (const auto& each : *seen.members) {
    members.emplace(each.user, each.seat);
    see_member(each, found);
  }
  for (const auto& [person, who] : people_)
    if (who.state == seat_state::in && !members.contains(person))
      found.broken("P2", room_,
                   moim::to_text(person) + " was told seat " + std::to_string(who.seat) + " and is not a member");
}

void seat_ledger::see_member(const member_view& seen, verdict& found) const {
  auto known = people_.find(seen.user);
  auto who = known == people_.end() ? entry{} : known->second;
  if (who.state == seat_state::in && who.seat != 0 && who.seat != seen.seat)
    found.broken("P2", room_,
                 moim::to_text(seen.user) + " was told seat " + std::to_string(who.seat) + " and sits in " +
                     std::to_string(seen.seat));
  if (who.state != seat_state::out) return;
  if (who.left)
    found.broken("P2", room_, moim::to_text(seen.user) + " was told to have left and is a member");
  else
    found.broken("P3", room_, moim::to_text(seen.user) + " is a member and was never told a seat");
}

void seat_ledger::see_phase(const room_view& seen, verdict& found) const {
  if (cancel_done_ && seen.phase != room_phase::cancelled)
    found.broken("P2", room_, "it was acknowledged as cancelled and is not");
  if (lock_done_ && seen.phase != room_phase::locked && !(cancel_asked_ && seen.phase == room_phase::cancelled))
    found.broken("P2", room_, "it was acknowledged as locked and is not");
  if (!lock_asked_ && seen.phase == room_phase::locked)
    found.broken("P3", room_, "it is locked and nobody asked for that");
  if (!cancel_asked_ && seen.phase == room_phase::cancelled)
    found.broken("P3", room_, "it is cancelled and nobody asked for that");
}

}  // namespace moim::sim
