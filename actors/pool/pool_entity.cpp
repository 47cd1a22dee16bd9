#include "actors/pool/pool_entity.hpp"

#include "domain/planted.hpp"

namespace moim {

std::string pool_entity_rules::slice(const matcher& state, std::uint32_t index) {
  return index == 0 ? store::encode_stored(base_of(state)) : store::encode_stored(part_of(state, index - 1));
}

pool_entity::pool_entity(pool_id pool, entity_port& port, pool_neighbours& neighbours, catalogue& metrics,
                         const entity_limits& limits)
    : entity(pool.entity(), port, metrics.entities, limits),
      pool_(pool),
      neighbours_(neighbours),
      counts_(metrics.pools) {}

void pool_entity::take(call_pool call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

/// The memory of searches; it is made for a pool's criteria, which never change.
matcher_workspace& pool_entity::workspace_for(const pool_kind& kind) {
  if (!workspace_ || workspace_kind_->criteria != kind.criteria) {
    workspace_kind_ = kind;
    workspace_.emplace(*workspace_kind_);
  }
  return *workspace_;
}

void pool_entity::decide_together(std::deque<pool_item>& batch, const matcher& state, time_ms now, events& out) {
  std::vector<matcher_request> requests;
  std::vector<pool_item*> asked;
  const pool_kind* kind = state.exists() ? &state.tickets.kind() : nullptr;
  for (auto& item : batch) {
    auto request = item.request();
    if (!request) continue;
    // The item keeps the rules alive.
    if (auto* submit = std::get_if<submit_resolved>(&request->command); submit && !kind)
      kind = &submit->rules->matching;
    requests.push_back(std::move(*request));
    asked.push_back(&item);
  }
  wake_by_.reset();
  decided_something_ = kind != nullptr;
  if (!kind) {
    for (auto* item : asked) item->decided = fail(errc::ticket_not_found);
    return;
  }
  if (state.exists()) sample_obstacle(state, now);
  auto decided = moim::decide(state, std::move(requests), now, budget_, workspace_for(*kind));
  for (std::size_t i = 0; i < asked.size(); ++i) asked[i]->decided = std::move(decided.outcomes[i]);
  std::move(decided.events.begin(), decided.events.end(), std::back_inserter(out));
  wake_by_ = decided.wake_by;
  news_after_ = state.news.size();
  offers_ = state.tickets.is_sought_by_any();
  for (const auto& event : out) {
    for_each_news(event, [this](const news_id&) { ++news_after_; });
    if (auto* asked = std::get_if<proposed>(&event)) offers_ |= asked->room.has_value();
    if (auto* told = std::get_if<news_told>(&event)) news_after_ -= told->news.size() + told->parked.size();
  }
  metrics().duplicates().add(decided.repeated);
  counts_.cuts().add(decided.work.cuts);
  counts_.overtakes().add(decided.work.overtakes);
  if (decided.work.searches > 0) counts_.steps_per_ticket().observe(decided.work.steps() / decided.work.searches);
}

/// The state is as it was before the round: what it says of timers is old where the round has seen to them.
std::optional<time_ms> pool_entity::wake_after_round(const matcher& after, time_ms at) {
  if (!decided_something_) return moim::next_wake(after, at);
  if (news_after_ == 0 || is_planted(planted_bug::news_not_due)) return wake_by_;
  auto news_at = at + (offers_ ? offer_retry_ms : news_retry_ms);
  return wake_by_ ? std::min(*wake_by_, news_at) : news_at;
}

void pool_entity::answer(pool_item& item) {
  auto* call = std::get_if<call_pool>(&item.call);
  if (!call) return answer_room(item);
  const auto& reply = call->reply;
  if (auto* query = std::get_if<ticket_query>(&call->command))
    return reply.to->answer(reply.session, reply.request, answer_of(*query, call->who.user));
  if (!item.decided) return refuse(item, item.decided.error());
  auto answer = std::visit([](const auto& each) -> method_answer { return each; }, *item.decided);
  reply.to->answer(reply.session, reply.request, std::move(answer));
}

result<method_answer> pool_entity::answer_of(const ticket_query& query, const user_id& by) {
  if (auto* read = std::get_if<read_ticket>(&query))
    return view_of(state(), read->ticket, by).map([](ticket_view seen) -> method_answer { return seen; });
  if (std::holds_alternative<list_tickets>(query)) return method_answer{tickets_of(state(), by)};
  const auto& ticket = std::get<explain_request>(query).ticket;
  auto waits = view_of(state(), ticket, by);
  if (!waits) return tl::unexpected{waits.error()};
  const auto& kind = state().tickets.kind();
  auto told = explain(state().tickets, ticket, port().now(), workspace_for(kind));
  if (!told) return fail(errc::ticket_over);
  return method_answer{view_of(*told, kind)};
}

void pool_entity::refuse(pool_item& item, error why) {
  metrics().refusals(why.code).add();
  auto* call = std::get_if<call_pool>(&item.call);
  // A room says it again.
  if (!call) return;
  const auto& reply = call->reply;
  reply.to->answer(reply.session, reply.request, tl::unexpected{std::move(why)});
}

void pool_entity::on_happened(const events& happened, bool ours) {
  count(happened);
  for (const auto& event : happened) {
    auto* told = std::get_if<presence_changed>(&event);
    if (told && seen_ && told->tickets == seen_->tickets) seen_.reset();
    forget_offer(event);
  }
  look_for_people(port().machine_now());
  if (!ours) return;
  for (const auto& event : happened)
    for_each_news(event, [this](const news_id& id) {
      auto made = state().news.find(id);
      if (made != state().news.end()) tell(made->second);
    });
}

void pool_entity::on_loaded() {
  telling_.clear();
  told_.clear();
  seen_.reset();
  for (const auto& [id, news] : state().news) tell(news);
  count_size();
  tick_by(port().machine_now() + limits().sweep_every);
}

bool pool_entity::is_needed() const {
  return attended_ || (is_loaded() && (state().tickets.table().size() > 0 || !state().news.empty()));
}

}  // namespace moim
