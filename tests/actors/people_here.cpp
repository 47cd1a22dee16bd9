#include "actors/people_here.hpp"

#include "tests/actors/support/recording_outlet.hpp"
#include "tests/support/make.hpp"

namespace moim::bench {
namespace {

const user_id me = make::user(1);

user_changed seated() { return {make::room_number(1), membership::seated}; }

TEST_CASE("all sessions of a person are told, and nobody else's") {
  people_here people;
  recording_outlet out;
  recording_outlet other;
  CHECK(people.add(me, {&out, 7}) == people_here::opened::first);
  CHECK(people.add(me, {&other, 7}) == people_here::opened::another);
  people.add(make::user(2), {&out, 9});
  people.push(me, seated());
  people.push(make::user(3), seated());
  REQUIRE(out.pushes.size() == 1);
  CHECK(out.pushes[0].session == 7);
  CHECK(other.pushes.size() == 1);
}

TEST_CASE("a person is here until their last session is closed, whatever is closed twice") {
  people_here people;
  recording_outlet out;
  people.add(me, {&out, 7});
  people.add(me, {&out, 8});
  CHECK_FALSE(people.remove(me, {&out, 7}));
  CHECK_FALSE(people.remove(me, {&out, 7}));
  CHECK(people.has(me));
  CHECK(people.remove(me, {&out, 8}));
  CHECK_FALSE(people.has(me));
  CHECK_FALSE(people.remove(me, {&out, 8}));
  CHECK(people.add(me, {&out, 9}) == people_here::opened::first);
}

TEST_CASE("a person has so many sessions on a node and no more; one that is known is not another") {
  people_here people;
  recording_outlet out;
  for (session_number session = 1; session <= people_here::max_sessions; ++session) people.add(me, {&out, session});
  CHECK(people.add(me, {&out, 99}) == people_here::opened::too_many);
  CHECK(people.add(me, {&out, 1}) == people_here::opened::another);
  people.remove(me, {&out, 1});
  CHECK(people.add(me, {&out, 99}) == people_here::opened::another);
  people.push(me, seated());
  CHECK(out.pushes.size() == people_here::max_sessions);
}

TEST_CASE("a note is numbered for its person's sessions if it is their inbox's next, and only then") {
  people_here people;
  recording_outlet out;
  note told;
  told.ticket = {1, 1};
  auto pushed = [&] { return std::get<inbox_noted>(out.pushes.back().change).note; };
  // Nobody here: nobody to tell.
  CHECK(people.push_note(me, told, 5, 100));
  people.add(me, {&out, 7});
  CHECK_FALSE(people.push_note(me, told, 5, 100));
  people.know_inbox(me, {5, 3, 200});
  CHECK(people.push_note(me, told, 6, 100));
  CHECK(pushed().number == 4);
  CHECK(pushed().at_ms == 200);
  // What is told late is not news.
  people.know_inbox(me, {5, 3, 200});
  CHECK(people.push_note(me, told, 7, 300));
  CHECK(pushed().number == 5);
  CHECK(pushed().at_ms == 300);
  CHECK_FALSE(people.push_note(me, told, 9, 300));
  CHECK(out.pushes.size() == 2);
  // The first of a log is the first note.
  people.add(make::user(2), {&out, 8});
  CHECK(people.push_note(make::user(2), told, 1, 100));
  CHECK(pushed().number == 1);
}

TEST_CASE("a note of a room that its person has muted counts as the inbox's next, and is not pushed") {
  people_here people;
  recording_outlet out;
  people.add(me, {&out, 7});
  auto muted = std::make_shared<std::vector<room_id>>(std::vector{make::room_number(1)});
  people.know_inbox(me, {5, 3, 200, muted});
  note told;
  told.what = note_kind::noticed;
  told.room = make::room_number(1);
  CHECK(people.push_note(me, told, 6, 300));
  CHECK(out.pushes.empty());
  told.room = make::room_number(2);
  CHECK(people.push_note(me, told, 7, 300));
  REQUIRE(out.pushes.size() == 1);
  CHECK(std::get<inbox_noted>(out.pushes[0].change).note.number == 5);
  // A match disturbs all the same.
  told.what = note_kind::matched;
  told.room = make::room_number(1);
  CHECK(people.push_note(me, told, 8, 300));
  CHECK(out.pushes.size() == 2);
}

}  // namespace
}  // namespace moim::bench
