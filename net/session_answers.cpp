#include "net/message_frame.hpp"
#include "net/session.hpp"

/// What the client is told.
namespace moim {

void session::answer(request_number request, result<method_answer> answer, const instant& now) {
  auto call = calls_.take(request);
  // A session that was closed meanwhile has nobody to tell.
  if (!call) return;
  switch (call->role) {
    case call_role::plain:
      tell(call->what, answer, now);
      break;
    case call_role::open:
    case call_role::authenticate:
      opened(*call, answer, now);
      break;
    case call_role::follow:
      --follows_under_way_;
      tell_of_rooms(call->what, answer, now);
      break;
    case call_role::resume:
      --follows_under_way_;
      gather_->failed(call->room, answer ? errc::internal : answer.error().code);
      return resume_if_complete(now);
  }
  request_ended(now);
}

void session::opened(const pending_call& call, const result<method_answer>& answer, const instant& now) {
  if (call.role == call_role::authenticate) tell(call.what, answer ? result<method_answer>{view(now)} : answer, now);
  if (answer) return;
  close(answer.error().code == errc::too_many_sessions ? close_code::too_many_sessions : close_code::overloaded, now);
}

void session::notify(const person_push& push, const instant& now) {
  if (phase_ != phase::open) return;
  shared_.scratch.clear();
  std::visit([this](const auto& each) { encode_push(encoding_, each, shared_.scratch); }, push);
  shared_.metrics.pushes().add();
  append(message_opcode(encoding_), shared_.scratch, now);
}

session_view session::view(const instant& now) const { return {who_->user, who_->expires_at, now.at}; }

void session::tell(const asked& what, const result<method_answer>& answer, const instant& now) {
  encode_reply(what, answer, now);
  append(message_opcode(encoding_), shared_.scratch, now);
}

/// What must not overtake the answer to a resume that is under way.
void session::tell_of_rooms(const asked& what, const result<method_answer>& answer, const instant& now) {
  if (!gather_) return tell(what, answer, now);
  encode_reply(what, answer, now);
  std::string frame;
  websocket::append_frame(frame, message_opcode(encoding_), shared_.scratch);
  gather_->hold(std::make_shared<const std::string>(std::move(frame)));
}

void session::encode_reply(const asked& what, const result<method_answer>& answer, const instant& now) {
  shared_.scratch.clear();
  if (answer)
    encode_answer(encoding_, what.id, *answer, shared_.scratch);
  else
    encode_error(encoding_, what.id, answer.error(), shared_.scratch);
  shared_.metrics.requests(what.method, answer ? code_label::ok : code_label{answer.error().code}).add();
  shared_.metrics.request_duration(what.method).observe(std::chrono::nanoseconds{now.steady_ns - what.began_ns});
}

/// Refuses a message of which no more is known than, perhaps, its id.
void session::refuse(const std::optional<rpc_id>& id, const error& why, const instant& now) {
  shared_.scratch.clear();
  encode_error(encoding_, id, why, shared_.scratch);
  shared_.metrics.requests(method_label::unknown, why.code).add();
  append(message_opcode(encoding_), shared_.scratch, now);
}

void session::request_ended(const instant& now) {
  --in_flight_;
  if (shared_.draining) drain(now);
}

}  // namespace moim
