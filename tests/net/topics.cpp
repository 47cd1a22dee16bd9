#include "net/topics.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

constexpr entity_id room{entity_type::room, 1, 1};
constexpr user_id alice{2, 1};
constexpr user_id bob{2, 2};

publication versions(version from, version to) { return {room, from, to, false, {}}; }

using delivery = std::tuple<session_number, audience, reach>;
std::vector<delivery> publish(topic_table& table, const publication& what) {
  std::vector<delivery> all;
  table.publish(what, [&](const follower& each, reach how) { all.emplace_back(each.session, each.who, how); });
  return all;
}

TEST_CASE("a publication reaches the followers of its room, in order of session") {
  topic_table table;
  table.add(room, {7, alice, audience::member, 3});
  table.add(room, {2, bob, audience::outsider, 3});
  table.add(entity_id{entity_type::room, 9, 9}, {1, bob, audience::outsider, 3});
  CHECK(publish(table, versions(4, 5)) ==
        std::vector<delivery>{{2, audience::outsider, reach::due}, {7, audience::member, reach::due}});
  CHECK(publish(table, versions(6, 6)).size() == 2);
}

TEST_CASE("what a follower has seen is not due again, and what does not join on is a gap") {
  topic_table table;
  table.add(room, {1, alice, audience::member, 5});
  auto how = [&](version from, version to) { return std::get<reach>(publish(table, versions(from, to)).at(0)); };
  CHECK(how(4, 5) == reach::seen);
  CHECK(how(5, 6) == reach::gap);
  CHECK(how(7, 7) == reach::gap);
  CHECK(how(6, 8) == reach::due);
  CHECK(how(6, 8) == reach::seen);
  CHECK(how(9, 9) == reach::due);
}

TEST_CASE("a reset reaches everybody, and what comes after it goes on from there") {
  topic_table table;
  table.add(room, {1, alice, audience::member, 9});
  auto reset = versions(5, 5);
  reset.is_reset = true;
  CHECK(std::get<reach>(publish(table, reset).at(0)) == reach::due);
  CHECK(std::get<reach>(publish(table, versions(6, 6)).at(0)) == reach::due);
}

TEST_CASE("people who moved see the room as another audience from the next publication on") {
  topic_table table;
  table.add(room, {1, alice, audience::outsider, 0});
  table.add(room, {2, bob, audience::outsider, 0});
  auto first = versions(1, 1);
  first.moved = {{bob, audience::outsider}, {alice, audience::outsider}, {alice, audience::member}};
  CHECK(std::get<audience>(publish(table, first).at(0)) == audience::outsider);
  auto second = publish(table, versions(2, 2));
  CHECK(std::get<audience>(second.at(0)) == audience::member);
  CHECK(std::get<audience>(second.at(1)) == audience::outsider);
}

TEST_CASE("who has seen a publication is not moved by it: the follow has told already") {
  topic_table table;
  table.add(room, {1, alice, audience::outsider, 5});
  auto late = versions(4, 4);
  late.moved = {{alice, audience::member}};
  publish(table, late);
  CHECK(std::get<audience>(publish(table, versions(6, 6)).at(0)) == audience::outsider);
}

TEST_CASE("to follow again begins anew") {
  topic_table table;
  table.add(room, {1, alice, audience::outsider, 5});
  table.add(room, {1, alice, audience::member, 8});
  CHECK(publish(table, versions(6, 8)) == std::vector<delivery>{{1, audience::member, reach::seen}});
  CHECK(publish(table, versions(9, 9)) == std::vector<delivery>{{1, audience::member, reach::due}});
}

TEST_CASE("a room is let go, once, when its last follower has gone") {
  topic_table table;
  table.follow_begins(room, alice, 1, 10);
  CHECK(table.follow_ends(1, 10, true)->topic == room);
  table.add(room, {1, alice, audience::member, 5});
  table.add(room, {2, bob, audience::member, 5});
  CHECK(table.remove(room, 1));
  CHECK_FALSE(table.remove(room, 1));
  CHECK_FALSE(table.let_go(room));
  CHECK(table.remove(room, 2));
  CHECK(table.let_go(room));
  CHECK_FALSE(table.let_go(room));
  CHECK(table.size() == 0);
}

TEST_CASE("a room is not let go while a follow is on its way") {
  topic_table table;
  table.follow_begins(room, alice, 1, 10);
  CHECK(table.follow_ends(1, 10, true)->topic == room);
  table.add(room, {1, alice, audience::member, 5});
  table.follow_begins(room, bob, 2, 1);
  table.remove(room, 1);
  CHECK_FALSE(table.let_go(room));
  // The second session is gone by the time it is answered.
  CHECK(table.follow_ends(2, 1, true)->topic == room);
  CHECK(table.let_go(room));
}

TEST_CASE("a room that could not be followed need not be told") {
  topic_table table;
  table.follow_begins(room, alice, 1, 10);
  CHECK(table.follow_ends(1, 10, false)->topic == room);
  CHECK_FALSE(table.let_go(room));
  CHECK(table.size() == 0);
  CHECK_FALSE(table.follow_ends(1, 10, false));
}

TEST_CASE("a publication of nothing that is kept is due for everybody, and nobody has seen more after it") {
  topic_table table;
  table.add(room, {1, alice, audience::member, 5});
  CHECK(std::get<reach>(publish(table, versions(0, 0)).at(0)) == reach::due);
  CHECK(std::get<reach>(publish(table, versions(6, 6)).at(0)) == reach::due);
}

TEST_CASE("whoever may not follow any more is named, and their follows on the way end so") {
  topic_table table;
  table.add(room, {1, alice, audience::member, 5});
  table.add(room, {2, bob, audience::member, 5});
  table.add(room, {3, alice, audience::member, 5});
  table.follow_begins(room, alice, 4, 1);
  table.follow_begins(room, bob, 5, 1);
  table.follow_begins(entity_id{entity_type::room, 9, 9}, alice, 6, 1);
  CHECK(table.shut_out({room, false, {alice}}) == std::vector<session_number>{1, 3});
  CHECK(table.follow_ends(4, 1, true)->shut_out);
  CHECK_FALSE(table.follow_ends(5, 1, true)->shut_out);
  CHECK_FALSE(table.follow_ends(6, 1, true)->shut_out);
  CHECK(table.shut_out({room, true}).size() == 3);
  CHECK(table.shut_out({entity_id{entity_type::room, 8, 8}, true}).empty());
}

TEST_CASE("of a chat that could not be followed its room has to be told") {
  topic_table table;
  entity_id chat{entity_type::chat, 1, 1};
  table.follow_begins(chat, alice, 1, 10);
  CHECK(table.follow_ends(1, 10, false)->topic == chat);
  CHECK(table.let_go(chat));
}

}  // namespace
}  // namespace moim
