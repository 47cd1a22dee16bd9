#include "actors/registry.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

namespace moim::registry_cases {

namespace {

const room_id soup = make::room_number(1);

}  // namespace

TEST_CASE("an actor is made when the first message for it comes, and only then") {
  registry<room_id, int> live;
  int made = 0, used = 0;
  live.with_live(soup, [&](int) { ++used; });
  for (int i = 0; i < 2; ++i)
    live.with(
        soup, [&] { return ++made; }, [&](int actor) { used += actor; });
  CHECK(made == 1);
  CHECK(used == 2);
}

TEST_CASE("an actor leaves only if it has read all that it was handed") {
  registry<room_id, int> live;
  auto hand = [&] {
    live.with(
        soup, [] { return 7; }, [](int) {});
  };
  hand();
  hand();
  CHECK_FALSE(live.remove_if_read(soup, 1));
  CHECK(live.remove_if_read(soup, 2));
  CHECK_FALSE(live.remove_if_read(soup, 2));
  hand();
  CHECK(live.remove_if_read(soup, 1));
}

TEST_CASE("no message is lost between threads that hand over and an actor that leaves whenever it can") {
  struct mailbox {
    std::atomic<std::uint64_t> handed = 0;
    std::uint64_t read = 0;
  };
  constexpr std::uint64_t messages = 20'000;
  registry<room_id, std::shared_ptr<mailbox>> live;
  std::atomic<std::uint64_t> sent = 0;
  std::uint64_t received = 0, lives = 0;
  auto send = [&] {
    for (std::uint64_t i = 0; i < messages; ++i)
      live.with(
          soup, [] { return std::make_shared<mailbox>(); },
          [&](const auto& to) {
            to->handed.fetch_add(1);
            sent.fetch_add(1);
          });
  };
  std::thread one{send}, other{send};
  while (received < 2 * messages) {
    std::shared_ptr<mailbox> actor;
    live.with_live(soup, [&](const auto& found) {
      found->handed.fetch_add(1);
      actor = found;
    });
    if (!actor) continue;
    ++lives;
    // The look above was a message too.
    std::uint64_t looks = 1;
    do actor->read = actor->handed.load();
    while (!live.remove_if_read(soup, actor->read));
    received += actor->read - looks;
  }
  one.join();
  other.join();
  CHECK(received == sent.load());
  CHECK(lives >= 1);
}

}  // namespace moim::registry_cases
