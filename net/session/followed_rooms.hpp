#pragma once

#include "net/session/resume_gather.hpp"
#include "net/session/session_services.hpp"

namespace moim {

/// The rooms that one session follows, and those that it is about to: by `room.subscribe`, or many at once by
/// `session.resume`. It keeps the hub's topics and the rooms themselves informed.
///
/// While a resume is under way, all that tells of rooms is held back (`hold`), so that no client hears of a change
/// before it knows from where on (P7).
class followed_rooms {
 public:
  followed_rooms(session_services& shared, session_number session) : shared_{shared}, session_{session} {}

  /// Errors: `too_many_subscriptions`.
  std::optional<error> why_not(const subscribe_room& wanted) const;
  /// Errors: `too_many_in_flight` (one at a time), `too_many_subscriptions`, `invalid_params` (a room twice, or one
  /// that is followed already).
  std::optional<error> why_not(const resume_session& wanted) const;

  /// Asks the room to be followed; `reply` is where it answers, by no more than `changes_at_most` that were missed.
  void begin(const subscribe_room& wanted, std::size_t changes_at_most, const user_id& user, time_ms deadline,
             const reply_address& reply);
  /// The room agreed: from `answer`'s version on its publications reach the session.
  void begun(const room_id& room, const user_id& user, audience who, const room_followed& answer);
  /// The room refused.
  void not_begun(const room_id& room);
  /// False if the session does not follow the room.
  bool end(const room_id& room);
  /// Lets go of all rooms, also of those that still have to answer.
  void end_all();

  /// A resume of `wanted` begins; each of its rooms is begun next.
  void begin_resume(asked what, const resume_session& wanted);
  bool is_resuming() const { return gather_ != nullptr; }
  /// One of the resume's rooms has answered.
  void resumed(const room_id& room, room_followed answer);
  void not_resumed(const room_id& room, errc why);
  /// The resume, once all its rooms have answered; it is over then.
  std::unique_ptr<resume_gather> take_complete();
  /// While a resume is under way: keeps a frame until its answer is out.
  void hold(shared_frame frame) { gather_->hold(std::move(frame)); }
  std::size_t held_bytes() const { return gather_ ? gather_->held_bytes() : 0; }

 private:
  bool follows(const room_id& room) const;
  bool is_about_to_follow(const room_id& room) const;
  void arrived(const room_id& room);
  void let_go(const room_id& room);

  session_services& shared_;
  const session_number session_;
  std::vector<room_id> rooms_;         // that it follows, ordered
  std::vector<room_id> on_their_way_;  // that have not answered yet; a room may be asked twice
  std::unique_ptr<resume_gather> gather_;
};

}  // namespace moim
