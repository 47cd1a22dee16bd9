#pragma once

#include "actors/entity/entity.hpp"
#include "actors/entity/saved_whole.hpp"
#include "actors/neighbours.hpp"
#include "domain/declare/due.hpp"
#include "metrics/catalogue.hpp"

namespace moim {

/// A call or a note on its way through an inbox's batch.
struct inbox_item {
  std::variant<call_inbox, delivered<note>> call;
  time_ms deadline = 0;
  result<inbox_answer> decided{};

  bool changes() const;
  bool is_refused() const { return !decided; }
  bool is_delivery() const { return holds_delivery(call); }
};

struct inbox_rules : saved_whole<inbox> {
  using event = inbox_event;
  using item = inbox_item;
  /// Several notes seldom come at once; those that come during a commit share the next.
  static constexpr bool gathers = false;
  static constexpr bool is_ridden_into = true;
  static constexpr bool in_place = false;
  static void apply(inbox& state, const inbox_event& event, const commit_stamp& stamp) {
    moim::apply(state, event, stamp);
  }
  static std::optional<due<inbox_event>> next_due(const inbox&) { return std::nullopt; }
  static std::optional<time_ms> next_wake(const inbox&, time_ms) { return std::nullopt; }
};

/// A person's inbox in memory. What is put into it is pushed to all sessions that the person has on this node.
class inbox_entity final : public entity<inbox_rules> {
 public:
  inbox_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
               const entity_limits& limits);

  void receive(call_inbox call);
  void receive(delivered<note> message);
  void receive(const person_came& message);
  void receive(const person_left& message);

 private:
  void decide(inbox_item& item, const inbox& state, time_ms now, events& out) override;
  void answer(inbox_item& item) override;
  void refuse(inbox_item& item, error why) override;
  void on_happened(const events& happened, bool ours) override;
  void on_loaded() override;
  void on_rode_in(const store::stored_record& record) override;
  void push_rode();
  void push(const note& told);
  void tell_place();
  bool is_needed() const override;
  bool is_followed() const override { return watched_; }

  user_id user_;
  neighbours& neighbours_;
  bool watched_ = false;
  /// The last note that this process has pushed, or found when it came into memory; nothing: it never was there.
  std::optional<std::uint64_t> pushed_to_;
  /// What has ridden in and is not pushed yet.
  events rode_;
  /// Notes up to here were loaded.
  std::uint64_t loaded_to_ = 0;
  /// The rooms that are muted, as the node was told.
  std::shared_ptr<const std::vector<room_id>> muted_;
};

}  // namespace moim
