#pragma once

#include "actors/room/room_entity.hpp"
#include "domain/declare/resume_token.hpp"
#include "tests/actors/support/entity_bench.hpp"

namespace moim::bench {

inline const room_id the_room = make::room_number(1);
inline constexpr time_ms patience_ms = 10 * second_ms;

/// The room `the_room` on one node. Requests are numbered as they are asked.
class room_bench : public entity_bench<room_entity> {
 public:
  explicit room_bench(world& in, store_kind kind = store_kind::shared) : entity_bench(in, kind) { restart(); }

  /// A new process: nothing is known but what is in the log.
  void restart() { start(the_room.entity()); }

  request_number ask(room_command command, const caller& who, time_ms patience = patience_ms) {
    entity().receive(
        call_room{the_room, std::move(command), who, machine_now() + patience, {&out, who.user.low, ++last_}});
    return last_;
  }
  request_number follow(std::uint64_t user, std::optional<std::string> token = std::nullopt,
                        std::size_t changes_at_most = max_missed_changes) {
    std::optional<head> seen;
    if (token) seen = parse_resume_token(*token);
    reply_address reply{&out, user, ++last_};
    entity().receive(
        follow_room{the_room, make::user(user), seen, machine_now() + patience_ms, reply, changes_at_most});
    return last_;
  }
  void unfollow() { entity().receive(unfollow_room{the_room, &out}); }

  /// The n-th person joins with the n-th key of now.
  request_number join(std::uint64_t user, time_ms patience = patience_ms) {
    return ask(join_room{the_room}, make::by(user, user, now()), patience);
  }
  request_number leave(std::uint64_t user) { return ask(leave_room{the_room}, make::by(user, 50'000 + user, now())); }
  request_number look(std::uint64_t user = 99) { return ask(read_room{the_room}, {make::user(user)}); }

  /// Opens the room with person 1 as its host, and waits for it.
  void open(std::uint32_t seats, moim::kind kind = make::meal()) {
    auto asked = ask(make::create(seats, std::move(kind)), make::by(1, 1));
    run();
    out.as<room_opened>(asked);
  }
  /// Person 1'000 comes and goes, each time in two commits, and people's logs take that: a long log of a small room.
  void churn(std::uint64_t times) {
    for (std::uint64_t i = 0; i < times; ++i) {
      ask(join_room{the_room}, make::by(1'000, ++last_churn_, now()));
      run();
      ask(leave_room{the_room}, make::by(1'000, ++last_churn_, now()));
      run();
      acknowledge_all();
    }
  }
  /// People's logs have all that they were told.
  void acknowledge_all() {
    while (!told.empty() || !told_over.empty()) {
      for (const auto& each : std::exchange(told, {})) acknowledge(each.number);
      for (auto number : std::exchange(told_over, {})) acknowledge(number);
    }
  }
  void acknowledge(std::uint64_t number) { entity().receive(delivery_answered{number, delivery_end::done}); }
  /// The room as it is in the log.
  room_view seen() {
    auto asked = look();
    run();
    return out.as<room_view>(asked);
  }
  std::uint32_t seat_of(request_number asked) const { return out.as<seat_given>(asked).seat; }
  errc refusal(request_number asked) const { return out.refusal(asked).code; }

  /// The events on disk, commit by commit, beginning with the oldest that is not forgotten.
  std::vector<std::vector<room_event>> commits() const {
    std::vector<std::vector<room_event>> all;
    for (const auto& record : world_.logs->records_of(the_room.entity()))
      all.push_back(store::decode_commit<room_event>(record.bytes).value().events);
    return all;
  }
  /// How many of the events on disk are of a type.
  template <class Event>
  std::size_t count() const {
    std::size_t found = 0;
    for (const auto& commit : commits())
      for (const auto& event : commit) found += std::holds_alternative<Event>(event);
    return found;
  }

  /// What the room told people's logs, and the directory.
  std::vector<delivery_answered> answers;
  struct told_membership {
    user_id target;
    membership what{};
    std::uint64_t number = 0;
    bool operator==(const told_membership&) const = default;
  };
  std::vector<told_membership> told;
  std::vector<membership_confirmed> confirmed;
  /// The numbers by which it told its creator that it is over; 0: it was asked.
  std::vector<std::uint64_t> told_over;
  std::vector<delivery_asked> deliveries_asked;
  std::vector<std::optional<directory_card>> cards;
  /// What it told its pool.
  struct told_search {
    entity_id target;
    start_backfill wanted;
    std::uint64_t number = 0;
  };
  std::vector<told_search> searches;

 private:
  void deliver(const entity_id& to, entity_item item) override {
    keep(item, answers);
    keep(item, confirmed);
    keep(item, deliveries_asked);
    if (auto* each = std::get_if<delivered<start_backfill>>(&item)) searches.push_back({to, each->what, each->number});
    if (auto* each = std::get_if<delivered<hosting_over>>(&item)) told_over.push_back(each->number);
    if (auto* each = std::get_if<delivered<membership_told>>(&item))
      told.push_back({user_id{to.high, to.low}, each->what.what, each->number});
  }
  void tell_directory(const room_id&, std::optional<directory_card> card) override { cards.push_back(std::move(card)); }

  request_number last_ = 0;
  std::uint64_t last_churn_ = 100'000;
};

}  // namespace moim::bench
