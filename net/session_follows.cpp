#include "domain/declare/resume_token.hpp"
#include "domain/planted.hpp"
#include "net/session.hpp"

#include <algorithm>

/// Following rooms: subscribe, unsubscribe, resume, and the pushes that come of it.
namespace moim {
void session::subscribe(incoming_call& call, const subscribe_room& wanted, const instant& now) {
  bool follows = std::binary_search(rooms_.begin(), rooms_.end(), wanted.room);
  if (!follows && rooms_.size() + follows_under_way_ >= shared_.limits.subscriptions_most)
    return tell(asked_by(call, now), fail(errc::too_many_subscriptions), now);
  deliver_follow({0, call_role::follow, {}, asked_by(call, now)}, wanted, deadline_of(call, now));
}

void session::unsubscribe(const room_id& room, const asked& what, const instant& now) {
  if (!shared_.topics.remove(room, number_)) return tell_of_rooms(what, fail(errc::not_subscribed), now);
  rooms_.erase(std::lower_bound(rooms_.begin(), rooms_.end(), room));
  shared_.metrics.subscriptions().subtract();
  if (shared_.topics.let_go(room)) shared_.messages.push_back(unfollow_room{room, &shared_.self});
  tell_of_rooms(what, done{}, now);
}

void session::resume(incoming_call& call, const resume_session& wanted, const instant& now) {
  auto what = asked_by(call, now);
  if (auto why = why_not_resume(wanted)) return tell(what, tl::unexpected{std::move(*why)}, now);
  ++in_flight_;
  gather_ = std::make_unique<resume_gather>(std::move(what), wanted.rooms);
  for (const auto& each : wanted.rooms) deliver_follow({0, call_role::resume, {}, {}}, each, deadline_of(call, now));
}

std::optional<error> session::why_not_resume(const resume_session& wanted) const {
  auto invalid = [](std::string detail) { return error{errc::invalid_params, std::move(detail), std::nullopt}; };
  if (gather_) return error{errc::too_many_in_flight, "another session.resume is under way", std::nullopt};
  if (rooms_.size() + follows_under_way_ + wanted.rooms.size() > shared_.limits.subscriptions_most)
    return error{errc::too_many_subscriptions};
  std::vector<room_id> rooms;
  for (const auto& each : wanted.rooms) rooms.push_back(each.room);
  std::sort(rooms.begin(), rooms.end());
  if (std::adjacent_find(rooms.begin(), rooms.end()) != rooms.end()) return invalid("rooms: a room is named twice");
  // What is followed already has nothing to resume, and its pushes could come before and after this answer.
  for (const auto& room : rooms)
    if (std::binary_search(rooms_.begin(), rooms_.end(), room) || calls_.is_about_to_follow(room))
      return invalid("rooms: " + to_text(room) + " is followed already");
  return std::nullopt;
}

void session::deliver_follow(pending_call call, const subscribe_room& wanted, time_ms deadline) {
  call.room = wanted.room;
  ++follows_under_way_;
  auto reply = await(std::move(call));
  shared_.topics.follow_begins(wanted.room, number_, reply.request);
  // A token that cannot be read is none of ours; the snapshot tells all there is.
  auto seen = wanted.token ? parse_resume_token(*wanted.token) : std::nullopt;
  shared_.messages.push_back(follow_room{wanted.room, who_->user, seen, deadline, reply});
}

void session::followed(request_number request, audience who, room_followed answer, const instant& now) {
  auto call = calls_.take(request);
  if (!call) return;
  --follows_under_way_;
  auto seen = parse_resume_token(answer.token);
  shared_.topics.add(call->room, {number_, who_->user, who, seen ? seen->version : 0});
  auto where = std::lower_bound(rooms_.begin(), rooms_.end(), call->room);
  if (where == rooms_.end() || *where != call->room) {
    rooms_.insert(where, call->room);
    shared_.metrics.subscriptions().add();
  }
  if (call->role == call_role::resume) {
    gather_->followed(call->room, std::move(answer));
    return resume_if_complete(now);
  }
  tell_of_rooms(call->what, std::move(answer), now);
  request_ended(now);
}

void session::resume_if_complete(const instant& now) {
  if (!gather_->complete()) return;
  auto gather = std::move(gather_);
  tell(gather->what(), gather->take_answer(), now);
  if (phase_ == phase::open)
    for (const auto& frame : gather->held()) output_.append(frame);
  request_ended(now);
}

bool session::push(const shared_frame& frame) {
  if (phase_ != phase::open) return true;
  auto waiting = output_.bytes() + (gather_ ? gather_->held_bytes() : 0);
  if (waiting >= shared_.limits.outbox_bytes_most) return is_planted(planted_bug::slow_reader_skipped);
  if (gather_)
    gather_->hold(frame);
  else
    output_.append(frame);
  return true;
}

}  // namespace moim
