#include "sim/simulation/people/reaction.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim::sim::test {
namespace {

failure refused(errc code) {
  failure made;
  made.known_code = code;
  made.code = describe(code).name;
  made.retry = describe(code).retry;
  return made;
}

sent_request asked(method_call call, std::optional<request_key> key = std::nullopt) {
  return {std::move(call), {key, std::nullopt}, room_id{}, 0, 1, false, {}};
}

TEST_CASE("a refusal that passes is no outcome: the same request is sent again") {
  auto join = asked(join_room{make::room_number(1)}, make::key(1));
  CHECK(reaction_to(refused(errc::overloaded), join) == reaction::ask_again);
  CHECK(reaction_to(refused(errc::unavailable), join) == reaction::ask_again);
  CHECK(reaction_to(refused(errc::room_full), join) == reaction::settle);
}

TEST_CASE("a session that is nobody's, and a resume that does not fit, start over") {
  CHECK(reaction_to(refused(errc::unauthenticated), asked(read_user{})) == reaction::reconnect);
  CHECK(reaction_to(refused(errc::too_many_subscriptions), asked(resume_session{})) == reaction::reconnect);
  CHECK(reaction_to(refused(errc::too_many_subscriptions), asked(subscribe_room{})) == reaction::settle);
}

TEST_CASE("what one node cannot read is asked of another, if the outcome matters") {
  auto join = asked(join_room{make::room_number(1)}, make::key(1));
  CHECK(reaction_to(refused(errc::entity_unreadable), join) == reaction::reconnect);
  CHECK(reaction_to(refused(errc::entity_unreadable), asked(read_inbox{})) == reaction::reconnect);
  CHECK(reaction_to(refused(errc::entity_unreadable), asked(read_room{make::room_number(1)})) == reaction::settle);
}

}  // namespace
}  // namespace moim::sim::test
