#include "tests/domain/room/driver.hpp"

namespace moim::talk_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

/// Person 1 hosts, 2 sits.
driver talking(chat_terms terms = {}) {
  driver d;
  auto of = kind_with<moderation, talk>();
  of.facets->part<talk>() = terms;
  d.open(4, std::move(of));
  REQUIRE(d.by(2, join_room{}));
  return d;
}

template <class Method>
std::optional<errc> why_not(const driver& d, std::uint64_t n, const Method& asked, role as = role::person) {
  auto why = talk::why_not(d.state, asked, make::user(n), as);
  return why ? std::optional{why->code} : std::nullopt;
}

TEST_CASE("members talk among themselves, and operators with them") {
  auto d = talking();
  CHECK_FALSE(why_not(d, 1, send_message{}));
  CHECK_FALSE(why_not(d, 2, send_message{}));
  CHECK_FALSE(why_not(d, 2, read_chat{}));
  CHECK(why_not(d, 3, send_message{}) == errc::not_member);
  CHECK(why_not(d, 3, read_chat{}) == errc::not_member);
  CHECK(why_not(d, 3, subscribe_chat{}) == errc::not_member);
  CHECK(why_not(d, 3, tell_typing{}) == errc::not_member);
  CHECK_FALSE(why_not(d, 3, read_chat{}, role::operator_));
  CHECK(talk::may_read(d.state, make::user(2)));
  CHECK_FALSE(talk::may_read(d.state, make::user(3)));
}

TEST_CASE("the host alone takes other people's messages away") {
  auto d = talking();
  CHECK_FALSE(why_not(d, 1, redact_message{}));
  CHECK(why_not(d, 2, redact_message{}) == errc::not_host);
  CHECK(why_not(d, 3, redact_message{}) == errc::not_host);
}

TEST_CASE("whoever joins may talk, and whoever leaves or is kept away may not") {
  auto d = talking();
  REQUIRE(d.by(3, join_room{}));
  CHECK_FALSE(why_not(d, 3, send_message{}));
  REQUIRE(d.by(3, leave_room{}));
  CHECK(why_not(d, 3, send_message{}) == errc::not_member);
  REQUIRE(d.by(1, ban_person{}, 2));
  CHECK(why_not(d, 2, send_message{}) == errc::not_member);
}

TEST_CASE("where everyone talks, those do not who are kept away") {
  auto d = talking({.who = circle::everyone});
  CHECK_FALSE(why_not(d, 3, send_message{}));
  CHECK(why_not(d, 3, redact_message{}) == errc::not_host);
  REQUIRE(d.by(1, ban_person{}, 3));
  CHECK(why_not(d, 3, send_message{}) == errc::banned);
  CHECK(why_not(d, 3, subscribe_chat{}) == errc::banned);
  CHECK_FALSE(talk::may_read(d.state, make::user(3)));
}

TEST_CASE("a chat that opens with the lock-in can be read before") {
  auto d = talking({.opens = chat_opening::when_locked});
  CHECK(why_not(d, 2, send_message{}) == errc::chat_closed);
  CHECK(why_not(d, 2, edit_message{}) == errc::chat_closed);
  CHECK(why_not(d, 2, tell_typing{}) == errc::chat_closed);
  CHECK_FALSE(why_not(d, 2, subscribe_chat{}));
  REQUIRE(d.by(1, lock_room{}));
  CHECK_FALSE(why_not(d, 2, send_message{}));
}

TEST_CASE("in a room that is over nobody writes, and members still read and take away") {
  auto d = talking();
  REQUIRE(d.by(1, cancel_room{}));
  CHECK(why_not(d, 2, send_message{}) == errc::chat_closed);
  CHECK_FALSE(why_not(d, 2, read_chat{}));
  CHECK_FALSE(why_not(d, 2, delete_message{}));
  CHECK_FALSE(why_not(d, 1, redact_message{}));
}

TEST_CASE("in a room that has ended nobody writes either, and once it is forgotten its chat is gone, for everybody") {
  driver d;
  auto of = kind_with<talk, kept_history>();
  of.facets->part<talk>()->who = circle::everyone;
  d.open(4, std::move(of));
  REQUIRE(d.by(1, lock_room{}));
  REQUIRE(d.by(1, end_room{}));
  CHECK(why_not(d, 1, send_message{}) == errc::chat_closed);
  CHECK_FALSE(why_not(d, 1, read_chat{}));
  d.pass_to(next_due(d.state)->at);
  REQUIRE(d.count<room_forgotten>() == 1);
  CHECK(why_not(d, 1, read_chat{}) == errc::room_gone);
  CHECK(why_not(d, 1, delete_message{}) == errc::room_gone);
  CHECK(why_not(d, 9, subscribe_chat{}, role::operator_) == errc::room_gone);
  CHECK_FALSE(talk::may_read(d.state, make::user(1)));
}

TEST_CASE("rooms of a kind without the table have no chat") {
  driver d;
  d.open(4, kind_with<moderation>());
  CHECK(why_not(d, 1, send_message{}) == errc::not_offered);
  CHECK(why_not(d, 1, subscribe_chat{}) == errc::not_offered);
}

}  // namespace
}  // namespace moim::talk_cases
