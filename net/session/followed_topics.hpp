#pragma once

#include "net/session/resume_gather.hpp"
#include "net/session/session_services.hpp"

namespace moim {

/// The entities that one session follows, of whatever type, and those that it is about to: by a subscription, or many
/// at once by `session.resume`. It keeps the hub's topics and the entities themselves informed.
///
/// While a resume is under way, all that tells of them is held back (`hold`), so that no client hears of a change
/// before it knows from where on (P7).
class followed_topics {
 public:
  followed_topics(session_services& shared, session_number session) : shared_{shared}, session_{session} {}

  /// Errors: `too_many_subscriptions`.
  std::optional<error> why_not(const follow_wanted& wanted) const;
  /// Errors: `too_many_in_flight` (one at a time), `too_many_subscriptions`, `invalid_params` (nothing, something
  /// twice, or what is followed already).
  std::optional<error> why_not(const resume_session& wanted) const;

  /// Asks the entity to be followed; `reply` is where it answers.
  void begin(const follow_wanted& wanted, const caller& who, time_ms deadline, const reply_address& reply);
  /// The entity agreed: from the token's version on its publications reach the session.
  void begun(const entity_id& topic, const user_id& user, audience who, std::string_view token);
  /// The entity refused.
  void not_begun(const entity_id& topic);
  /// False if the session does not follow the entity.
  bool end(const entity_id& topic);
  /// Lets go of all, also of those that still have to answer.
  void end_all();

  /// A resume of `wanted` begins; each of its parts is begun next.
  void begin_resume(asked what, const resume_session& wanted);
  bool is_resuming() const { return gather_ != nullptr; }
  /// One of the resume's parts has answered.
  void resumed(const entity_id& topic, followed_answer answer);
  void not_resumed(const entity_id& topic, errc why);
  /// The resume, once all its parts have answered; it is over then.
  std::unique_ptr<resume_gather> take_complete();
  /// While a resume is under way: keeps a frame until its answer is out.
  void hold(shared_frame frame) { gather_->hold(std::move(frame)); }
  std::size_t held_bytes() const { return gather_ ? gather_->held_bytes() : 0; }

 private:
  bool follows(const entity_id& topic) const;
  bool is_about_to_follow(const entity_id& topic) const;
  void arrived(const entity_id& topic);

  session_services& shared_;
  const session_number session_;
  std::vector<entity_id> topics_;        // that it follows, ordered
  std::vector<entity_id> on_their_way_;  // that have not answered yet; one may be asked twice
  std::unique_ptr<resume_gather> gather_;
};

}  // namespace moim
