#pragma once

#include "actors/entity/entity.hpp"
#include "actors/entity/outgoing.hpp"
#include "actors/neighbours.hpp"
#include "actors/pool/pool_loading.hpp"
#include "domain/matching/matcher/person_quota.hpp"
#include "metrics/catalogue.hpp"

namespace moim {

/// A room's answer to a proposal: it has taken them, or cannot.
struct backfill_outcome {
  /// The delivery's number.
  std::uint64_t number = 0;
  answer_backfill answer;
  /// As in the room's answer.
  bool is_recent = false;
};

/// A match's room could not be born: something else has its id.
struct birth_refused {
  /// The delivery's number.
  std::uint64_t number = 0;
  /// Where it was refused, and the match's next id.
  entity_id at;
  room_id instead;
};

/// A call, or what a room says, on its way through a pool's batch.
struct pool_item {
  std::variant<call_pool, delivered<start_backfill>, backfill_outcome, birth_refused, delivery_asked> call;
  time_ms deadline = 0;
  result<ticket_outcome> decided{};

  /// What the matcher has to decide; nothing for a query.
  std::optional<matcher_request> request() const;
  bool changes() const;
  /// Rooms' answers too.
  bool is_delivery() const { return !std::holds_alternative<call_pool>(call); }
};

struct pool_entity_rules {
  using state = matcher;
  using event = matcher_event;
  using item = pool_item;
  /// Many tickets come at once: one commit for all of them.
  static constexpr bool gathers = true;
  static constexpr bool is_ridden_into = false;
  static constexpr bool in_place = true;
  static constexpr std::uint32_t slices = matcher_slices;
  static void apply(matcher& state, const matcher_event& event, const commit_stamp& stamp) {
    moim::apply(state, event, stamp);
  }
  static std::optional<time_ms> next_wake(const matcher& state, time_ms now) { return moim::next_wake(state, now); }
  static std::string slice(const matcher& state, std::uint32_t index);
  using loading = pool_loading;
};

/// A pool in memory: the mechanism over the matcher's rules, and what a pool does once something has happened: answers,
/// and what its matches make it owe rooms and people.
class pool_entity final : public entity<pool_entity_rules> {
 public:
  pool_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
              const entity_limits& limits);
  ~pool_entity() override;

  void receive(call_pool call);
  void receive(delivered<start_backfill> message);
  void receive(const delivery_asked& message);
  /// What became of something that the pool owed.
  void receive(const delivery_answered& message);
  /// From now on it stays in memory, and looks whose people are here.
  void receive(const attend_pool&);

 private:
  void decide(pool_item&, const matcher&, time_ms, events&) override {}
  bool decide_together(std::deque<pool_item>& batch, const matcher& state, time_ms now, events& out) override;
  std::optional<time_ms> wake_after_round(const matcher& after, time_ms at) override;
  void answer(pool_item& item) override;
  void refuse(pool_item& item, error why) override;
  void add_own_events(const matcher& state, time_ms now, events& out) override;
  void on_happened(const events& happened, bool ours) override;
  void on_loaded() override;
  /// Drops the workspace: a search may have left it half done.
  void on_failed(const error&) override { workspace_.reset(); }
  void on_time_passed(time_ms now) override;
  bool is_needed() const override;
  bool is_followed() const override { return attended_; }
  void look_again();
  result<method_answer> answer_of(const ticket_query& query, const user_id& by);
  matcher_workspace& workspace_for(const pool_kind& kind);

  // pool_explanations.cpp
  result<method_answer> explanation_for(const ticket_id& ticket, const user_id& by);

  // pool_backfills.cpp
  /// Whether the answer to what is owed needs a decision, which is under way then.
  bool decide_on(const delivery_answered& message, const delivery<pool_payload>& of);
  void answer_room(const pool_item& item);
  /// Tells a room that the log does not owe it what it asks about.
  void answer_doubt(const delivery_asked& asked);

  // pool_parties.cpp
  /// Why a request may not invite people now: `rate_limited`.
  std::optional<error> why_no_invitation(const call_pool& call);
  /// Tells people here that they are asked, or not any more. Whoever is elsewhere finds it in the pool.
  void push_parties(const events& happened);

  // pool_presence.cpp
  void look_for_people(time_ms now);

  // pool_counts.cpp
  /// What metrics call it from now on: by its kind and region, once it has any.
  void take_name(const std::string& kind, const std::string& region);
  void count(const events& happened);
  void count_size();
  void sample_obstacle(const matcher& state, time_ms now);

  pool_id pool_;
  neighbours& neighbours_;
  pool_metrics& counts_;
  std::optional<pool_kind> workspace_kind_;
  std::optional<matcher_workspace> workspace_;
  search_budget budget_;
  person_quota explanations_;
  person_quota invitations_;
  /// What the round under way came to.
  std::optional<time_ms> wake_by_;
  bool decided_something_ = false;
  bool owes_after_ = false;
  /// When something that was taken is sent once more, after the round under way.
  std::optional<time_ms> told_again_at_;

  outgoing<pool_payload> owed_;
  bool attended_ = false;
  std::size_t next_part_ = 0;
  time_ms look_for_people_at_ = 0;
  /// What the next commit has to tell of who is here.
  std::optional<presence_changed> seen_;
  bool is_named_ = false;
  pool_label label_;
  std::size_t size_counted_ = 0;
  time_ms next_sample_at_ = 0;
};

}  // namespace moim
