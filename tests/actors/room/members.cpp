#include "tests/actors/support/room_bench.hpp"

/// A page of a room's members states which version of the room it shows.
using namespace moim;
using namespace moim::bench;

TEST_CASE("a page of members shows the room after the commit of its batch, and says which that is") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(1'200);
  node.join(2);
  auto first = node.ask(list_members{the_room, std::nullopt, std::nullopt}, {make::user(9)});
  node.join(3);
  auto second = node.ask(list_members{the_room, 1, 1}, {make::user(9)});
  node.run();
  auto now = w.logs->head_of(the_room.entity()).version;
  auto page = node.out.as<member_page>(first);
  CHECK(page.version == now);
  CHECK(page.taken == 3);
  CHECK(page.members.size() == 3);
  CHECK(node.out.as<member_page>(second).version == now);
  CHECK(node.out.as<member_page>(second).members == std::vector{member_view{make::user(2), 2}});
}

TEST_CASE("whoever lost the seat in the batch in which they asked sees no hidden members any more") {
  auto kind = make::meal();
  kind.who_sees_members = roster::members;
  world w;
  room_bench node{w, store_kind::own};
  node.open(10, kind);
  node.join(2);
  node.run();
  auto asked = node.ask(list_members{the_room, std::nullopt, std::nullopt}, {make::user(2)});
  node.leave(2);
  node.run();
  CHECK(node.refusal(asked) == errc::not_member);
}

TEST_CASE("a room that does not exist has no page of members") {
  world w;
  room_bench node{w, store_kind::own};
  auto asked = node.ask(list_members{the_room, std::nullopt, std::nullopt}, {make::user(2)});
  node.run();
  CHECK(node.refusal(asked) == errc::room_not_found);
}
