#include "net/session/call_gate.hpp"

#include "tests/net/support/services_fixture.hpp"

namespace moim::test {
namespace {

session_limits tight_limits() {
  session_limits limits;
  limits.requests_per_s = 10;
  limits.requests_burst = 2;
  limits.max_rate_refusals = 3;
  limits.max_malformed = 3;
  limits.max_in_flight = 4;
  limits.max_hub_in_flight = 6;
  limits.explanations_per_s = 1;
  limits.explanations_burst = 1;
  return limits;
}

struct gate_fixture : services_fixture {
  gate_fixture() : services_fixture{tight_limits()}, gate{shared, 0} {}
  /// The code of the refusal; `none` if the call passes.
  std::string refusal(const method_call& call, bool authenticated = true, std::size_t in_flight = 0, time_ms now = 0) {
    auto why = gate.why_not(call, authenticated, in_flight, now);
    return why ? std::string{describe(why->code).name} : "none";
  }
  call_gate gate;
};

TEST_CASE("requests beyond the rate are told when to come again; going on and on is a flood") {
  gate_fixture f;
  CHECK_FALSE(f.gate.why_not_now(0));
  CHECK_FALSE(f.gate.why_not_now(0));
  for (int i = 0; i < 2; ++i) {
    auto why = f.gate.why_not_now(0);
    REQUIRE(why);
    CHECK(why->code == errc::rate_limited);
    CHECK(why->retry_after_ms == 100u);
  }
  CHECK_FALSE(f.gate.is_flooded());
  CHECK(f.gate.why_not_now(0));
  CHECK(f.gate.is_flooded());
  CHECK_FALSE(f.gate.why_not_now(100));
  CHECK_FALSE(f.gate.is_flooded());
  CHECK(f.metrics.edge.refused(edge_refusal::rate).value() == 3);
}

TEST_CASE("a stranger may say who they are and ask what there is, and no more") {
  gate_fixture f;
  CHECK(f.refusal(authenticate{"token"}, false) == "none");
  CHECK(f.refusal(list_kinds{}, false) == "none");
  CHECK(f.refusal(list_pools{}, false) == "none");
  CHECK(f.refusal(read_session{}, false) == "unauthenticated");
  CHECK(f.refusal(join_room{make::room_number(1)}, false) == "unauthenticated");
  CHECK(f.refusal(join_room{make::room_number(1)}, true) == "none");
}

TEST_CASE("what a session and all sessions have in flight is bounded, and nothing passes a server that drains") {
  gate_fixture f;
  CHECK(f.refusal(list_rooms{}, true, 3) == "none");
  CHECK(f.refusal(list_rooms{}, true, 4) == "too_many_in_flight");
  f.shared.in_flight = 6;
  CHECK(f.refusal(list_rooms{}, true, 0) == "overloaded");
  CHECK(f.gate.why_not(list_rooms{}, true, 0, 0)->retry_after_ms == session_limits{}.retry_after_ms);
  f.shared.draining = true;
  CHECK(f.refusal(list_rooms{}, true, 0) == "draining");
}

TEST_CASE("fewer explanations are answered than other requests") {
  gate_fixture f;
  CHECK(f.refusal(explain_request{}) == "none");
  CHECK(f.refusal(explain_request{}) == "rate_limited");
  CHECK(f.refusal(list_rooms{}) == "none");
  CHECK(f.refusal(explain_request{}, true, 0, 1'000) == "none");
}

TEST_CASE("messages in a row that are no requests are garbage; one that names a method is none") {
  gate_fixture f;
  for (auto why :
       {errc::parse_error, errc::invalid_request, errc::unknown_method, errc::parse_error, errc::invalid_request}) {
    f.gate.saw_malformed(why);
    CHECK_FALSE(f.gate.sees_garbage());
  }
  f.gate.saw_call();
  for (int i = 0; i < 3; ++i) f.gate.saw_malformed(errc::parse_error);
  CHECK(f.gate.sees_garbage());
}

}  // namespace
}  // namespace moim::test
