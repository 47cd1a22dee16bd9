#include "sim/checks/follower.hpp"

#include "domain/declare/resume_token.hpp"

#include <utility>

namespace moim::sim {
namespace {

/// By how much a change moves the number of seats taken.
int seats_moved(const room_change& change) {
  if (change.event == seat_taken::name) return 1;
  if (change.event == seat_left::name) return -1;
  return 0;
}

room_phase phase_after(room_phase before, const room_change& change) {
  if (change.event == room_locked::name) return room_phase::locked;
  if (change.event == room_cancelled::name) return room_phase::cancelled;
  if (change.event == room_closed::name) return room_phase::closed;
  if (change.event == room_ended::name) return room_phase::ended;
  return before;
}

}  // namespace

void follower::complain(verdict& found, const std::string& seen) const {
  found.broken("P7", room_,
               moim::to_text(who_) + ", who follows it and is at version " + std::to_string(version_) + ", " + seen);
}

void follower::followed(const room_followed& answer, verdict& found) {
  bool follows = std::exchange(follows_, true);
  if (!answer.recovered) {
    if (!token_.empty()) ++resets_;
    if (!answer.missed.empty())
      complain(found, "was told that it could not be recovered, and yet a part of what it missed");
    if (!answer.snapshot) return complain(found, "was told that it could not be recovered, and got no snapshot");
    return begin_at(*answer.snapshot, answer.token, found);
  }
  if (token_.empty()) return complain(found, "was told that it was recovered, and never had a token");
  auto at = parse_resume_token(answer.token);
  // It asked more than once, and an answer that says as much or more has come already.
  if (follows && at && at->version <= version_) return;
  for (const auto& each : answer.missed) apply(each, found);
  if (!at || at->version != version_) complain(found, "was recovered, and its token stands for " + answer.token);
  token_ = answer.token;
}

void follower::changed(const room_changed& push, verdict& found) {
  if (!follows_) return complain(found, "was pushed a change while it did not follow the room");
  apply(push, found);
}

void follower::reset(const room_reset& push, verdict& found) {
  ++resets_;
  begin_at(push.snapshot, push.token, found);
}

void follower::begin_at(const room_view& snapshot, const std::string& token, verdict& found) {
  auto at = parse_resume_token(token);
  if (!at) return complain(found, "got a token that is none: " + token);
  version_ = at->version;
  token_ = token;
  seats_ = snapshot.seats;
  taken_ = snapshot.taken;
  phase_ = snapshot.phase;
  if (snapshot.taken > seats_)
    found.broken("P1", room_,
                 std::to_string(snapshot.taken) + " of " + std::to_string(seats_) + " seats are taken in a snapshot");
}

void follower::apply(const room_changed& changes, verdict& found) {
  if (changes.from != version_ + 1 || changes.to < changes.from)
    complain(found, "was pushed versions " + std::to_string(changes.from) + " to " + std::to_string(changes.to));
  version_ = changes.to;
  token_ = changes.token;
  if (auto at = parse_resume_token(changes.token); !at || at->version != changes.to)
    complain(found, "got the token " + changes.token);
  std::int64_t taken = taken_;
  for (const auto& each : changes.changes) {
    taken += seats_moved(each);
    if (each.event == room_forgotten::name) taken = 0;
    if (each.seats) seats_ = *each.seats;
    phase_ = phase_after(phase_, each);
    if (seats_ > 0 && taken > seats_)
      found.broken("P1", room_,
                   std::to_string(taken) + " of " + std::to_string(seats_) + " seats were taken by version " +
                       std::to_string(changes.to));
  }
  if (taken != changes.taken)
    complain(found, "counts " + std::to_string(taken) + " seats taken by the changes, and was told " +
                        std::to_string(changes.taken));
  if (phase_ != changes.phase) complain(found, "sees another phase by the changes than it was told");
  taken_ = changes.taken;
  phase_ = changes.phase;
}

void follower::see_last(const room_view& seen, verdict& found) const {
  if (taken_ != seen.taken)
    complain(found, "counts " + std::to_string(taken_) + " seats taken at the end, and the room has " +
                        std::to_string(seen.taken));
  if (phase_ != seen.phase) complain(found, "sees another phase at the end than the room has");
}

}  // namespace moim::sim
