#include "net/session/conversation.hpp"

#include <algorithm>

namespace moim {
namespace {

template <class... Functions>
struct overload : Functions... {
  using Functions::operator()...;
};
// clang 14 does not deduce aggregates by itself.
template <class... Functions>
overload(Functions...) -> overload<Functions...>;

/// Whose answer it is; nothing: there will be none.
std::optional<rpc_id>& id_of(call_or_failure& received) {
  if (!received) return received.error().id;
  return std::visit([](auto& each) -> std::optional<rpc_id>& { return each.id; }, *received);
}

}  // namespace

conversation::conversation(session_services& shared, session_number session, encoding in, const instant& now)
    : shared_{shared},
      session_{session},
      router_{shared.kinds, shared.secret, shared.limits.max_rooms_per_hour},
      gate_{shared, now.steady_ms()},
      client_{shared.limits, now},
      calls_{shared, session},
      topics_{shared, session},
      lists_{shared, session},
      replies_{shared, in} {}

void conversation::receive(std::string_view message, const instant& now) {
  if (is_batch(replies_.wire(), message)) return receive_batch(message, now);
  take(decode_call(replies_.wire(), message), {}, now);
}

void conversation::receive_batch(std::string_view message, const instant& now) {
  const auto& limits = shared_.limits;
  auto batch = decode_batch(replies_.wire(), message, std::min(limits.max_batch_calls, limits.max_in_flight));
  if (!batch) return refuse_malformed({batch.error().id, method_label::unknown, now.steady_ns}, batch.error().why, now);
  auto answers = std::count_if(batch->begin(), batch->end(), [](auto& each) { return id_of(each).has_value(); });
  batch_place next{replies_.begin_batch(static_cast<std::size_t>(answers)), 0};
  for (auto& each : *batch) {
    auto place = id_of(each) ? batch_place{next.batch, next.index++} : next;
    take(std::move(each), place, now);
    if (over_) return;
  }
}

/// One request: what came alone, or in a batch.
void conversation::take(call_or_failure received, const batch_place& in, const instant& now) {
  asked what{std::move(id_of(received)), method_label::unknown, now.steady_ns, in};
  if (!received) return refuse_malformed(what, received.error().why, now);
  gate_.saw_call();
  if (!within_rate(what, now)) return;
  auto* call = std::get_if<incoming_call>(&*received);
  if (call == nullptr) return describe_methods(what);
  what.method = method_of(call->call);
  auto in_flight = calls_.in_flight() + (topics_.is_resuming() ? 1 : 0) + (badge_ ? 1 : 0);
  auto why = gate_.why_not(call->call, client_.as(), in_flight, now.steady_ms());
  if (!why && in.batch != 0) why = gate_.why_not_in_batch(call->call);
  if (!why && call_gate::may_say_much(call->call)) why = gate_.why_not_so_much(replies_.bytes());
  if (why) return replies_.tell(what, tl::unexpected{std::move(*why)}, now);
  dispatch(*call, std::move(what), now);
}

void conversation::describe_methods(const asked& what) {
  if (auto why = gate_.why_not_so_much(replies_.bytes())) return replies_.refuse(what, *why);
  replies_.describe_methods(what);
}

bool conversation::is_full() const {
  const auto& limits = shared_.limits;
  auto ahead = replies_.bytes() + topics_.held_bytes() + calls_.reads() * limits.read_answer_bytes;
  return ahead >= std::min(limits.answers_ahead_bytes, limits.max_outbox_bytes);
}

void conversation::refuse_malformed(const asked& what, const error& why, const instant& now) {
  if (!within_rate(what, now)) return;
  replies_.refuse(what, why);
  gate_.saw_malformed(why.code);
  if (gate_.sees_garbage()) end_with(close_code::too_many_errors);
}

bool conversation::within_rate(const asked& what, const instant& now) {
  auto why = gate_.why_not_now(now.steady_ms());
  if (!why) return true;
  replies_.refuse(what, *why);
  if (gate_.is_flooded()) end_with(close_code::rate_abuse);
  return false;
}

/// Calls about the session are answered here; all others go to the entities.
void conversation::dispatch(const incoming_call& call, asked what, const instant& now) {
  auto deadline = deadline_of(call, now);
  std::visit(
      overload{
          [&](const authenticate& wanted) { authenticate_with(wanted.token, std::move(what), now); },
          [&](const read_session&) { replies_.tell(what, client_.view(now), now); },
          [&](const resume_session& wanted) { resume(wanted, std::move(what), deadline, now); },
          [&](const read_badge& wanted) { begin_badge(wanted, std::move(what), caller_of(call), deadline, now); },
          [&](const subscribe_room& wanted) { subscribe(follow_of(wanted), std::move(what), deadline, now); },
          [&](const subscribe_chat& wanted) { subscribe(follow_of(wanted), std::move(what), deadline, now); },
          [&](const unsubscribe_room& wanted) { unsubscribe(wanted.room.entity(), what, now); },
          [&](const unsubscribe_chat& wanted) { unsubscribe(chat_of(wanted.room), what, now); },
          [&](const subscribe_listing& wanted) { subscribe(wanted, std::move(what), deadline, now); },
          [&](const unsubscribe_listing& wanted) { unsubscribe(wanted.listing, what, now); },
          [&](const auto& wanted) {
            pass_on(router_.route(wanted, caller_of(call), deadline), !wanted.changes, std::move(what), now);
          },
      },
      call.call);
}

void conversation::pass_on(result<routed_call> where, bool reads, asked what, const instant& now) {
  if (!where) return replies_.tell(what, tl::unexpected{std::move(where.error())}, now);
  if (auto* answer = std::get_if<method_answer>(&*where)) return replies_.tell(what, std::move(*answer), now);
  auto& message = std::get<node_message>(*where);
  address_reply(message, calls_.add({0, call_role::plain, {}, std::move(what), reads}));
  shared_.messages.push_back(std::move(message));
}

void conversation::authenticate_with(std::string_view token, asked what, const instant& now) {
  auto claimed = shared_.check_token(token, now.at);
  if (claimed)
    if (auto why = client_.why_not(*claimed)) claimed = tl::unexpected{std::move(*why)};
  if (!claimed) {
    replies_.tell(what, tl::unexpected{claimed.error()}, now);
    if (client_.refuse_token()) end_with(close_code::token_refused);
    return;
  }
  if (!client_.is_known()) return open_for(*claimed, {0, call_role::authenticate, {}, std::move(what)}, now);
  client_.accept(*claimed, now);
  replies_.tell(what, client_.view(now), now);
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
    replies_.tell(call.what, answer ? result<method_answer>{client_.view(now)} : answer, now);
  if (answer) return;
  end_with(answer.error().code == errc::too_many_sessions ? close_code::too_many_sessions : close_code::overloaded);
}

void conversation::answer(request_number request, result<method_answer> answer, const instant& now) {
  auto call = calls_.take(request);
  // A session that was closed meanwhile has nobody to tell.
  if (!call) return followed_lists::answered_nobody(shared_, answer);
  if (!answer && answer.error().code == errc::room_not_found) gate_.saw_nothing_there(now.steady_ms());
  switch (call->role) {
    case call_role::plain:
      return replies_.tell(call->what, answer, now);
    case call_role::open:
    case call_role::authenticate:
      return opened(*call, answer, now);
    case call_role::follow:
      topics_.not_begun(call->topic);
      return tell_of_topics(call->what, answer, now);
    case call_role::list:
      lists_.answered(answer);
      return tell_of_topics(call->what, answer, now);
    case call_role::resume:
      topics_.not_begun(call->topic);
      topics_.not_resumed(call->topic, answer ? errc::internal : answer.error().code);
      return resume_if_complete(now);
    case call_role::badge:
      return badge_answered({call->topic.high, call->topic.low}, std::move(answer), now);
  }
}

void conversation::notify(const person_push& push) {
  if (!replies_.notify(push)) end_with(close_code::slow_reader);
}

void conversation::end() {
  topics_.end_all();
  lists_.end_all();
  calls_.clear();
  badge_.reset();
  replies_.drop_batches();
  if (auto user = client_.forget()) {
    shared_.messages.push_back(close_session{*user, &shared_.self, session_});
    shared_.metrics.sessions().subtract();
  }
}

void conversation::end_with(close_code why) {
  if (!over_) over_ = why;
}

caller conversation::caller_of(const incoming_call& call) const {
  return {client_.is_known() ? client_.user() : user_id{}, call.options.key, call.parameters, client_.as(),
          client_.vouches()};
}

time_ms conversation::deadline_of(const incoming_call& call, const instant& now) const {
  return now.steady_ms() +
         (call.options.timeout_ms ? time_ms{*call.options.timeout_ms} : shared_.limits.call_timeout_ms);
}

}  // namespace moim
