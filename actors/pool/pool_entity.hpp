#pragma once

#include "actors/entity/entity.hpp"
#include "actors/messages.hpp"
#include "actors/news.hpp"
#include "actors/pool/pool_loading.hpp"
#include "metrics/catalogue.hpp"

#include <map>
#include <set>

namespace moim {

/// A call, or what a room says, on its way through a pool's batch.
struct pool_item {
  std::variant<call_pool, seek_for_room, seats_answered> call;
  time_ms deadline = 0;
  result<ticket_outcome> decided{};

  /// What the matcher has to decide; nothing for a query.
  std::optional<matcher_request> request() const;
  bool changes() const;
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
  using loading = pool_loading;
};

/// Whom a pool talks to beside its callers.
class pool_neighbours {
 public:
  virtual ~pool_neighbours() = default;
  /// Both come back as `on_taken`, or never.
  virtual void bear(bear_room message) = 0;
  virtual void tell_inbox(take_note message) = 0;
  /// Comes back as `seats_answered`, or never.
  virtual void offer(offer_seats message) = 0;
  virtual void tell_room(const seek_taken& message) = 0;
  /// Whether the person has a session on this node.
  virtual bool is_here(const user_id& user) const = 0;
};

/// A pool in memory: the mechanism over the matcher's rules, and what a pool does once something has happened: answers,
/// and the news that its matches make for rooms and people.
class pool_entity final : public entity<pool_entity_rules> {
 public:
  pool_entity(pool_id pool, entity_port& port, pool_neighbours& neighbours, catalogue& metrics,
              const entity_limits& limits);
  ~pool_entity() override;

  void take(call_pool call);
  void take(seek_for_room message);
  void take(const seats_answered& message);
  /// A room is born, or a person's inbox has the news.
  void on_taken(const news_taken& message);
  /// From now on it stays in memory, and looks whose people are here.
  void attend();

 private:
  void decide(pool_item&, const matcher&, time_ms, events&) override {}
  void decide_together(std::deque<pool_item>& batch, const matcher& state, time_ms now, events& out) override;
  std::optional<time_ms> wake_after_round(const matcher& after, time_ms at) override;
  void answer(pool_item& item) override;
  void refuse(pool_item& item, error why) override;
  void add_own_events(const matcher& state, time_ms now, events& out) override;
  void on_happened(const events& happened, bool ours) override;
  void on_loaded() override;
  /// What a search was in the middle of.
  void on_failed(const error&) override { workspace_.reset(); }
  void on_time_passed(time_ms now) override;
  bool is_needed() const override;
  bool is_followed() const override { return attended_; }
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

  // pool_offers.cpp
  void answer_room(const pool_item& item);
  void forget_offer(const matcher_event& event);

  // pool_presence.cpp
  void look_for_people(time_ms now);

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
  bool offers_ = false;

  std::map<news_id, telling> telling_;
  std::set<news_id> told_;
  time_ms write_told_at_ = 0;
  time_ms look_again_at_ = 0;
  bool attended_ = false;
  std::size_t next_part_ = 0;
  time_ms look_for_people_at_ = 0;
  /// What the next commit has to tell of who is here.
  std::optional<presence_changed> seen_;
  std::size_t size_counted_ = 0;
  time_ms next_sample_at_ = 0;
  std::size_t news_counted_ = 0;
};

}  // namespace moim
