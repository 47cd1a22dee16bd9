#pragma once

#include "domain/protocol.hpp"
#include "net/rate_bound.hpp"
#include "net/session/session_services.hpp"

namespace moim {

/// What the messages of one session have to pass before they are looked at closer: the rate, being of use at all, and
/// the bounds of the session and of the server (P9). Each refusal is counted in the metrics.
class call_gate {
 public:
  /// \param now by the steady clock, as everywhere here
  call_gate(session_services& shared, time_ms now);

  /// Takes one request of the rate. `rate_limited`, and when to come again, if there is none.
  std::optional<error> why_not_now(time_ms now);
  /// What every call has to pass that is well-formed. The caller is `is`, wherever they go; `in_flight` of this session
  /// are not answered yet. Errors: `draining`; those of `why_may_not`, by the method's declaration;
  /// `too_many_in_flight`, `overloaded`; `rate_limited` for explanations and
  /// for codes.
  std::optional<error> why_not(const method_call& call, role is, std::size_t in_flight, time_ms now);

  /// Whether the answer to a call may be large: it reads what an entity or the directory holds.
  static bool may_say_much(const method_call& call);
  /// What a request of which that is so has to pass, too. `waiting` bytes wait for the client or for the rest of their
  /// batch. Errors: `too_many_in_flight`; `overloaded` while all outboxes of the hub are over their bound.
  std::optional<error> why_not_so_much(std::size_t waiting);

  /// Why a call may not come in a batch: `invalid_request` for those about what the session follows. Their answers have
  /// a place among the pushes, and in a batch they would wait for others.
  static std::optional<error> why_not_in_batch(const method_call& call);

  /// A message within the rate was a call, or was none.
  void saw_call() { malformed_in_a_row_ = 0; }
  void saw_malformed(errc why);

  /// A room that was asked for is not there, which took a look into the store: it counts as another request, each of a
  /// `session.resume` by itself.
  void saw_nothing_there(time_ms now) { rate_.take(now); }

  /// The client goes on and on although it is told to wait.
  bool is_flooded() const { return refused_in_a_row_ >= shared_.limits.max_rate_refusals; }
  /// One message after another is no request.
  bool sees_garbage() const { return malformed_in_a_row_ >= shared_.limits.max_malformed; }

 private:
  error refuse(edge_refusal reason, errc code, std::uint32_t retry_after_ms);

  session_services& shared_;
  rate_bound rate_;
  rate_bound explanations_;
  rate_bound codes_;
  std::uint32_t malformed_in_a_row_ = 0;
  std::uint32_t refused_in_a_row_ = 0;
};

}  // namespace moim
