#pragma once

#include "actors/entity/followed_entity.hpp"
#include "actors/entity/outgoing.hpp"
#include "actors/entity/saved_whole.hpp"
#include "actors/neighbours.hpp"
#include "actors/room/room_feed.hpp"
#include "metrics/catalogue.hpp"

namespace moim {

/// A call, what is meant for its chat, or what the pool says, on its way through a room's batch.
struct room_item {
  std::variant<call_room, follow_room, call_chat, follow_chat, delivered<birth>, delivered<backfill_proposal>,
               membership_asked, hosting_asked, delivery_unknown>
      call;
  time_ms deadline = 0;
  result<room_answer> decided{};

  bool changes() const;
  /// What clients send has a queue of its own.
  bool is_delivery() const { return reply() == nullptr; }
  bool is_refused() const { return !decided; }
  /// Null if nobody waits for an answer.
  const reply_address* reply() const;
};

struct room_rules : saved_whole<room> {
  using event = room_event;
  using item = room_item;
  using feed = room_feed;
  using forgets_log = room_forgotten;
  /// Many come to one room at once: one commit for all of them.
  static constexpr bool gathers = true;
  static constexpr bool is_ridden_into = false;
  static constexpr bool in_place = false;
  static void apply(room& state, const room_event& event, const commit_stamp& stamp) {
    moim::apply(state, event, stamp);
  }
  static std::optional<due_event> next_due(const room& state) { return moim::next_due(state); }
  static void settle(room& draft, std::vector<room_event>& events, const commit_stamp& stamp, std::size_t before,
                     const room_debts_filter& filter) {
    moim::settle(draft, events, stamp, before, filter);
  }
  static std::optional<time_ms> next_wake(const room& state, time_ms now) { return moim::next_wake(state, now); }
};

/// A room in memory: the mechanism over a room's rules, and what a room does once something has happened: answers,
/// what its followers see, what it owes others, its card.
class room_entity final : public followed_entity<room_rules> {
 public:
  room_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
              const entity_limits& limits);

  void receive(call_room call);
  void receive(follow_room call);
  void receive(const unfollow_room& message);
  void receive(call_chat call);
  void receive(follow_chat call);
  void receive(const unfollow_chat& message);
  void receive(delivered<birth> message);
  void receive(delivered<backfill_proposal> message);
  void receive(const membership_asked& message);
  void receive(const hosting_asked& message);
  void receive(const delivery_unknown& message);
  /// What became of something that the room owed.
  void receive(const delivery_answered& message);
  /// A room that is woken may have been about to tell the directory its numbers when a process died.
  void on_wake();

 private:
  void decide(room_item& item, const room& state, time_ms now, events& out) override;
  void answer(room_item& item) override;
  void refuse(room_item& item, error why) override;
  void add_own_events(const room& state, time_ms now, events& out) override;
  void on_happened(const events& happened, bool ours) override;
  void on_loaded() override;
  std::optional<store::card_change> card_for(const room& after) override;
  void on_card_written() override;
  void on_time_passed(time_ms now) override;
  void on_forked() override;
  void on_failed(const error& why) override;
  bool is_needed() const override;
  bool is_followed() const override { return followed_entity::is_followed() || !chat_followers_.empty(); }
  std::optional<time_ms> wake_after_round(const room& after, time_ms at) override;
  void receive_again(follow_room asked) override { receive(std::move(asked)); }

  // room_chat.cpp
  static bool is_talk(const room_item& item) {
    return std::holds_alternative<call_chat>(item.call) || std::holds_alternative<follow_chat>(item.call);
  }
  void decide_talk(room_item& item, const room& state) const;
  void answer_talk(room_item& item);
  void look_who_may_read(const events& happened);
  void shut_out(exclusion whom);

  result<room_answer> page_of_members(const call_room& asked) const;
  /// It has begun, and is neither locked in nor over.
  bool takes_people() const;
  void look_again();
  void ask_pool();
  void decide_birth(const delivered<birth>& born, const room& state, time_ms now, events& out) const;
  void decide_backfill(const delivered<backfill_proposal>& asked, const room& state, time_ms now, events& out) const;
  void answer_birth(const delivered<birth>& born);
  void answer_backfill(const delivered<backfill_proposal>& asked);

  room_id room_;
  neighbours& neighbours_;

  outgoing<room_payload> owed_;
  /// Outlets with at least one session that follows the room's chat: they hear who may not any more.
  std::vector<outlet*> chat_followers_;
  /// Who hosts the room, as of the last commit that `look_who_may_read` has seen.
  user_id known_host_;
  /// When the pool is asked next whether its words still stand.
  std::optional<time_ms> ask_at_;

  std::optional<card_stamp> card_;  // as the directory has it
  /// As the round under way brings it.
  std::optional<card_stamp> next_stamp_;
  std::optional<directory_card> next_card_;
  time_ms card_at_ = 0;
  /// What the store has may be older than `card_`.
  bool stored_card_unsure_ = false;
  /// This process has written it since the room was loaded.
  bool card_written_ = false;
};

}  // namespace moim
