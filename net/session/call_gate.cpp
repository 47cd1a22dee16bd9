#include "net/session/call_gate.hpp"

namespace moim {
namespace {

/// What the caller has to be everywhere; what they have to be in a room the room knows.
role needed_for(const method_call& call) {
  return std::visit([]<class Method>(const Method&) { return everywhere(caller_of<Method>()); }, call);
}

}  // namespace

call_gate::call_gate(session_services& shared, time_ms now)
    : shared_{shared},
      rate_{shared.limits.requests_per_s, shared.limits.requests_burst, now},
      explanations_{shared.limits.explanations_per_s, shared.limits.explanations_burst, now},
      codes_{shared.limits.codes_per_s, shared.limits.codes_burst, now} {}

std::optional<error> call_gate::why_not_now(time_ms now) {
  if (rate_.take(now)) {
    refused_in_a_row_ = 0;
    return std::nullopt;
  }
  ++refused_in_a_row_;
  return refuse(edge_refusal::rate, errc::rate_limited, rate_.wait_ms());
}

std::optional<error> call_gate::why_not(const method_call& call, role is, std::size_t in_flight, time_ms now) {
  const auto& limits = shared_.limits;
  if (shared_.draining) return refuse(edge_refusal::draining, errc::draining, limits.retry_after_ms);
  if (auto why = why_may_not(needed_for(call), is)) return why;
  if (in_flight >= limits.max_in_flight)
    return refuse(edge_refusal::in_flight, errc::too_many_in_flight, limits.retry_after_ms);
  if (shared_.in_flight >= limits.max_hub_in_flight)
    return refuse(edge_refusal::overload, errc::overloaded, limits.retry_after_ms);
  // An explanation costs as much as a search: fewer of them are answered than of other requests.
  if (std::holds_alternative<explain_request>(call) && !explanations_.take(now))
    return refuse(edge_refusal::rate, errc::rate_limited, explanations_.wait_ms());
  if (std::holds_alternative<find_room>(call) && !codes_.take(now))
    return refuse(edge_refusal::rate, errc::rate_limited, codes_.wait_ms());
  return std::nullopt;
}

bool call_gate::may_say_much(const method_call& call) {
  // Answered in a line.
  using says_little = type_list<authenticate, read_session, unsubscribe_room, unsubscribe_chat, unsubscribe_listing,
                                tell_typing, tell_seen>;
  return std::visit([]<class Method>(const Method&) { return !Method::changes && !is_in<Method, says_little>; }, call);
}

std::optional<error> call_gate::why_not_so_much(std::size_t waiting) {
  const auto& limits = shared_.limits;
  if (waiting >= limits.max_outbox_bytes)
    return refuse(edge_refusal::in_flight, errc::too_many_in_flight, limits.retry_after_ms);
  if (shared_.holds_too_much()) return refuse(edge_refusal::overload, errc::overloaded, limits.retry_after_ms);
  return std::nullopt;
}

std::optional<error> call_gate::why_not_in_batch(const method_call& call) {
  using of_follows = type_list<subscribe_room, unsubscribe_room, subscribe_chat, unsubscribe_chat, resume_session,
                               subscribe_listing, unsubscribe_listing>;
  return std::visit(
      []<class Method>(const Method&) -> std::optional<error> {
        if (!is_in<Method, of_follows>) return std::nullopt;
        return error{errc::invalid_request, "`" + std::string{Method::name} + "` has to be a message of its own."};
      },
      call);
}

void call_gate::saw_malformed(errc why) {
  bool is_request = why != errc::parse_error && why != errc::invalid_request;
  malformed_in_a_row_ = is_request ? 0 : malformed_in_a_row_ + 1;
}

error call_gate::refuse(edge_refusal reason, errc code, std::uint32_t retry_after_ms) {
  shared_.metrics.refused(reason).add();
  return {code, {}, retry_after_ms};
}

}  // namespace moim
