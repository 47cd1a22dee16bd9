#include "sim/load/people/request_slots.hpp"

#include <catch2/catch.hpp>

namespace moim::load {
namespace {

intent any_intent() { return {operation::list, 0, std::nullopt, list_rooms{}}; }

TEST_CASE("an id on the wire finds the copy that is under way, and nothing once it is answered") {
  request_slots slots;
  slots.add(any_intent(), 0);
  auto slot = slots.add(any_intent(), 0);
  auto id = slots.id_of(slot, 2);
  CHECK_FALSE(slots.find(id));
  slots[slot].copies[2].under_way = true;
  auto found = slots.find(id);
  REQUIRE(found);
  CHECK(found->slot == slot);
  CHECK(found->copy == 2);
  CHECK_FALSE(slots.find(slots.id_of(slot, 1)));
  slots[slot].copies[2].under_way = false;
  CHECK_FALSE(slots.find(id));
}

TEST_CASE("a late answer to a slot's former request finds nothing") {
  request_slots slots;
  auto slot = slots.add(any_intent(), 0);
  auto former = slots.id_of(slot, 0);
  slots.release(slot);
  CHECK(slots.in_use() == 0);
  CHECK(slots.add(any_intent(), 7) == slot);
  slots[slot].copies[0].under_way = true;
  CHECK_FALSE(slots.find(former));
  CHECK(slots.find(slots.id_of(slot, 0)));
  CHECK(slots[slot].intended_ns == 7);
  CHECK(slots.in_use() == 1);
  CHECK(slots.size() == 1);
}

TEST_CASE("an id that nobody gave finds nothing") {
  request_slots slots;
  CHECK_FALSE(slots.find(0));
  CHECK_FALSE(slots.find(-1));
}

}  // namespace
}  // namespace moim::load
