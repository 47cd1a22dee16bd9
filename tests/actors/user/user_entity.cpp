#include "tests/actors/support/user_bench.hpp"

using namespace moim;
using namespace moim::bench;

namespace {

const room_id soup = make::room_number(1);

store::append_plan fate(store::append_fault fault) {
  store::append_plan plan;
  plan.fault = fault;
  return plan;
}

}  // namespace

TEST_CASE("what a room says is acknowledged once it is on disk, and the person hears of it") {
  world w;
  user_bench node{w};
  store::append_plan slow;
  slow.answer_ms = 10;
  node.faults().appends = {slow};
  node.tell(soup, 1, membership::seated);
  node.pass(9);
  CHECK(node.acknowledged.empty());
  CHECK(node.pushes.empty());
  node.pass(1);
  CHECK(node.acknowledged == std::vector<user_bench::acknowledgement>{{soup, 1}});
  REQUIRE(node.pushes.size() == 1);
  CHECK(node.pushes[0].user == node.me);
  CHECK(node.rooms() == std::vector{soup});
}

TEST_CASE("what a room says twice is acknowledged twice and happens once") {
  world w;
  user_bench node{w};
  for (int i = 0; i < 2; ++i) {
    node.tell(soup, 1, membership::seated);
    node.run();
  }
  node.restart();
  node.tell(soup, 1, membership::seated);
  node.run();
  CHECK(node.acknowledged.size() == 3);
  CHECK(node.pushes.size() == 1);
  CHECK(w.logs->head_of(node.me.entity()).version == 1);
}

TEST_CASE("who joins and leaves in one commit of a room has left it") {
  world w;
  user_bench node{w};
  node.tell(soup, 1, membership::seated);
  node.tell(soup, 2, membership::left);
  node.run();
  CHECK(node.rooms().empty());
  CHECK(node.acknowledged.size() == 2);
}

TEST_CASE("what the store refuses to take is not acknowledged, so that its room sends it again") {
  world w;
  user_bench node{w};
  node.faults().appends = {fate(store::append_fault::refused)};
  node.tell(soup, 1, membership::seated);
  node.run();
  CHECK(node.acknowledged.empty());
  node.tell(soup, 1, membership::seated);
  node.run();
  CHECK(node.acknowledged.size() == 1);
}

TEST_CASE("sessions hear of what another node wrote, even if its hint was lost") {
  world w;
  user_bench one{w, store_kind::shared};
  one.tell(make::room_number(9), 1, membership::seated);
  one.run();
  one.pass(40 * second_ms);
  user_bench other{w, store_kind::shared};
  one.faults().follows_are_dead = true;
  one.restart();
  one.rooms();
  one.pass(10 * second_ms);
  one.come();
  one.pushes.clear();
  other.tell(soup, 1, membership::seated);
  one.pass(one.limits.confirm_every + one.limits.sweep_every);
  REQUIRE(one.pushes.size() == 1);
  CHECK(std::get<user_changed>(one.pushes[0].what).room == soup);
}

TEST_CASE("where others append a person with sessions stays in memory, and rests once they are closed") {
  world w;
  user_bench node{w, store_kind::shared};
  node.come();
  node.pass(10 * node.limits.rest_after);
  CHECK_FALSE(node.rested);
  node.go();
  node.pass(3 * node.limits.rest_after);
  CHECK(node.rested);
}

TEST_CASE("a room begins once its creator's log counts it, and again for a request that comes again") {
  world w;
  user_bench node{w};
  store::append_plan slow;
  slow.answer_ms = 10;
  node.faults().appends = {slow};
  node.create(1, 2);
  CHECK(node.begun.empty());
  node.pass(10);
  CHECK(node.begun == std::vector{make::room_number(1)});
  node.restart();
  node.create(1, 2);
  CHECK(node.begun.size() == 2);
}

TEST_CASE("who has too many rooms open is refused by the room, and the others are asked whether they are over") {
  world w;
  user_bench node{w};
  node.create(1, 1);
  node.create(2, 1);
  CHECK(node.refused == std::vector{std::pair{make::room_number(2), errc::too_many_rooms}});
  CHECK(node.begun.size() == 1);
  CHECK(node.asked_over.empty());
  node.pass(hosted_asked_after_ms);
  node.create(3, 1);
  CHECK(node.asked_over == std::vector{make::room_number(1)});
  node.entity().receive(delivered<hosting_over>{make::room_number(1).entity(), 7, {}});
  node.run();
  CHECK(node.acknowledged.back() == user_bench::acknowledgement{make::room_number(1), 7});
  node.create(4, 1);
  CHECK(node.begun.back() == make::room_number(4));
}

TEST_CASE("a creator whom the store refuses is told so, and no room begins") {
  world w;
  user_bench node{w};
  auto full = fate(store::append_fault::refused);
  full.why = store::refusal::storage_full;
  node.faults().appends = {full};
  auto refused = node.create(1, 2);
  node.pass(second_ms);
  CHECK(node.out.refusal(refused).code == errc::storage_full);
  CHECK(node.begun.empty());
}
