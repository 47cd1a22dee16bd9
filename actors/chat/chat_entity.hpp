#pragma once

#include "actors/chat/chat_feed.hpp"
#include "actors/entity/followed_entity.hpp"
#include "actors/entity/saved_whole.hpp"
#include "actors/neighbours.hpp"
#include "domain/chat/chat_signals.hpp"
#include "metrics/catalogue.hpp"

namespace moim {

/// What the room has let through, or what becomes of the room, on its way through the chat's batch.
struct chat_item {
  std::variant<talk_passed, follow_chat, delivered<chat_over>> call;
  time_ms deadline = 0;
  result<chat_answer> decided{done{}};

  bool changes() const;
  bool is_delivery() const { return holds_delivery(call); }
  bool is_refused() const { return !decided; }
  /// Null if nobody waits for an answer.
  const reply_address* reply() const;
};

struct chat_rules : saved_whole<chat> {
  using event = chat_event;
  using item = chat_item;
  using feed = chat_feed;
  using forgets_log = chat_forgotten;
  /// Many speak at once: one commit, and one push, for all of them.
  static constexpr bool gathers = true;
  static constexpr bool is_ridden_into = false;
  static constexpr bool in_place = false;
  static void apply(chat& state, const chat_event& event, const commit_stamp& stamp) {
    moim::apply(state, event, stamp);
  }
  static std::optional<due<chat_event>> next_due(const chat& state) { return moim::next_due(state); }
  static std::optional<time_ms> next_wake(const chat& state, time_ms) {
    auto next = moim::next_due(state);
    return next ? std::optional{next->at} : std::nullopt;
  }
};

/// A chat in memory: the mechanism over its rules. It asks nobody who may speak; the room does that before. What waits
/// in its queue, and what is on its way to it from the room, counts among the unanswered requests of the sessions'
/// hubs.
class chat_entity final : public followed_entity<chat_rules> {
 public:
  chat_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
              const entity_limits& limits);
  ~chat_entity() override;

  void receive(talk_passed call);
  void receive(follow_chat call);
  void receive(delivered<chat_over> message);
  void receive(const unfollow_chat& message) { stop_following(message.from); }

 private:
  void decide(chat_item& item, const chat& state, time_ms now, events& out) override;
  void answer(chat_item& item) override;
  void refuse(chat_item& item, error why) override;
  void on_happened(const events& happened, bool ours) override;
  void on_loaded() override { count_text(); }
  void on_time_passed(time_ms now) override;
  bool is_needed() const override { return followed_entity::is_needed() || signals_.next_at(); }
  void receive_again(follow_chat asked) override { receive(std::move(asked)); }

  /// Whether the call only tells the followers something; then it is answered.
  bool signal(const talk_passed& passed);
  void signal(followed_push told);
  /// Brings the metric of what the chats in memory keep up to date.
  void count_text();

  room_id room_;
  neighbours& neighbours_;
  chat_metrics& kept_;
  std::size_t counted_bytes_ = 0;
  chat_signals signals_;
};

}  // namespace moim
