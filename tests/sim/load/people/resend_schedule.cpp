#include "sim/load/people/resend_schedule.hpp"

#include <catch2/catch.hpp>

namespace moim::load {
namespace {

TEST_CASE("a refused request waits twice as long each time, up to a second, and at least as long as it is told") {
  CHECK(resend_schedule::wait_ms(1, 0) == 20);
  CHECK(resend_schedule::wait_ms(2, 0) == 40);
  CHECK(resend_schedule::wait_ms(30, 0) == 1'000);
  CHECK(resend_schedule::wait_ms(1, 500) == 500);
}

TEST_CASE("a request is due once, within half and one and a half of its wait") {
  request_slots slots;
  sim::random_source random{7};
  resend_schedule again{slots, random};
  auto slot = slots.add({operation::list, 0, std::nullopt, list_rooms{}}, 0);
  again.send_later(slot, 100, 0);
  CHECK_FALSE(again.next(49'999'999));
  CHECK(again.next(150'000'000) == slot);
  CHECK(slots[slot].again_ns == 0);
  CHECK_FALSE(again.next(1'000'000'000));
}

TEST_CASE("a request that is over is not due any more") {
  request_slots slots;
  sim::random_source random{7};
  resend_schedule again{slots, random};
  auto slot = slots.add({operation::list, 0, std::nullopt, list_rooms{}}, 0);
  again.send_later(slot, 100, 0);
  slots.release(slot);
  CHECK_FALSE(again.next(1'000'000'000));
}

}  // namespace
}  // namespace moim::load
