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
  limits.codes_per_s = 1;
  limits.codes_burst = 1;
  return limits;
}

struct gate_fixture : services_fixture {
  gate_fixture() : services_fixture{tight_limits()}, gate{shared, 0} {}
  /// The code of the refusal; `none` if the call passes.
  std::string refusal(const method_call& call, role is = role::person, std::size_t in_flight = 0, time_ms now = 0) {
    auto why = gate.why_not(call, is, in_flight, now);
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

TEST_CASE("a room that is not there counts as another request") {
  gate_fixture f;
  CHECK_FALSE(f.gate.why_not_now(0));
  f.gate.saw_nothing_there(0);
  CHECK(f.gate.why_not_now(0));
  f.gate.saw_nothing_there(0);
  CHECK_FALSE(f.gate.why_not_now(100));
}

TEST_CASE("a stranger may say who they are and ask what there is, and no more") {
  gate_fixture f;
  CHECK(f.refusal(authenticate{"token"}, role::guest) == "none");
  CHECK(f.refusal(list_kinds{}, role::guest) == "none");
  CHECK(f.refusal(list_pools{}, role::guest) == "none");
  CHECK(f.refusal(read_session{}, role::guest) == "unauthenticated");
  CHECK(f.refusal(join_room{make::room_number(1)}, role::guest) == "unauthenticated");
  CHECK(f.refusal(join_room{make::room_number(1)}, role::person) == "none");
}

TEST_CASE("what begins or ends following comes alone; all else may come in a batch") {
  all_methods::for_each([]<class Method>() {
    INFO(Method::name);
    bool follows = is_in<Method, type_list<subscribe_room, unsubscribe_room, subscribe_chat, unsubscribe_chat,
                                           resume_session, subscribe_listing, unsubscribe_listing>>;
    auto why = call_gate::why_not_in_batch(Method{});
    CHECK(why.has_value() == follows);
    if (why) CHECK(why->code == errc::invalid_request);
    if (why) CHECK(why->detail == "`" + std::string{Method::name} + "` has to be a message of its own.");
  });
}

TEST_CASE("every method is refused here to whom its declaration does not name; what a room alone knows is not asked") {
  all_methods::for_each([&]<class Method>() {
    for (auto is : {role::guest, role::person, role::operator_}) {
      gate_fixture f;
      INFO(Method::name << " by a " << enum_name(is));
      auto why = why_may_not(everywhere(caller_of<Method>()), is);
      CHECK(f.refusal(Method{}, is) == (why ? std::string{describe(why->code).name} : "none"));
    }
  });
}

TEST_CASE("what a session and all sessions have in flight is bounded, and nothing passes a server that drains") {
  gate_fixture f;
  CHECK(f.refusal(list_rooms{}, role::person, 3) == "none");
  CHECK(f.refusal(list_rooms{}, role::person, 4) == "too_many_in_flight");
  f.shared.in_flight = 6;
  CHECK(f.refusal(list_rooms{}) == "overloaded");
  CHECK(f.gate.why_not(list_rooms{}, role::person, 0, 0)->retry_after_ms == session_limits{}.retry_after_ms);
  f.shared.draining = true;
  CHECK(f.refusal(list_rooms{}) == "draining");
}

TEST_CASE("what may say much is refused where too much waits; what says little never is") {
  CHECK(call_gate::may_say_much(read_room{}));
  CHECK(call_gate::may_say_much(resume_session{}));
  CHECK(call_gate::may_say_much(list_rooms{}));
  CHECK_FALSE(call_gate::may_say_much(join_room{}));
  CHECK_FALSE(call_gate::may_say_much(authenticate{}));
  gate_fixture f;
  const auto& limits = f.shared.limits;
  CHECK_FALSE(f.gate.why_not_so_much(limits.max_outbox_bytes - 1));
  CHECK(f.gate.why_not_so_much(limits.max_outbox_bytes)->code == errc::too_many_in_flight);
  f.shared.outbox_bytes = limits.max_hub_outbox_bytes - 7;
  f.shared.frame_bytes = 7;
  CHECK_FALSE(f.gate.why_not_so_much(0));
  ++f.shared.frame_bytes;
  CHECK(f.gate.why_not_so_much(0)->code == errc::overloaded);
  f.shared.frame_bytes = 0;
}

TEST_CASE("fewer explanations are answered than other requests") {
  gate_fixture f;
  CHECK(f.refusal(explain_request{}) == "none");
  CHECK(f.refusal(explain_request{}) == "rate_limited");
  CHECK(f.refusal(list_rooms{}) == "none");
  CHECK(f.refusal(explain_request{}, role::person, 0, 1'000) == "none");
}

TEST_CASE("few codes may be tried in a row") {
  gate_fixture f;
  CHECK(f.refusal(find_room{"A"}) == "none");
  CHECK(f.refusal(find_room{"B"}) == "rate_limited");
  CHECK(f.refusal(explain_request{}) == "none");
  CHECK(f.refusal(find_room{"B"}, role::person, 0, 1'000) == "none");
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
