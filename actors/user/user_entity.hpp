#pragma once

#include "actors/entity/entity.hpp"
#include "actors/entity/saved_whole.hpp"
#include "actors/neighbours.hpp"
#include "domain/declare/due.hpp"
#include "metrics/catalogue.hpp"

#include <map>

namespace moim {

/// A call, or what a room says, on its way through a person's batch.
struct user_item {
  std::variant<call_user, call_host, delivered<membership_told>, delivered<hosting_over>> call;
  time_ms deadline = 0;
  result<user_answer> decided{};

  bool changes() const { return !std::holds_alternative<call_user>(call); }
  bool is_delivery() const { return holds_delivery(call); }
};

struct user_rules : saved_whole<user> {
  using event = user_event;
  using item = user_item;
  /// Hardly ever do two things happen to one person at once.
  static constexpr bool gathers = false;
  static constexpr bool is_ridden_into = true;
  static constexpr bool in_place = false;
  static void apply(user& state, const user_event& event, const commit_stamp& stamp) {
    moim::apply(state, event, stamp);
  }
  /// Nothing happens to a person by time alone yet.
  static std::optional<due<user_event>> next_due(const user&) { return std::nullopt; }
  static std::optional<time_ms> next_wake(const user&, time_ms) { return std::nullopt; }
};

/// A person's own log in memory. Where others append to it, it hears of that for the sessions that they have here.
class user_entity final : public entity<user_rules> {
 public:
  user_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
              const entity_limits& limits);

  void receive(call_user call);
  void receive(call_host call);
  void receive(delivered<hosting_over> message);
  void receive(delivered<membership_told> message);
  void receive(const membership_confirmed& message);
  void receive(const person_came& message);
  void receive(const person_left& message);

 private:
  void decide(user_item& item, const user& state, time_ms now, events& out) override;
  void answer(user_item& item) override;
  void refuse(user_item& item, error why) override;
  void on_happened(const events& happened, bool ours) override;
  void on_loaded() override;
  /// The room begins, or answers once more if it began before; otherwise whoever asked for it is refused.
  void answer_host(user_item& item);
  void ask_hosted();
  bool is_recent(const delivered<membership_told>& told) const;
  void on_time_passed(time_ms now) override { ask_rooms(now); }
  std::optional<time_ms> wake_after_round(const user& after, time_ms at) override;
  bool is_needed() const override { return watched_ || waits_for_rooms(); }
  bool is_followed() const override { return watched_; }

  // user_agreeing.cpp
  void ask_rooms(time_ms machine_now);
  bool waits_for_rooms() const;
  bool is_unsure(const known_room& known, time_ms now);

  user_id user_;
  neighbours& neighbours_;
  bool watched_ = false;
  /// By room: the number of the word that its log still says.
  std::map<room_id, std::uint64_t> confirmed_;
  /// When rooms are asked next, on the machine's clock; nothing: of none it is unsure.
  std::optional<time_ms> ask_at_;
  /// When it is woken to ask once more, if it has asked. By then it knows whether it still has to.
  std::optional<time_ms> asks_again_at_;
};

}  // namespace moim
