#include "domain/planted.hpp"
#include "net/session/conversation.hpp"

#include <algorithm>

/// What the client follows: subscribing, resuming, and the order of all that tells of rooms (P7).
namespace moim {
namespace {

/// All that a resume's rooms tell of what was missed is one answer: they share its changes, those that go on from
/// somewhere. So 64 hot rooms bring no more than one.
std::size_t changes_for_each(const resume_session& wanted) {
  auto going_on = std::count_if(wanted.rooms.begin(), wanted.rooms.end(),
                                [](const subscribe_room& each) { return each.token.has_value(); });
  return follow_room::max_missed_changes / std::max<std::size_t>(1, static_cast<std::size_t>(going_on));
}

}  // namespace

void conversation::subscribe(const subscribe_room& wanted, asked what, time_ms deadline, const instant& now) {
  if (auto why = rooms_.why_not(wanted)) return replies_.tell(what, tl::unexpected{std::move(*why)}, now);
  begin_follow({0, call_role::follow, wanted.room, std::move(what), true}, wanted, follow_room::max_missed_changes,
               deadline);
}

void conversation::unsubscribe(const room_id& room, const asked& what, const instant& now) {
  if (rooms_.end(room)) return tell_of_rooms(what, done{}, now);
  tell_of_rooms(what, fail(errc::not_subscribed), now);
}

void conversation::resume(const resume_session& wanted, asked what, time_ms deadline, const instant& now) {
  if (auto why = rooms_.why_not(wanted)) return replies_.tell(what, tl::unexpected{std::move(*why)}, now);
  rooms_.begin_resume(std::move(what), wanted);
  auto share = changes_for_each(wanted);
  for (const auto& each : wanted.rooms)
    begin_follow({0, call_role::resume, each.room, {}, true}, each, share, deadline);
}

void conversation::begin_follow(pending_call call, const subscribe_room& wanted, std::size_t changes_at_most,
                                time_ms deadline) {
  auto reply = calls_.add(std::move(call));
  rooms_.begin(wanted, changes_at_most, client_.user(), deadline, reply);
}

void conversation::followed(request_number request, audience who, room_followed answer, const instant& now) {
  auto call = calls_.take(request);
  if (!call) return;
  rooms_.begun(call->room, client_.user(), who, answer);
  if (call->role != call_role::resume) return tell_of_rooms(call->what, std::move(answer), now);
  rooms_.resumed(call->room, std::move(answer));
  resume_if_complete(now);
}

void conversation::resume_if_complete(const instant& now) {
  auto resumed = rooms_.take_complete();
  if (!resumed) return;
  replies_.tell(resumed->what(), resumed->take_answer(), now);
  for (const auto& frame : resumed->held()) replies_.append_held(frame);
}

bool conversation::push(const shared_frame& frame) {
  if (!replies_.has_room(rooms_.held_bytes())) return is_planted(planted_bug::slow_reader_skipped);
  if (rooms_.is_resuming())
    rooms_.hold(frame);
  else
    replies_.append_held(frame);
  return true;
}

/// What must not overtake the answer to a resume that is under way.
void conversation::tell_of_rooms(const asked& what, const result<method_answer>& answer, const instant& now) {
  if (!rooms_.is_resuming() || !what.id) return replies_.tell(what, answer, now);
  rooms_.hold(replies_.frame_of(what, answer, now));
}

}  // namespace moim
