#include "net/session/followed_rooms.hpp"

#include "domain/declare/resume_token.hpp"
#include "domain/planted.hpp"

#include <algorithm>

namespace moim {

std::optional<error> followed_rooms::why_not(const subscribe_room& wanted) const {
  if (follows(wanted.room) || rooms_.size() + on_their_way_.size() < shared_.limits.max_subscriptions)
    return std::nullopt;
  return error{errc::too_many_subscriptions};
}

std::optional<error> followed_rooms::why_not(const resume_session& wanted) const {
  auto invalid = [](std::string detail) { return error{errc::invalid_params, std::move(detail), std::nullopt}; };
  if (gather_) return error{errc::too_many_in_flight, "another session.resume is under way", std::nullopt};
  if (rooms_.size() + on_their_way_.size() + wanted.rooms.size() > shared_.limits.max_subscriptions)
    return error{errc::too_many_subscriptions};
  std::vector<room_id> rooms;
  for (const auto& each : wanted.rooms) rooms.push_back(each.room);
  std::sort(rooms.begin(), rooms.end());
  if (std::adjacent_find(rooms.begin(), rooms.end()) != rooms.end()) return invalid("rooms: a room is named twice");
  // A room that is followed already has nothing to resume, and its pushes could come before and after this answer.
  for (const auto& room : rooms)
    if (follows(room) || is_about_to_follow(room))
      return invalid(std::string{"rooms: "}.append(to_text(room)).append(" is followed already"));
  return std::nullopt;
}

void followed_rooms::begin(const subscribe_room& wanted, std::size_t changes_at_most, const user_id& user,
                           time_ms deadline, const reply_address& reply) {
  on_their_way_.push_back(wanted.room);
  shared_.topics.follow_begins(wanted.room, session_, reply.request);
  // A token that cannot be read is none of ours; the snapshot tells all there is.
  auto seen = wanted.token ? parse_resume_token(*wanted.token) : std::nullopt;
  shared_.messages.push_back(follow_room{wanted.room, user, seen, deadline, reply, changes_at_most});
}

void followed_rooms::begun(const room_id& room, const user_id& user, audience who, const room_followed& answer) {
  arrived(room);
  auto seen = parse_resume_token(answer.token);
  shared_.topics.add(room, {session_, user, who, seen ? seen->version : 0});
  auto where = std::lower_bound(rooms_.begin(), rooms_.end(), room);
  if (where != rooms_.end() && *where == room) return;
  rooms_.insert(where, room);
  shared_.metrics.subscriptions().add();
}

void followed_rooms::not_begun(const room_id& room) { arrived(room); }

bool followed_rooms::end(const room_id& room) {
  if (!shared_.topics.remove(room, session_)) return false;
  rooms_.erase(std::lower_bound(rooms_.begin(), rooms_.end(), room));
  shared_.metrics.subscriptions().subtract();
  let_go(room);
  return true;
}

void followed_rooms::end_all() {
  for (const auto& room : rooms_) {
    shared_.topics.remove(room, session_);
    if (!is_planted(planted_bug::rooms_not_let_go)) let_go(room);
  }
  shared_.metrics.subscriptions().subtract(static_cast<std::int64_t>(rooms_.size()));
  std::vector<room_id>{}.swap(rooms_);
  std::vector<room_id>{}.swap(on_their_way_);
  gather_.reset();
}

void followed_rooms::begin_resume(asked what, const resume_session& wanted) {
  gather_ = std::make_unique<resume_gather>(std::move(what), wanted.rooms);
}

void followed_rooms::resumed(const room_id& room, room_followed answer) { gather_->followed(room, std::move(answer)); }

void followed_rooms::not_resumed(const room_id& room, errc why) { gather_->failed(room, why); }

std::unique_ptr<resume_gather> followed_rooms::take_complete() {
  return gather_ && gather_->complete() ? std::move(gather_) : nullptr;
}

bool followed_rooms::follows(const room_id& room) const {
  return std::binary_search(rooms_.begin(), rooms_.end(), room);
}

bool followed_rooms::is_about_to_follow(const room_id& room) const {
  return std::find(on_their_way_.begin(), on_their_way_.end(), room) != on_their_way_.end();
}

void followed_rooms::arrived(const room_id& room) {
  on_their_way_.erase(std::find(on_their_way_.begin(), on_their_way_.end(), room));
}

void followed_rooms::let_go(const room_id& room) {
  if (shared_.topics.let_go(room)) shared_.messages.push_back(unfollow_room{room, &shared_.self});
}

}  // namespace moim
