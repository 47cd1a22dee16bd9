#pragma once

#include "actors/entity/entity.hpp"
#include "actors/messages.hpp"
#include "actors/news.hpp"
#include "metrics/catalogue.hpp"

#include <map>
#include <set>

namespace moim {

/// A call on its way through a pool's batch.
struct pool_item {
  call_pool call;
  time_ms deadline = 0;
  result<ticket_outcome> decided{};

  bool changes() const { return std::holds_alternative<matcher_command>(call.command); }
};

struct pool_entity_rules {
  using state = matcher;
  using event = matcher_event;
  using item = pool_item;
  /// Many tickets come at once: one commit for all of them.
  static constexpr bool gathers = true;
  static constexpr bool in_place = true;
  static constexpr std::uint32_t slices = matcher_slices;
  static void apply(matcher& state, const matcher_event& event, const commit_stamp& stamp) {
    moim::apply(state, event, stamp);
  }
  static std::optional<time_ms> next_wake(const matcher& state, time_ms now) { return moim::next_wake(state, now); }
  static std::string slice(const matcher& state, std::uint32_t index);
  static tl::expected<matcher, store::unreadable> restored(const std::vector<store::snapshot_slice>& slices);
};

/// Whom a pool talks to beside its callers.
class pool_neighbours {
 public:
  virtual ~pool_neighbours() = default;
  /// Both come back as `on_taken`, or never.
  virtual void bear(bear_room message) = 0;
  virtual void tell_inbox(take_note message) = 0;
};

/// A pool in memory: the mechanism over the matcher's rules, and what a pool does once something has happened: answers,
/// and the news that its matches make for rooms and people.
class pool_entity final : public entity<pool_entity_rules> {
 public:
  pool_entity(pool_id pool, entity_port& port, pool_neighbours& neighbours, catalogue& metrics,
              const entity_limits& limits);
  ~pool_entity() override;

  void take(call_pool call);
  /// A room is born, or a person's inbox has the news.
  void on_taken(const news_taken& message);

 private:
  void decide(pool_item&, const matcher&, time_ms, events&) override {}
  void decide_together(std::deque<pool_item>& batch, const matcher& state, time_ms now, events& out) override;
  std::optional<time_ms> wake_after_round(const matcher& after, time_ms at) override;
  void answer(pool_item& item) override;
  void refuse(pool_item& item, error why) override;
  void add_own_events(const matcher& state, time_ms now, events& out) override;
  void on_happened(const events& happened, bool ours) override;
  void on_loaded() override;
  void on_time_passed(time_ms now) override;
  bool is_needed() const override;
  bool is_followed() const override { return false; }
  result<method_answer> answer_of(const ticket_query& query, const user_id& by);
  matcher_workspace& workspace_for(const pool_kind& kind);

  // pool_news.cpp
  struct telling {
    bool born = false;
    /// Who has not answered yet.
    std::vector<user_id> left;
    unsigned tries = 0;
    time_ms again_at = 0;
  };
  void tell(const pool_news& news);
  void tell_people(const pool_news& news, telling& of);
  void tell_again(const matcher& state, time_ms now, news_told& out);

  // pool_counts.cpp
  void count(const events& happened);
  void count_size();
  void sample_obstacle(const matcher& state, time_ms now);

  pool_id pool_;
  pool_neighbours& neighbours_;
  pool_metrics& counts_;
  std::optional<pool_kind> workspace_kind_;
  std::optional<matcher_workspace> workspace_;
  search_budget budget_;
  /// What the round under way came to.
  std::optional<time_ms> wake_by_;
  bool decided_something_ = false;
  std::size_t news_after_ = 0;

  std::map<news_id, telling> telling_;
  std::set<news_id> told_;
  time_ms write_told_at_ = 0;
  time_ms look_again_at_ = 0;
  std::size_t size_counted_ = 0;
  time_ms next_sample_at_ = 0;
  std::size_t news_counted_ = 0;
};

}  // namespace moim
