#include "domain/planted.hpp"
#include "net/session/conversation.hpp"

/// What the client follows: subscribing, resuming, and the order of all that tells of it (P7).
namespace moim {

void conversation::subscribe(const follow_wanted& wanted, asked what, time_ms deadline, const instant& now) {
  if (auto why = topics_.why_not(wanted)) return replies_.tell(what, tl::unexpected{std::move(*why)}, now);
  begin_follow({0, call_role::follow, wanted.topic, std::move(what), true}, wanted, deadline);
}

void conversation::unsubscribe(const entity_id& topic, const asked& what, const instant& now) {
  if (topics_.end(topic)) return tell_of_topics(what, done{}, now);
  tell_of_topics(what, fail(errc::not_subscribed), now);
}

void conversation::resume(const resume_session& wanted, asked what, time_ms deadline, const instant& now) {
  if (auto why = topics_.why_not(wanted)) return replies_.tell(what, tl::unexpected{std::move(*why)}, now);
  topics_.begin_resume(std::move(what), wanted);
  for (const auto& each : follows_of(wanted))
    begin_follow({0, call_role::resume, each.topic, {}, true}, each, deadline);
}

void conversation::subscribe(const subscribe_listing& wanted, asked what, time_ms deadline, const instant& now) {
  if (auto why = lists_.why_not()) return replies_.tell(what, tl::unexpected{std::move(*why)}, now);
  auto reply = calls_.add({0, call_role::list, {}, std::move(what), true});
  lists_.begin();
  shared_.messages.push_back(call_directory{wanted, deadline, reply});
}

void conversation::unsubscribe(listing_number listing, const asked& what, const instant& now) {
  if (lists_.end(listing)) return tell_of_topics(what, done{}, now);
  tell_of_topics(what, fail(errc::not_subscribed), now);
}

void conversation::begin_follow(pending_call call, const follow_wanted& wanted, time_ms deadline) {
  auto reply = calls_.add(std::move(call));
  topics_.begin(wanted, {client_.user(), std::nullopt, 0, client_.as()}, deadline, reply);
}

void conversation::followed(request_number request, audience who, followed_answer answer, const instant& now) {
  auto call = calls_.take(request);
  if (!call) return;
  std::visit([&](const auto& each) { topics_.begun(call->topic, client_.user(), who, each.token); }, answer);
  if (call->role == call_role::resume) {
    topics_.resumed(call->topic, std::move(answer));
    return resume_if_complete(now);
  }
  auto told = std::visit([](auto&& each) -> method_answer { return std::move(each); }, std::move(answer));
  tell_of_topics(call->what, std::move(told), now);
}

void conversation::resume_if_complete(const instant& now) {
  auto resumed = topics_.take_complete();
  if (!resumed) return;
  replies_.tell(resumed->what(), resumed->take_answer(), now);
  for (const auto& frame : resumed->held()) replies_.append_held(frame);
}

void conversation::shut_out(const entity_id& topic, const shared_frame& told) {
  topics_.end(topic);
  if (!push(told)) end_with(close_code::slow_reader);
}

bool conversation::push(const shared_frame& frame) {
  if (!replies_.has_room(topics_.held_bytes())) return is_planted(planted_bug::slow_reader_skipped);
  if (topics_.is_resuming())
    topics_.hold(frame);
  else
    replies_.append_held(frame);
  return true;
}

/// What must not overtake the answer to a resume that is under way.
void conversation::tell_of_topics(const asked& what, const result<method_answer>& answer, const instant& now) {
  if (!topics_.is_resuming() || !what.id) return replies_.tell(what, answer, now);
  topics_.hold(replies_.frame_of(what, answer, now));
}

}  // namespace moim
