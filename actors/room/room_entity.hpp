#pragma once

#include "actors/entity/entity.hpp"
#include "actors/entity/saved_whole.hpp"
#include "actors/messages.hpp"
#include "actors/news.hpp"

#include <map>
#include <set>

namespace moim {

/// A call, or what the pool says, on its way through a room's batch.
struct room_item {
  std::variant<call_room, follow_room, bear_room, offer_seats> call;
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
  static std::optional<due_event> next_due(const room& state) { return moim::next_due(state); }
  static void settle(room& draft, std::vector<room_event>& events, const commit_stamp& stamp, std::size_t before) {
    moim::settle(draft, events, stamp, before);
  }
  static std::optional<time_ms> next_wake(const room& state, time_ms now) { return moim::next_wake(state, now); }
};

/// Whom a room talks to beside its callers.
class room_neighbours {
 public:
  virtual ~room_neighbours() = default;
  /// To the person's own log; comes back as `on_effect_taken`, or never.
  virtual void tell_user(const room_id& from, const membership_effect& effect) = 0;
  /// The room of a match is born.
  virtual void tell_pool(const news_taken& taken) = 0;
  virtual void tell_pool(const seats_answered& answered) = 0;
  /// Comes back as `on_seek_taken`, or never.
  virtual void seek(seek_for_room message) = 0;
  /// Nothing: the room is not listed any more.
  virtual void tell_directory(const room_id& room, std::optional<room_card> card) = 0;
};

/// A room in memory: the mechanism over a room's rules, and what a room does once something has happened: answers,
/// publications to followers, effects, its card.
class room_entity final : public entity<room_rules> {
 public:
  room_entity(room_id room, entity_port& port, room_neighbours& neighbours, entity_metrics& metrics,
              const entity_limits& limits);

  ~room_entity() override;

  void take(call_room call);
  void take(follow_room call);
  void take(const unfollow_room& message);
  void take(bear_room message);
  void take(offer_seats message);
  /// The target has the effect on disk.
  void on_effect_taken(const membership_effect& effect);
  /// The pool knows that the room looks for people, for the `number`-th time.
  void on_seek_taken(std::uint32_t number);

 private:
  void decide(room_item& item, const room& state, time_ms now, events& out) override;
  void answer(room_item& item) override;
  void refuse(room_item& item, error why) override;
  void add_own_events(const room& state, time_ms now, events& out) override;
  void on_happened(const events& happened, bool ours) override;
  void on_loaded() override;
  void on_forked() override;
  void on_failed(const error& why) override;
  void on_own_read(read_tag tag, store::read_result result) override;
  std::optional<store::card_change> card_for(const room& after) override;
  void on_card_written() override;
  void on_time_passed(time_ms now) override;
  bool is_needed() const override;
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
  void send_effects(bool ours);
  void count_pending(std::size_t now);
  void forget_effects(const events& happened);
  void retry_effects(const room& state, time_ms now, std::vector<std::uint64_t>& parked);
  bool send_again(const membership_effect& effect, time_ms now);
  void write_taken_effects(time_ms now);

  // room_refilling.cpp
  void answer_offer(const offer_seats& message);
  void seek(time_ms now);
  void write_seek_told(const room& state, events& out) const;

  room_id room_;
  room_neighbours& neighbours_;

  /// Outlets with at least one session that follows.
  std::vector<outlet*> followers_;
  std::map<read_tag, resumption> resumptions_;
  read_tag last_tag_ = 0;

  std::set<std::uint64_t> taken_effects_;
  time_ms write_effects_at_ = 0;
  struct attempts {
    unsigned count = 0;
    time_ms next_at = 0;
  };
  std::map<std::uint64_t, attempts> effect_tries_;
  std::uint64_t last_effect_sent_ = 0;
  std::size_t pending_counted_ = 0;  // in the metric

  std::uint32_t seek_taken_ = 0;
  std::uint32_t last_seek_sent_ = 0;
  time_ms seek_again_at_ = 0;

  std::optional<room_card> card_;       // as the directory has it
  std::optional<room_card> next_card_;  // as the round under way brings it
  time_ms card_at_ = 0;
};

}  // namespace moim
