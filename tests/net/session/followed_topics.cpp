#include "net/session/followed_topics.hpp"

#include "domain/declare/resume_token.hpp"
#include "tests/net/support/services_fixture.hpp"

namespace moim::test {
namespace {

struct topics_fixture : services_fixture {
  explicit topics_fixture(const session_limits& limits = {}) : services_fixture{limits}, topics{shared, 7} {}

  static subscribe_room wanted(std::uint64_t room, std::optional<std::string> token = std::nullopt) {
    return {make::room_number(room), std::move(token)};
  }
  static room_followed agreed(std::uint64_t room, version at) {
    room_followed answer;
    answer.room = make::room_number(room);
    answer.token = to_text(head{at, 77});
    return answer;
  }
  follow_room begin(const subscribe_room& what) {
    topics.begin(follow_of(what), caller{make::user(1)}, 500, {this, 7, ++requests});
    return take<follow_room>();
  }
  /// As the hub does when a follow is answered.
  void begun(std::uint64_t room, request_number request, version at = 0) {
    shared.topics.follow_ends(7, request, true);
    topics.begun(make::room_number(room).entity(), make::user(1), audience::member, agreed(room, at).token);
  }
  void follow(std::uint64_t room) {
    auto asked = begin(wanted(room));
    begun(room, asked.reply.request);
  }

  followed_topics topics;
  request_number requests = 0;
};

TEST_CASE("a room is asked from where its token says; a token that cannot be read asks for a snapshot") {
  topics_fixture f;
  auto asked = f.begin(f.wanted(1, to_text(head{4, 5})));
  CHECK(asked.room == make::room_number(1));
  CHECK(asked.user == make::user(1));
  CHECK(asked.seen == head{4, 5});
  CHECK(asked.deadline == 500);
  CHECK_FALSE(f.begin(f.wanted(2, "unreadable")).seen);
}

TEST_CASE("a room that agreed reaches the session from that version on, until it is let go") {
  topics_fixture f;
  auto asked = f.begin(f.wanted(1));
  f.begun(1, asked.reply.request, 6);
  CHECK(f.shared.topics.size() == 1);
  CHECK(f.metrics.edge.subscriptions().value() == 1);
  CHECK(f.topics.end(make::room_number(1).entity()));
  CHECK(f.take<unfollow_room>().room == make::room_number(1));
  CHECK(f.metrics.edge.subscriptions().value() == 0);
  CHECK_FALSE(f.topics.end(make::room_number(1).entity()));
}

TEST_CASE("rooms are bounded, those on their way included; one that is followed may be asked again") {
  session_limits limits;
  limits.max_subscriptions = 2;
  topics_fixture f{limits};
  f.follow(1);
  auto second = f.begin(f.wanted(2));
  CHECK(f.topics.why_not(follow_of(f.wanted(3)))->code == errc::too_many_subscriptions);
  CHECK_FALSE(f.topics.why_not(follow_of(f.wanted(1))));
  f.shared.topics.follow_ends(7, second.reply.request, false);
  f.topics.not_begun(make::room_number(2).entity());
  CHECK_FALSE(f.topics.why_not(follow_of(f.wanted(3))));
}

TEST_CASE("a resume names each room once, and none that is followed or about to be") {
  topics_fixture f;
  f.follow(1);
  f.begin(f.wanted(2));
  CHECK(f.topics.why_not(resume_session{{f.wanted(1)}})->code == errc::invalid_params);
  CHECK(f.topics.why_not(resume_session{{f.wanted(2)}})->code == errc::invalid_params);
  CHECK(f.topics.why_not(resume_session{{f.wanted(3), f.wanted(3)}})->code == errc::invalid_params);
  CHECK_FALSE(f.topics.why_not(resume_session{{f.wanted(3), f.wanted(4)}}));
}

TEST_CASE("a resume is complete when all its rooms have answered, and holds back what is told of rooms until then") {
  topics_fixture f;
  resume_session wanted{{f.wanted(1), f.wanted(2)}};
  f.topics.begin_resume(asked{rpc_id{std::int64_t{5}}, method_label::unknown, 0}, wanted);
  CHECK(f.topics.is_resuming());
  CHECK(f.topics.why_not(resume_session{{f.wanted(3)}})->code == errc::too_many_in_flight);
  f.begin(wanted.rooms[0]);
  auto second = f.begin(wanted.rooms[1]);
  f.begun(2, second.reply.request);
  f.topics.resumed(make::room_number(2).entity(), f.agreed(2, 0));
  CHECK_FALSE(f.topics.take_complete());
  f.topics.hold(std::make_shared<const std::string>("frame"));
  CHECK(f.topics.held_bytes() == 5);
  f.topics.not_begun(make::room_number(1).entity());
  f.topics.not_resumed(make::room_number(1).entity(), errc::room_not_found);
  auto complete = f.topics.take_complete();
  REQUIRE(complete);
  CHECK_FALSE(f.topics.is_resuming());
  CHECK(f.topics.held_bytes() == 0);
  CHECK(complete->held().size() == 1);
  auto answer = complete->take_answer();
  CHECK(answer.rooms.at(0).room == make::room_number(2));
  CHECK(answer.failed.at(0).code == "room_not_found");
}

TEST_CASE("a session that ends lets go of all its rooms") {
  topics_fixture f;
  f.follow(1);
  f.follow(2);
  f.topics.begin_resume({}, resume_session{{f.wanted(3)}});
  f.topics.end_all();
  CHECK(f.shared.messages.size() == 2);
  CHECK(f.shared.topics.size() == 0);
  CHECK(f.metrics.edge.subscriptions().value() == 0);
  CHECK_FALSE(f.topics.is_resuming());
}

}  // namespace
}  // namespace moim::test
