#pragma once

#include "actors/user/user_entity.hpp"
#include "tests/actors/support/entity_bench.hpp"

namespace moim::bench {

/// Person 1 on one node.
class user_bench final : public entity_bench<user_entity> {
 public:
  explicit user_bench(world& in, store_kind kind = store_kind::own) : entity_bench(in, kind) { restart(); }

  void restart() { start(me.entity()); }

  /// The person has a session here, and no longer.
  void come() {
    here.insert(me);
    entity().receive(person_came{});
  }
  void go() {
    here.clear();
    entity().receive(person_left{});
  }
  void tell(const room_id& from, std::uint64_t number, membership what) {
    entity().receive(delivered<membership_told>{from.entity(), number, {what}});
  }
  request_number ask() {
    entity().receive(call_user{me, read_user{}, machine_now() + 10 * second_ms, {&out, 1, ++last_}});
    return last_;
  }
  /// The person creates a room, and may have so many open.
  request_number create(std::uint64_t n, std::uint32_t max_open) {
    auto room = make::room_number(n);
    create_room_resolved asked{room, make::meal(), "Soup", 4};
    entity().receive(
        call_host{{room, "meal", max_open, 100},
                  {room, asked, make::by(1, n, now()), machine_now() + 10 * second_ms, {&out, 1, ++last_}}});
    run();
    return last_;
  }
  std::vector<room_id> rooms() {
    auto asked = ask();
    run();
    return out.as<user_rooms>(asked).rooms;
  }

  struct acknowledgement {
    room_id room;
    std::uint64_t number = 0;
    bool operator==(const acknowledgement&) const = default;
  };
  std::vector<acknowledgement> acknowledged;
  /// The numbers of the words that rooms were asked about.
  std::vector<std::uint64_t> asked;
  /// The rooms that were told to begin, and those that were asked whether they are over.
  std::vector<room_id> begun;
  /// Those that only answer if they began before.
  std::vector<std::pair<room_id, errc>> refused;
  std::vector<room_id> asked_over;
  /// Deliveries for which there was no room.
  std::size_t busy = 0;
  const user_id me = make::user(1);

 private:
  void deliver(const entity_id& to, entity_item item) override {
    if (auto* taken = std::get_if<delivery_answered>(&item); taken && taken->end == delivery_end::done)
      acknowledged.push_back({room_id{to.high, to.low}, taken->number});
    else if (taken && taken->end == delivery_end::busy)
      ++busy;
    if (auto* message = std::get_if<membership_asked>(&item)) asked.push_back(message->number);
    if (auto* message = std::get_if<call_room>(&item)) {
      const auto& why_not = std::get<create_room_resolved>(message->command).why_not;
      if (!why_not) begun.push_back(message->room);
      if (why_not) refused.emplace_back(message->room, why_not->code);
    }
    if (std::holds_alternative<hosting_asked>(item)) asked_over.push_back(room_id{to.high, to.low});
  }

  request_number last_ = 0;
};

}  // namespace moim::bench
