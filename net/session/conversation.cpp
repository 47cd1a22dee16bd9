#include "net/session/conversation.hpp"

#include "domain/planted.hpp"

namespace moim {
namespace {

template <class... Functions>
struct overload : Functions... {
  using Functions::operator()...;
};
// clang 14 does not deduce aggregates by itself.
template <class... Functions>
overload(Functions...) -> overload<Functions...>;

asked asked_by(incoming_call& call, const instant& now) {
  return {std::move(call.id), method_of(call.call), now.steady_ns};
}

}  // namespace

conversation::conversation(session_services& shared, session_number session, encoding in, const instant& now)
    : shared_{shared},
      session_{session},
      router_{shared.kinds, shared.secret, shared.limits.max_rooms_per_hour},
      gate_{shared, now.steady_ms()},
      client_{shared.limits, now},
      calls_{shared, session},
      rooms_{shared, session},
      replies_{shared, in} {}

void conversation::receive(std::string_view message, const instant& now) {
  auto decoded = decode_call(replies_.wire(), message);
  if (!decoded) return refuse_malformed(decoded.error(), now);
  gate_.saw_call();
  if (auto* discovery = std::get_if<discovery_call>(&*decoded)) {
    if (within_rate(discovery->id, now)) queued(replies_.describe_methods(discovery->id));
    return;
  }
  auto& call = std::get<incoming_call>(*decoded);
  if (!within_rate(call.id, now)) return;
  auto in_flight = calls_.in_flight() + (rooms_.is_resuming() ? 1 : 0);
  if (auto why = gate_.why_not(call.call, client_.as(), in_flight, now.steady_ms()))
    return tell(asked_by(call, now), tl::unexpected{std::move(*why)}, now);
  dispatch(call, now);
}

void conversation::refuse_malformed(const call_failure& failure, const instant& now) {
  if (!within_rate(failure.id, now)) return;
  queued(replies_.refuse(failure.id, failure.why));
  gate_.saw_malformed(failure.why.code);
  if (gate_.sees_garbage()) end_with(close_code::too_many_errors);
}

bool conversation::within_rate(const std::optional<rpc_id>& id, const instant& now) {
  auto why = gate_.why_not_now(now.steady_ms());
  if (!why) return true;
  queued(replies_.refuse(id, *why));
  if (gate_.is_flooded()) end_with(close_code::rate_abuse);
  return false;
}

/// Calls about the session are answered here; all others go to the entities.
void conversation::dispatch(incoming_call& call, const instant& now) {
  std::visit(overload{
                 [&](const authenticate& wanted) { authenticate_with(wanted.token, asked_by(call, now), now); },
                 [&](const read_session&) { tell(asked_by(call, now), client_.view(now), now); },
                 [&](const resume_session& wanted) { resume(call, wanted, now); },
                 [&](const subscribe_room& wanted) { subscribe(call, wanted, now); },
                 [&](const unsubscribe_room& wanted) { unsubscribe(wanted.room, asked_by(call, now), now); },
                 [&](const auto& wanted) {
                   pass_on(router_.route(wanted, caller_of(call), deadline_of(call, now)), asked_by(call, now), now);
                 },
             },
             call.call);
}

void conversation::pass_on(result<routed_call> where, asked what, const instant& now) {
  if (!where) return tell(what, tl::unexpected{std::move(where.error())}, now);
  if (auto* answer = std::get_if<method_answer>(&*where)) return tell(what, std::move(*answer), now);
  auto& message = std::get<node_message>(*where);
  address_reply(message, calls_.add({0, call_role::plain, {}, std::move(what)}));
  shared_.messages.push_back(std::move(message));
}

void conversation::authenticate_with(std::string_view token, asked what, const instant& now) {
  auto claimed = shared_.check_token(token, now.at);
  if (claimed)
    if (auto why = client_.why_not(*claimed)) claimed = tl::unexpected{std::move(*why)};
  if (!claimed) {
    tell(what, tl::unexpected{claimed.error()}, now);
    if (client_.refuse_token()) end_with(close_code::token_refused);
    return;
  }
  if (!client_.is_known()) return open_for(*claimed, {0, call_role::authenticate, {}, std::move(what)}, now);
  client_.accept(*claimed, now);
  tell(what, client_.view(now), now);
}

void conversation::identify(const identity& who, const instant& now) {
  open_for(who, {0, call_role::open, {}, asked{{}, method_label::unknown, now.steady_ns}}, now);
}

/// From here on the client's calls are this person's; should the person have too many sessions, this one is closed.
void conversation::open_for(const identity& who, pending_call call, const instant& now) {
  client_.accept(who, now);
  shared_.metrics.sessions().add();
  auto reply = calls_.add(std::move(call));
  shared_.messages.push_back(open_session{who.user, reply});
}

void conversation::opened(const pending_call& call, const result<method_answer>& answer, const instant& now) {
  if (call.role == call_role::authenticate)
    tell(call.what, answer ? result<method_answer>{client_.view(now)} : answer, now);
  if (answer) return;
  end_with(answer.error().code == errc::too_many_sessions ? close_code::too_many_sessions : close_code::overloaded);
}

void conversation::answer(request_number request, result<method_answer> answer, const instant& now) {
  auto call = calls_.take(request);
  // A session that was closed meanwhile has nobody to tell.
  if (!call) return;
  switch (call->role) {
    case call_role::plain:
      return tell(call->what, answer, now);
    case call_role::open:
    case call_role::authenticate:
      return opened(*call, answer, now);
    case call_role::follow:
      rooms_.not_begun(call->room);
      return tell_of_rooms(call->what, answer, now);
    case call_role::resume:
      rooms_.not_begun(call->room);
      rooms_.not_resumed(call->room, answer ? errc::internal : answer.error().code);
      return resume_if_complete(now);
  }
}

void conversation::subscribe(incoming_call& call, const subscribe_room& wanted, const instant& now) {
  auto what = asked_by(call, now);
  if (auto why = rooms_.why_not(wanted)) return tell(what, tl::unexpected{std::move(*why)}, now);
  begin_follow({0, call_role::follow, wanted.room, std::move(what)}, wanted, deadline_of(call, now));
}

void conversation::unsubscribe(const room_id& room, const asked& what, const instant& now) {
  if (rooms_.end(room)) return tell_of_rooms(what, done{}, now);
  tell_of_rooms(what, fail(errc::not_subscribed), now);
}

void conversation::resume(incoming_call& call, const resume_session& wanted, const instant& now) {
  auto what = asked_by(call, now);
  if (auto why = rooms_.why_not(wanted)) return tell(what, tl::unexpected{std::move(*why)}, now);
  rooms_.begin_resume(std::move(what), wanted);
  for (const auto& each : wanted.rooms)
    begin_follow({0, call_role::resume, each.room, {}}, each, deadline_of(call, now));
}

void conversation::begin_follow(pending_call call, const subscribe_room& wanted, time_ms deadline) {
  auto reply = calls_.add(std::move(call));
  rooms_.begin(wanted, client_.user(), deadline, reply);
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
  tell(resumed->what(), resumed->take_answer(), now);
  if (over_) return;
  for (const auto& frame : resumed->held()) replies_.append_held(frame);
}

void conversation::notify(const person_push& push) { queued(replies_.notify(push)); }

bool conversation::push(const shared_frame& frame) {
  if (replies_.queue().bytes() + rooms_.held_bytes() >= shared_.limits.max_outbox_bytes)
    return is_planted(planted_bug::slow_reader_skipped);
  if (rooms_.is_resuming())
    rooms_.hold(frame);
  else
    replies_.append_held(frame);
  return true;
}

void conversation::end() {
  rooms_.end_all();
  calls_.clear();
  if (auto user = client_.forget()) {
    shared_.messages.push_back(close_session{*user, &shared_.self, session_});
    shared_.metrics.sessions().subtract();
  }
}

void conversation::tell(const asked& what, const result<method_answer>& answer, const instant& now) {
  queued(replies_.tell(what, answer, now));
}

/// What must not overtake the answer to a resume that is under way.
void conversation::tell_of_rooms(const asked& what, const result<method_answer>& answer, const instant& now) {
  if (!rooms_.is_resuming()) return tell(what, answer, now);
  rooms_.hold(replies_.frame_of(what, answer, now));
}

void conversation::queued(bool had_room) {
  if (!had_room) end_with(close_code::slow_reader);
}

void conversation::end_with(close_code why) {
  if (!over_) over_ = why;
}

caller conversation::caller_of(const incoming_call& call) const {
  return {client_.is_known() ? client_.user() : user_id{}, call.options.key, call.parameters, client_.as()};
}

time_ms conversation::deadline_of(const incoming_call& call, const instant& now) const {
  return now.steady_ms() +
         (call.options.timeout_ms ? time_ms{*call.options.timeout_ms} : shared_.limits.call_timeout_ms);
}

}  // namespace moim
