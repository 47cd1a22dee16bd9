#include "tests/net/support/hub_fixture.hpp"

namespace moim::test {
namespace {

version last_version(const client& who) { return std::get<room_changed>(who.messages.back()).to; }

TEST_CASE("a follower is told of what comes after the version that it was told of") {
  hub_fixture f;
  auto alice = f.connect(1, encoding::msgpack);
  f.ask(alice, 1, subscribe_room{make::room_number(1), to_text(head{4, 5})});
  auto asked = f.take<follow_room>();
  CHECK(asked.seen == head{4, 5});
  CHECK(asked.user == make::user(1));
  f.answer_followed(alice, asked, 6);
  CHECK(alice.last_reply() == 1);
  f.hub.publish(f.publication(1, 6, 6), f.now);
  f.flush(alice);
  CHECK(alice.messages.size() == 1);
  f.hub.publish(f.publication(1, 7, 8), f.now);
  f.flush(alice);
  CHECK(last_version(alice) == 8);
}

TEST_CASE("each follower is told what its audience sees, in its encoding") {
  hub_fixture f;
  auto outsider = f.connect(1, encoding::json);
  auto member = f.connect(2, encoding::msgpack);
  f.follow(outsider, 1, 0);
  f.ask(member, 1, subscribe_room{make::room_number(1), std::nullopt});
  f.answer_followed(member, f.take<follow_room>(), 0, audience::member);
  f.hub.publish(f.publication(1, 1, 1), f.now);
  f.flush(outsider);
  f.flush(member);
  CHECK(std::get<room_changed>(outsider.messages.back()).taken == 0);
  CHECK(std::get<room_changed>(member.messages.back()).taken == 1);
}

TEST_CASE("followers of a room whose log is another one are told to begin anew") {
  hub_fixture f;
  auto alice = f.connect();
  f.follow(alice, 1, 8);
  auto reset = f.publication(1, 4, 4);
  reset.is_reset = true;
  reset.texts.assign(1, room_reset{make::room_number(1), 4, {}, {}});
  f.hub.publish(reset, f.now);
  f.hub.publish(f.publication(1, 5, 5), f.now);
  f.flush(alice);
  REQUIRE(alice.messages.size() == 3);
  CHECK(std::get<room_reset>(alice.messages[1]).version == 4);
  CHECK(last_version(alice) == 5);
}

TEST_CASE("a gap in what a room publishes closes the session, so that it resumes") {
  hub_fixture f;
  auto alice = f.connect();
  f.follow(alice, 1, 3);
  f.hub.publish(f.publication(1, 5, 5), f.now);
  f.flush(alice);
  CHECK(alice.was_closed_with(close_code::internal));
  CHECK(alice.messages.size() == 1);
}

TEST_CASE("a room that nobody follows any more is told so") {
  hub_fixture f;
  auto alice = f.connect(1);
  auto bob = f.connect(2);
  f.follow(alice, 1, 0);
  f.follow(bob, 1, 0);
  f.ask(alice, 2, unsubscribe_room{make::room_number(1)});
  CHECK(alice.last_reply() == 2);
  CHECK(f.messages.empty());
  f.ask(alice, 3, unsubscribe_room{make::room_number(1)});
  CHECK(alice.last_failure() == "not_subscribed");
  f.hub.disconnect(bob.number);
  f.flush(alice);
  auto told = f.take<unfollow_room>();
  CHECK(told.room == make::room_number(1));
  CHECK(told.from == &f);
}

TEST_CASE("a session that is gone before its follow is answered leaves nothing behind") {
  hub_fixture f;
  auto alice = f.connect(1);
  auto bob = f.connect(2);
  f.ask(alice, 1, subscribe_room{make::room_number(1), std::nullopt});
  f.ask(alice, 2, subscribe_room{make::room_number(2), std::nullopt});
  auto first = f.take<follow_room>();
  auto second = f.take<follow_room>();
  f.hub.disconnect(alice.number);
  f.flush(bob);
  f.take<close_session>();
  CHECK(f.messages.empty());
  f.answer_followed(bob, first, 3);
  CHECK(f.take<unfollow_room>().room == make::room_number(1));
  f.hub.answer(second.reply.session, second.reply.request, fail(errc::room_not_found), f.now);
  f.flush(bob);
  CHECK(f.messages.empty());
}

TEST_CASE("subscriptions are bounded, those on their way included") {
  session_limits limits;
  limits.max_subscriptions = 2;
  hub_fixture f{limits};
  auto alice = f.connect();
  f.follow(alice, 1, 0);
  f.ask(alice, 1, subscribe_room{make::room_number(2), std::nullopt});
  f.ask(alice, 2, subscribe_room{make::room_number(3), std::nullopt});
  CHECK(alice.last_failure() == "too_many_subscriptions");
  f.ask(alice, 3, subscribe_room{make::room_number(1), std::nullopt});
  CHECK(f.messages.size() == 2);
  f.answer(alice, f.take<follow_room>().reply.request, fail(errc::room_not_found));
  f.ask(alice, 4, resume_session{{{make::room_number(5), {}}, {make::room_number(6), {}}}});
  CHECK(alice.last_failure() == "too_many_subscriptions");
}

TEST_CASE("a resume asks each room, and is answered when all have") {
  hub_fixture f;
  auto alice = f.connect();
  f.ask(alice, 7,
        resume_session{{{make::room_number(1), to_text(head{3, 1})},
                        {make::room_number(2), std::nullopt},
                        {make::room_number(3), "unreadable"}}});
  auto first = f.take<follow_room>();
  auto second = f.take<follow_room>();
  auto third = f.take<follow_room>();
  CHECK(first.seen == head{3, 1});
  CHECK_FALSE(second.seen);
  CHECK_FALSE(third.seen);
  f.answer_followed(alice, third, 9);
  f.answer(alice, second.reply.request, fail(errc::room_not_found));
  CHECK(alice.messages.empty());
  f.answer_followed(alice, first, 4);
  CHECK(alice.last_reply() == 7);
  CHECK(alice.decoder.decode(alice.bytes.back()));
  auto answer = alice.decoder.answer<session_resumed>();
  REQUIRE(answer);
  REQUIRE(answer->rooms.size() == 2);
  CHECK(answer->rooms[0].room == make::room_number(1));
  CHECK(answer->rooms[1].room == make::room_number(3));
  REQUIRE(answer->failed.size() == 1);
  CHECK(answer->failed[0].code == "room_not_found");
  f.hub.drain(f.now);
  f.flush(alice);
  CHECK(alice.was_closed_with(close_code::going_away));
}

TEST_CASE("the rooms of a resume share what one request may bring of what was missed, however hot they are") {
  hub_fixture f;
  auto alice = f.connect();
  resume_session wanted;
  for (std::uint64_t n = 1; n <= max_resume; ++n) wanted.rooms.push_back({make::room_number(n), to_text(head{3, n})});
  f.ask(alice, 1, wanted);
  REQUIRE(f.messages.size() == max_resume);
  std::size_t shared_out = 0;
  for (std::uint64_t n = 1; n <= max_resume; ++n) {
    auto asked = f.take<follow_room>();
    shared_out += asked.changes_at_most;
    room_followed hot{asked.room, true, to_text(head{9, n}), std::nullopt, {}};
    auto& missed = hot.missed.emplace_back();
    missed.changes.assign(asked.changes_at_most, room_change{"seat_taken", make::user(n), 100'000});
    f.hub.followed(asked.reply.session, asked.reply.request, audience::member, hot, f.now);
  }
  f.flush(alice);
  CHECK(shared_out == max_missed_changes);
  CHECK(alice.last_reply() == 1);
  CHECK(alice.bytes.back().size() < 1'000'000);
}

TEST_CASE("rooms without a token have no part of what was missed") {
  hub_fixture f;
  auto alice = f.connect();
  f.ask(alice, 1, resume_session{{{make::room_number(1), to_text(head{3, 1})}, {make::room_number(2), std::nullopt}}});
  CHECK(f.take<follow_room>().changes_at_most == max_missed_changes);
  auto bob = f.connect(2);
  f.messages.clear();
  f.ask(bob, 1, subscribe_room{make::room_number(1), to_text(head{3, 1})});
  CHECK(f.take<follow_room>().changes_at_most == max_missed_changes);
}

TEST_CASE("rooms that are not there count against the rate, each of a resume by itself") {
  session_limits limits;
  limits.requests_per_s = 10;
  limits.requests_burst = 6;
  hub_fixture f{limits};
  auto alice = f.connect();
  f.ask(alice, 1, resume_session{{{make::room_number(1), {}}, {make::room_number(2), {}}, {make::room_number(3), {}}}});
  for (int i = 0; i < 3; ++i) f.answer(alice, f.take<follow_room>().reply.request, fail(errc::room_not_found));
  CHECK(alice.last_reply() == 1);
  f.ask(alice, 2, read_room{make::room_number(4)});
  f.answer(alice, f.take<call_room>().reply.request, fail(errc::room_not_found));
  CHECK(alice.last_failure() == "room_not_found");
  f.ask(alice, 3, read_room{make::room_number(5)});
  CHECK(alice.last_failure() == "rate_limited");
}

TEST_CASE("nothing of a room overtakes the answer that tells from where it is followed") {
  hub_fixture f;
  auto alice = f.connect();
  f.ask(alice, 7, resume_session{{{make::room_number(1), {}}, {make::room_number(2), {}}}});
  auto first = f.take<follow_room>();
  auto second = f.take<follow_room>();
  f.answer_followed(alice, first, 4);
  f.hub.publish(f.publication(1, 5, 5), f.now);
  f.ask(alice, 8, unsubscribe_room{make::room_number(1)});
  f.hub.publish(f.publication(1, 6, 6), f.now);
  f.flush(alice);
  CHECK(alice.messages.empty());
  f.answer_followed(alice, second, 1);
  REQUIRE(alice.messages.size() == 3);
  CHECK(std::get<reply>(alice.messages[0]).id == rpc_id{std::int64_t{7}});
  CHECK(std::get<room_changed>(alice.messages[1]).to == 5);
  CHECK(std::get<reply>(alice.messages[2]).id == rpc_id{std::int64_t{8}});
}

TEST_CASE("a resume names each room once, none that is followed already, and there is one at a time") {
  hub_fixture f;
  auto alice = f.connect();
  f.follow(alice, 1, 0);
  f.ask(alice, 1, subscribe_room{make::room_number(2), std::nullopt});
  for (const resume_session& wrong :
       {resume_session{{{make::room_number(1), {}}}}, resume_session{{{make::room_number(2), {}}}},
        resume_session{{{make::room_number(3), {}}, {make::room_number(3), {}}}}}) {
    f.ask(alice, 2, wrong);
    CHECK(alice.last_failure() == "invalid_params");
  }
  CHECK(f.messages.size() == 1);
  f.ask(alice, 3, resume_session{{{make::room_number(4), {}}}});
  f.ask(alice, 4, resume_session{{{make::room_number(5), {}}}});
  CHECK(alice.last_failure() == "too_many_in_flight");
}

TEST_CASE("what a resume holds back counts against the outbox") {
  session_limits limits;
  limits.max_outbox_bytes = 1000;
  hub_fixture f{limits};
  auto alice = f.connect();
  f.ask(alice, 7, resume_session{{{make::room_number(1), {}}, {make::room_number(2), {}}}});
  auto first = f.take<follow_room>();
  f.answer_followed(alice, first, 0);
  for (version v = 1; v <= 30; ++v) f.hub.publish(f.publication(1, v, v), f.now);
  f.flush(alice);
  CHECK(alice.was_closed_with(close_code::slow_reader));
}

}  // namespace
}  // namespace moim::test
