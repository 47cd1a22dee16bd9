#include "domain/room/notices/notices.hpp"

#include "domain/room/compose.hpp"
#include "tests/domain/room/driver.hpp"

namespace moim::notices_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

using texts = std::vector<std::string>;

kind club_with(notice_topics topics) {
  auto made = kind_with<approval, moderation, waitlist>();
  made.facets->part<approval>().reset();
  made.facets->part<notices>() = std::move(topics);
  return made;
}

notice_page page_of(driver& d, std::uint64_t n, list_notices asked = {}) {
  return std::get<notice_page>(*d.by(n, asked));
}

texts events_in(const notice_page& page) {
  texts all;
  for (const auto& each : page.notices) all.push_back(each.event);
  return all;
}

/// The events of which this person's inbox is owed a note, the oldest first.
texts noted_to(const driver& d, std::uint64_t n) {
  texts all;
  for (const auto& [number, each] : d.state.outbox.open)
    if (auto* told = std::get_if<note>(&each.what); told && each.target == inbox_of(make::user(n)))
      all.push_back(*told->event);
  return all;
}

TEST_CASE("an event that the table names for members makes a notice that says what, about whom and by whom") {
  driver d;
  d.open(3, club_with({{"seat_taken", "seat_left"}, {}, {}}));
  REQUIRE(d.by(2, join_room{}));
  REQUIRE(d.by(2, leave_room{}));
  auto page = page_of(d, 1);
  auto opened = notice{1, d.now, "seat_taken", notice_audience::members, make::user(1), make::user(1)};
  auto joined = notice{2, d.now, "seat_taken", notice_audience::members, make::user(2), make::user(2)};
  auto left = notice{3, d.now, "seat_left", notice_audience::members, make::user(2), make::user(2)};
  CHECK(page.notices == std::vector{opened, joined, left});
  CHECK(page.last == 3);
  CHECK(page.forgotten == 0);
}

TEST_CASE("an event that the table does not name makes no notice, and a kind without the table has none at all") {
  driver d;
  d.open(3, club_with({{"room_locked"}, {}, {}}));
  REQUIRE(d.by(2, join_room{}));
  CHECK(page_of(d, 2).last == 0);
  driver plain;
  plain.open(3, make::meal());
  CHECK(plain.refused(1, list_notices{}) == errc::not_offered);
}

TEST_CASE("what follows from a request is by its asker, and what time brings is by nobody") {
  driver d;
  auto of = club_with({{"seat_taken", "room_closed"}, {}, {}});
  of.open_for_s = 60;
  d.open(2, of);
  REQUIRE(d.by(2, join_room{}));
  REQUIRE(d.by(3, wait_for_seat{}));
  REQUIRE(d.by(2, leave_room{}));
  d.pass_to(d.now + 2 * minute_ms);
  auto page = page_of(d, 1);
  REQUIRE(page.notices.size() == 4);
  CHECK(page.notices[2].user == make::user(3));
  CHECK(page.notices[2].by == make::user(2));
  CHECK(page.notices[3].event == "room_closed");
  CHECK_FALSE(page.notices[3].by);
}

TEST_CASE("members read what is for members, the host also what is for the host, and nobody else reads any") {
  driver d;
  d.open(2, club_with({{"seat_taken"}, {"waiting_began"}, {}}));
  REQUIRE(d.by(2, join_room{}));
  REQUIRE(d.by(3, wait_for_seat{}));
  CHECK(events_in(page_of(d, 1)) == texts{"seat_taken", "seat_taken", "waiting_began"});
  CHECK(events_in(page_of(d, 2)) == texts{"seat_taken", "seat_taken"});
  CHECK(page_of(d, 2).last == 3);
  CHECK(d.refused(3, list_notices{}) == errc::not_member);
  REQUIRE(d.by(1, hand_over{}, 2));
  CHECK(events_in(page_of(d, 2)).back() == "waiting_began");
  CHECK(events_in(page_of(d, 1)).back() == "seat_taken");
  auto overseer = make::by(9, 5);
  overseer.as = role::operator_;
  CHECK(std::get<notice_page>(*d.ask(list_notices{d.state.id, {}, {}}, overseer)).notices.size() == 3);
}

TEST_CASE("a page goes on after a number, and is no longer than asked for") {
  driver d;
  d.open(9, club_with({{"seat_taken"}, {}, {}}));
  for (std::uint64_t n = 2; n <= 6; ++n) REQUIRE(d.by(n, join_room{}));
  CHECK(page_of(d, 1, {{}, 2, 3}).notices.front().number == 3);
  CHECK(page_of(d, 1, {{}, 2, 3}).notices.size() == 3);
  CHECK(page_of(d, 1, {{}, 6, {}}).notices.empty());
}

TEST_CASE("a room keeps its newest 256 notices for sure, and says up to where the others are forgotten") {
  driver d;
  d.open(3, club_with({{"seat_taken", "seat_left"}, {}, {}}));
  for (int i = 0; i < 300; ++i) {
    REQUIRE(d.by(2, join_room{}));
    REQUIRE(d.by(2, leave_room{}));
  }
  auto page = page_of(d, 1, {{}, {}, 256});
  CHECK(page.last == 601);
  CHECK(page.forgotten > 0);
  CHECK(page.forgotten <= page.last - max_notices);
  CHECK(page.notices.front().number == page.forgotten + 1);
  auto kept = d.state.get<notices>().kept.size();
  CHECK(kept >= max_notices);
  CHECK(kept <= max_notices + max_notices / 4);
}

TEST_CASE("the host hears in the inbox of who comes and goes, and members of the end, but nobody of their own deed") {
  driver d;
  d.open(4, club_with({{}, {}, inbox_topics{{"room_locked"}, {"seat_taken", "seat_left"}, {}}}));
  REQUIRE(d.by(2, join_room{}));
  REQUIRE(d.by(3, join_room{}));
  REQUIRE(d.by(3, leave_room{}));
  CHECK(noted_to(d, 1) == texts{"seat_taken", "seat_taken", "seat_left"});
  REQUIRE(d.by(1, lock_room{}));
  CHECK(noted_to(d, 1).size() == 3);
  CHECK(noted_to(d, 2) == texts{"room_locked"});
  CHECK(noted_to(d, 3).empty());
  // Only inboxes are told: in the room nobody reads of it.
  CHECK(page_of(d, 1).notices.empty());
  CHECK(page_of(d, 1).last == 5);
}

TEST_CASE("whom an event is about hears of it, also when they sit there no more, and once") {
  driver d;
  d.open(3, club_with({{}, {}, inbox_topics{{"kicked", "seat_taken"}, {}, {"kicked", "seat_taken"}}}));
  REQUIRE(d.by(2, join_room{}));
  REQUIRE(d.by(3, join_room{}));
  REQUIRE(d.by(1, kick_member{}, 2));
  CHECK(noted_to(d, 2) == texts{"seat_taken", "kicked"});
  CHECK(noted_to(d, 3) == texts{"kicked"});
  CHECK(noted_to(d, 1) == texts{"seat_taken", "seat_taken"});
}

TEST_CASE("the host of a match's room hears of the others' seats, and not of their own") {
  driver d;
  auto of = club_with({{}, {}, inbox_topics{{}, {"seat_taken"}, {}}});
  d.commit(decide_birth(d.state, make::room_number(1), {{7, 8}, of, {make::user(1), make::user(2)}, {}}));
  CHECK(noted_to(d, 1) == texts{"seat_taken"});
}

TEST_CASE("a note names room, event, person and notice, and the same notice is the same news") {
  driver d;
  d.open(3, club_with({{}, {}, inbox_topics{{}, {"seat_taken"}, {}}}));
  REQUIRE(d.by(2, join_room{}));
  auto told = std::get<note>(d.state.outbox.open.rbegin()->second.what);
  if (told.what != note_kind::noticed) told = std::get<note>(d.state.outbox.open.begin()->second.what);
  CHECK(told.room == d.state.id);
  CHECK(told.event == "seat_taken");
  CHECK(told.person == make::user(2));
  CHECK(told.notice == 2u);
  CHECK(told.happened_ms == d.now);
  auto again = told;
  CHECK(news_of(again) == news_of(told));
  again.notice = 3;
  CHECK(news_of(again) != news_of(told));
  // A failover took that notice, and another one got its number.
  again = told;
  *again.happened_ms += 1;
  CHECK(news_of(again) != news_of(told));
}

TEST_CASE("in a room of more people than that only the host and whom it is about hear of what is for members") {
  driver d;
  d.open(400, club_with({{"room_locked"}, {}, inbox_topics{{"room_locked", "seat_taken"}, {}, {}}}));
  for (std::uint64_t n = 2; n <= max_members_noted; ++n) REQUIRE(d.by(n, join_room{}));
  auto owed = d.state.outbox.open.size();
  REQUIRE(d.by(1'000, join_room{}));
  // The newcomer's list, and the host.
  CHECK(d.state.outbox.open.size() == owed + 2);
  REQUIRE(d.by(1, lock_room{}));
  CHECK(noted_to(d, 2).back() == "seat_taken");
  CHECK(events_in(page_of(d, 2)) == texts{"room_locked"});
}

TEST_CASE("no event goes without its notice, however many events the commit has already") {
  driver d;
  d.open(3, club_with({{"seat_taken"}, {}, {}}));
  auto decided = decide(d.state, join_room{d.state.id}, make::by(2, 7, d.now), d.now);
  REQUIRE(decided);
  settle(d.state, decided->events, {9, d.now}, max_events_in_commit);
  CHECK(d.state.get<notices>().last == 2);
}

TEST_CASE("a replay makes the same notices, and no others") {
  driver d;
  d.open(3, club_with({{"seat_taken"}, {}, inbox_topics{{}, {"seat_taken"}, {}}}));
  auto replayed = d.state;
  REQUIRE(d.by(2, join_room{}));
  for (const auto& event : d.happened) apply(replayed, event, {d.last, d.now});
  CHECK(replayed == d.state);
}

TEST_CASE("followers who are members are shown the newest number and all members' notices, and outsiders neither") {
  driver d;
  d.open(3, club_with({{"seat_taken"}, {"waiting_began"}, {}}));
  CHECK(view(d.state, audience::member).part<notices>() == notices::view{1});
  CHECK(view(d.state, audience::outsider).part<notices>() == notices::view{});
  REQUIRE(d.by(2, join_room{}));
  auto told = notices_for_members(d.happened);
  REQUIRE(told);
  CHECK(told->front().user == make::user(2));
  REQUIRE(d.by(3, join_room{}));
  REQUIRE(d.by(4, wait_for_seat{}));
  CHECK_FALSE(notices_for_members(d.happened));
}

TEST_CASE("the events that a table may name are those of people's doings, and it is known which name somebody") {
  auto topics = all_topics();
  auto find = [&](std::string_view event) {
    return std::find_if(topics.begin(), topics.end(), [&](const topic& each) { return each.event == event; });
  };
  REQUIRE(find("seat_taken") != topics.end());
  CHECK(find("seat_taken")->is_about_somebody);
  REQUIRE(find("room_locked") != topics.end());
  CHECK_FALSE(find("room_locked")->is_about_somebody);
  for (auto event : {"noticed", "effects_done", "birth_confirmed", "backfill_told", "request_answered", "fenced"})
    CHECK(find(event) == topics.end());
}

}  // namespace
}  // namespace moim::notices_cases
