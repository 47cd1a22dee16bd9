#include "tests/net/support/hub_fixture.hpp"

/// `inbox.badge`, which several entities answer together.
namespace moim::test::badge_cases {
namespace {

constexpr time_ms sat_down_ms = make::noon_ms;

notice notice_of(std::uint64_t number, std::uint64_t by, time_ms at = sat_down_ms) {
  return {number, at, "seat_taken", notice_audience::members, make::user(by), make::user(by)};
}

/// Person 1 asks for their badge.
struct badge_fixture : hub_fixture {
  client alice = connect();

  void begin(std::int64_t id = 1) { ask(alice, id, read_badge{}); }
  /// What the inbox and the list of rooms say.
  void answer_first(const inbox_badge& known, const std::vector<std::uint64_t>& rooms) {
    auto inbox = take<call_inbox>();
    CHECK(inbox.user == make::user(1));
    CHECK(std::holds_alternative<read_badge>(inbox.command));
    auto list = take<call_user>();
    CHECK(std::holds_alternative<read_user>(list.command));
    user_rooms seats{make::user(1), {}, {}};
    for (auto room : rooms) {
      seats.rooms.push_back(make::room_number(room));
      seats.since_ms.push_back(sat_down_ms);
    }
    answer(alice, list.reply.request, seats);
    CHECK(alice.messages.empty());
    answer(alice, inbox.reply.request, known);
  }
  /// The next room that is asked says this.
  list_notices answer_room(result<method_answer> page) {
    auto call = take<call_room>();
    answer(alice, call.reply.request, std::move(page));
    return std::get<list_notices>(call.command);
  }
  inbox_badge told() {
    alice.decoder.decode(alice.bytes.back());
    auto badge = alice.decoder.answer<inbox_badge>();
    REQUIRE(badge);
    return *badge;
  }
};

TEST_CASE("a badge counts the inbox's notes and what each room has after its mark, and tells them apart") {
  badge_fixture f;
  f.begin();
  f.answer_first({2, 2, {{make::room_number(4), 7, false, 0}}, 0}, {3, 4});
  auto newest = f.answer_room(notice_page{{notice_of(8, 2), notice_of(9, 3)}, 9, 0});
  CHECK(newest.room == make::room_number(4));
  CHECK(newest.after == 7u);
  CHECK(newest.limit == max_notices);
  auto other = f.answer_room(notice_page{{notice_of(1, 2)}, 1, 0});
  CHECK(other.room == make::room_number(3));
  CHECK(other.after == 0u);
  auto badge = f.told();
  CHECK(badge.count == 5);
  CHECK(badge.notes == 2);
  CHECK(badge.rooms ==
        std::vector<room_badge>{{make::room_number(4), 7, false, 2}, {make::room_number(3), 0, false, 1}});
  CHECK(badge.uncounted == 0);
  CHECK(f.hub.in_flight() == 0);
}

TEST_CASE("what somebody did themselves does not count, nor what happened before they sat down") {
  badge_fixture f;
  f.begin();
  f.answer_first({}, {3});
  f.answer_room(notice_page{{notice_of(1, 2, sat_down_ms - 1), notice_of(2, 1), notice_of(3, 2)}, 3, 0});
  CHECK(f.told().count == 1);
}

TEST_CASE("a room that is muted is not even asked") {
  badge_fixture f;
  f.begin();
  f.answer_first({1, 1, {{make::room_number(3), 0, true, 0}}, 0}, {3});
  CHECK(f.messages.empty());
  CHECK(f.told().count == 1);
  CHECK(f.told().rooms.front().muted);
}

TEST_CASE("rooms without notices, or that the person has left, count nothing; one that cannot answer is told of") {
  badge_fixture f;
  f.begin();
  f.answer_first({}, {1, 2, 3, 4});
  f.answer_room(fail(errc::not_offered));
  f.answer_room(fail(errc::not_member));
  f.answer_room(fail(errc::room_not_found));
  f.answer_room(fail(errc::unavailable));
  CHECK(f.told().count == 0);
  CHECK(f.told().uncounted == 1);
  CHECK(f.told().rooms.empty());
}

TEST_CASE("of more than 64 rooms the newest are asked, and the others are told of as not counted") {
  badge_fixture f;
  f.begin();
  std::vector<std::uint64_t> rooms;
  for (std::uint64_t n = 1; n <= max_badge_rooms + 2; ++n) rooms.push_back(n);
  f.answer_first({}, rooms);
  CHECK(f.messages.size() == max_badge_rooms);
  CHECK(f.answer_room(notice_page{}).room == make::room_number(max_badge_rooms + 2));
  while (!f.messages.empty()) f.answer_room(notice_page{});
  CHECK(f.told().uncounted == 2);
}

TEST_CASE("a badge whose inbox or list cannot be read is refused, with the reason") {
  for (bool inbox_fails : {true, false}) {
    badge_fixture f;
    f.begin();
    auto inbox = f.take<call_inbox>();
    auto list = f.take<call_user>();
    auto failed = inbox_fails ? inbox.reply.request : list.reply.request;
    auto other = inbox_fails ? list.reply.request : inbox.reply.request;
    f.answer(f.alice, failed, fail(errc::unavailable));
    CHECK(f.alice.messages.empty());
    f.answer(f.alice, other,
             inbox_fails ? method_answer{user_rooms{make::user(1), {make::room_number(1)}, {1}}}
                         : method_answer{inbox_badge{}});
    CHECK(f.alice.last_failure() == "unavailable");
    CHECK(f.messages.empty());
  }
}

TEST_CASE("one badge is counted at a time, and other requests are answered meanwhile") {
  badge_fixture f;
  f.begin(1);
  f.begin(2);
  CHECK(f.alice.last_failure() == "too_many_in_flight");
  f.ask(f.alice, 3, read_room{make::room_number(9)});
  auto inbox = f.take<call_inbox>();
  auto list = f.take<call_user>();
  f.answer(f.alice, f.take<call_room>().reply.request, fail(errc::room_not_found));
  CHECK(f.alice.last_failure() == "room_not_found");
  f.answer(f.alice, inbox.reply.request, inbox_badge{});
  f.answer(f.alice, list.reply.request, user_rooms{make::user(1), {}, {}});
  CHECK(f.told().count == 0);
  f.begin(4);
  CHECK(f.messages.size() == 2);
}

TEST_CASE("a badge is nobody's who has not said who they are, and ends with its session") {
  hub_fixture nobodys;
  auto nobody = nobodys.connect(std::nullopt);
  nobodys.ask(nobody, 1, read_badge{});
  CHECK(nobody.last_failure() == "unauthenticated");
  badge_fixture f;
  f.begin();
  auto inbox = f.take<call_inbox>();
  auto list = f.take<call_user>();
  f.hub.disconnect(f.alice.number);
  f.hub.answer(f.alice.number, inbox.reply.request, inbox_badge{}, f.now);
  f.hub.answer(f.alice.number, list.reply.request, user_rooms{make::user(1), {}, {}}, f.now);
  CHECK(f.hub.in_flight() == 0);
}

TEST_CASE("to mute and to mark go to the caller's inbox, with who asks by which key") {
  hub_fixture f;
  auto alice = f.connect();
  f.ask(alice, 1, mute_room{make::room_number(3)}, {make::key(5), std::nullopt});
  auto call = f.take<call_inbox>();
  CHECK(call.user == make::user(1));
  CHECK(call.who.key == make::key(5));
  CHECK(std::get<mute_room>(call.command).room == make::room_number(3));
  f.answer(alice, call.reply.request, done{});
  CHECK(alice.last_reply() == 1);
  f.ask(alice, 2, unmute_room{make::room_number(3)});
  CHECK(alice.last_failure() == "key_missing");
  f.ask(alice, 3, mark_inbox{4, make::room_number(3)}, {make::key(6), std::nullopt});
  CHECK(std::get<mark_inbox>(f.take<call_inbox>().command).room == make::room_number(3));
  f.ask(alice, 4, mark_inbox{0, make::room_number(3)}, {make::key(7), std::nullopt});
  CHECK(alice.last_failure() == "invalid_params");
}

}  // namespace
}  // namespace moim::test::badge_cases
