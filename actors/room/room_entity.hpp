#pragma once

#include "actors/entity/entity.hpp"
#include "actors/entity/saved_whole.hpp"
#include "actors/neighbours.hpp"
#include "domain/outbox/courier.hpp"
#include "metrics/catalogue.hpp"

#include <map>

namespace moim {

/// A call, or what the pool says, on its way through a room's batch.
struct room_item {
  std::variant<call_room, follow_room, delivered<birth>, delivered<seat_offer>> call;
  time_ms deadline = 0;
  result<room_answer> decided{};

  bool changes() const;
  /// Null if nobody waits for an answer.
  const reply_address* reply() const;
};

struct room_rules : saved_whole<room> {
  using event = room_event;
  using item = room_item;
  /// Many come to one room at once: one commit for all of them.
  static constexpr bool gathers = true;
  static constexpr bool in_place = false;
  static void apply(room& state, const room_event& event, const commit_stamp& stamp) {
    moim::apply(state, event, stamp);
  }
  static std::vector<room_event> due(const room& state, time_ms now) { return moim::due(state, now); }
  static std::optional<time_ms> next_wake(const room& state, time_ms now) { return moim::next_wake(state, now); }
};

/// A room in memory: the mechanism over a room's rules, and what a room does once something has happened: answers,
/// publications to followers, effects, its card.
class room_entity final : public entity<room_rules> {
 public:
  room_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
              const entity_limits& limits);

  ~room_entity() override;

  void take(call_room call);
  void take(follow_room call);
  void take(const unfollow_room& message);
  void take(delivered<birth> message);
  void take(delivered<seat_offer> message);
  void take(const effect_acknowledged& message);
  /// A room that is woken after a restart may have been about to tell the directory its numbers.
  void on_wake();
  void take(const seek_taken& message) { on_seek_taken(message.number); }

 private:
  void decide(room_item& item, const room& state, time_ms now, events& out) override;
  void answer(room_item& item) override;
  void refuse(room_item& item, error why) override;
  void add_own_events(const room& state, time_ms now, events& out) override;
  void on_happened(const events& happened, bool ours) override;
  void on_loaded() override;
  void on_forked() override;
  void on_own_read(read_tag tag, store::read_result result) override;
  std::optional<store::card_change> card_for(const room& after, time_ms now) override;
  void on_card_written() override;
  void on_time_passed(time_ms now) override;
  bool is_needed() const override;
  std::optional<time_ms> wake_after_round(const room& after, time_ms at) override;
  bool is_followed() const override { return !followers_.empty(); }

  // room_following.cpp
  struct resumption {
    follow_room call;
    head reached;
    events missed;
  };
  void begin_following(const follow_room& call);
  void read_missed(read_tag tag, const resumption& from);
  void finish_following(const resumption& from);
  void follow_with_snapshot(const follow_room& call);
  void publish(const events& happened);
  room_changed changes_for(audience who, version from, const events& happened) const;

  // room_effects.cpp
  void plan_effects(time_ms from);
  void send_effects();
  void count_pending(std::size_t now);
  void forget_effects(const events& happened);
  void add_effects_done(const room& state, time_ms now, events& out);
  const membership_effect* find_effect(std::uint64_t number) const;

  // room_refilling.cpp
  /// The pool knows that the room looks for people, for the `number`-th time.
  void on_seek_taken(std::uint32_t number);
  delivery_end answer_to(const seat_offer& offer) const;
  delivery_end answer_to(const birth& of) const;
  void seek();
  void write_seek_told(const room& state, events& out) const;

  room_id room_;
  neighbours& neighbours_;

  /// Outlets with at least one session that follows.
  std::vector<outlet*> followers_;
  std::map<read_tag, resumption> resumptions_;
  read_tag last_tag_ = 0;

  /// When effects are sent, by their numbers; and up to which they are planned.
  courier effects_;
  std::uint64_t last_effect_planned_ = 0;
  /// By when it is written that some were taken.
  std::optional<time_ms> write_effects_at_;
  std::size_t pending_counted_ = 0;  // in the metric

  std::uint32_t seek_taken_ = 0;
  /// When the pool is told, by the number of the search.
  courier seeks_;
  std::uint32_t last_seek_planned_ = 0;

  std::optional<room_card> card_;       // as the directory has it
  std::optional<room_card> next_card_;  // as the round under way brings it
  time_ms card_at_ = 0;
  /// What the store has may be older than `card_`.
  bool stored_card_unsure_ = false;
};

}  // namespace moim
