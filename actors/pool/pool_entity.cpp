#include "actors/pool/pool_entity.hpp"

#include "domain/planted.hpp"

#include <algorithm>
#include <set>

namespace moim {
namespace {

/// How many of the deliveries that are done were open; the others were taken before and sent once more.
std::size_t number_of_open(const matcher& state, const std::vector<std::uint64_t>& done) {
  if (state.outbox.taken.empty()) return done.size();
  return static_cast<std::size_t>(std::count_if(
      done.begin(), done.end(), [&](std::uint64_t number) { return state.outbox.open.contains(number); }));
}

/// Whether the pool still owes something after these events.
bool owes_after(const matcher& state, const std::vector<matcher_event>& events) {
  std::size_t done = 0;
  for (const auto& event : events) {
    auto* owed = std::get_if<deliveries_owed<pool_payload>>(&event);
    if (owed && !owed->items.empty()) return true;
    if (auto* each = std::get_if<deliveries_done>(&event)) done += number_of_open(state, each->numbers);
    if (auto* each = std::get_if<deliveries_put_aside>(&event)) done += each->numbers.size();
  }
  return state.outbox.open.size() > done;
}

/// When something that was taken is sent once more, after these events; nothing: nothing is.
std::optional<time_ms> told_again_at(const matcher& state, const std::vector<matcher_event>& events) {
  std::optional<time_ms> next;
  std::set<std::uint64_t> settled;
  for (const auto& event : events) {
    auto* each = std::get_if<deliveries_done>(&event);
    if (each && each->again_at != 0) next = each->again_at;
    if (each && !state.outbox.taken.empty()) settled.insert(each->numbers.begin(), each->numbers.end());
  }
  for (const auto& [number, each] : state.outbox.taken)
    if (!settled.contains(number)) return std::min(each.again_at, next.value_or(each.again_at));
  return next;
}

}  // namespace

std::string pool_entity_rules::slice(const matcher& state, std::uint32_t index) {
  return index == 0 ? store::encode_stored(base_of(state)) : store::encode_stored(part_of(state, index - 1));
}

pool_entity::pool_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
                         const entity_limits& limits)
    : entity(id, port, metrics.entities, limits),
      pool_{id.high, id.low},
      neighbours_(around),
      counts_(metrics.pools),
      explanations_(limits.explanations_per_minute),
      invitations_(limits.invitations_per_minute),
      owed_(id, port, around, metrics.entities),
      label_(counts_.names.other()) {
  budget_.due_tickets = static_cast<std::uint32_t>(limits.max_due);
}

void pool_entity::receive(call_pool call) {
  auto deadline = call.deadline;
  auto why = why_no_invitation(call);
  pool_item asked{std::move(call), deadline};
  if (why) return refuse(asked, std::move(*why));
  add(std::move(asked));
}

/// The memory of searches; it is made for a pool's criteria, which never change.
matcher_workspace& pool_entity::workspace_for(const pool_kind& kind) {
  if (!workspace_ || workspace_kind_->criteria != kind.criteria) {
    workspace_kind_ = kind;
    workspace_.emplace(*workspace_kind_);
    workspace_->secret = neighbours_.secret();
  }
  return *workspace_;
}

bool pool_entity::decide_together(std::deque<pool_item>& batch, const matcher& state, time_ms now, events& out) {
  std::vector<matcher_request> requests;
  std::vector<pool_item*> asked;
  const pool_kind* kind = state.exists() ? &state.tickets.kind() : nullptr;
  for (auto& item : batch) {
    if (auto* refused = std::get_if<birth_refused>(&item.call)) {
      auto found = state.outbox.open.find(refused->number);
      bool still = found != state.outbox.open.end() && found->second.target == refused->at;
      if (still) out.push_back(birth_moved{refused->number, refused->instead});
      continue;
    }
    auto request = item.request();
    if (!request) continue;
    // The item keeps the rules alive.
    if (auto* submit = std::get_if<submit_resolved>(&request->command); submit && !kind) {
      kind = &submit->rules->matching;
      take_name(submit->rules->room.key, submit->rules->region);
    }
    requests.push_back(std::move(*request));
    asked.push_back(&item);
  }
  wake_by_.reset();
  decided_something_ = kind != nullptr;
  if (!kind) {
    for (auto* item : asked) item->decided = fail(errc::ticket_not_found);
    return true;
  }
  if (state.exists()) sample_obstacle(state, now);
  auto decided = moim::decide(state, std::move(requests), now, budget_, workspace_for(*kind));
  for (std::size_t i = 0; i < asked.size() && !decided.leaves_due; ++i)
    asked[i]->decided = std::move(decided.outcomes[i]);
  for (auto& event : decided.events)
    if (auto* owed = std::get_if<deliveries_owed<pool_payload>>(&event)) bring(*owed);
  std::move(decided.events.begin(), decided.events.end(), std::back_inserter(out));
  wake_by_ = decided.wake_by;
  owes_after_ = owes_after(state, out);
  told_again_at_ = told_again_at(state, out);
  if (!decided.leaves_due) metrics().duplicates().add(decided.repeated);
  counts_.cuts(label_).add(decided.work.cuts);
  counts_.overtakes().add(decided.work.overtakes);
  if (decided.work.searches > 0) counts_.steps_per_ticket().observe(decided.work.steps() / decided.work.searches);
  return !decided.leaves_due;
}

/// `after` is the state before the round: it still shows timers that the round has handled.
std::optional<time_ms> pool_entity::wake_after_round(const matcher& after, time_ms at) {
  if (!decided_something_) return moim::next_wake(after, at);
  if (is_planted(planted_bug::deliveries_not_due)) return wake_by_;
  auto next = wake_by_;
  auto wake_at = [&next](time_ms when) { next = next ? std::min(*next, when) : when; };
  const auto& open = after.outbox.open;
  if (owes_after_) wake_at(delivery_wake_at(open.empty() ? at : open.begin()->second.at, at));
  if (told_again_at_) wake_at(*told_again_at_ > at ? *told_again_at_ : at + delivery_wake_ms);
  return next;
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
  if (std::holds_alternative<list_parties>(query)) return method_answer{invitations_of(state(), by)};
  return explanation_for(std::get<explain_request>(query).ticket, by);
}

void pool_entity::refuse(pool_item& item, error why) {
  metrics().refusals(why.code).add();
  if (auto* answered = std::get_if<backfill_outcome>(&item.call))
    return owed_.receive(answer_of_refusal(answered->number, why)), look_again();
  if (std::holds_alternative<delivery_asked>(item.call)) return;
  if (auto* refused = std::get_if<birth_refused>(&item.call))
    return owed_.receive(answer_of_refusal(refused->number, why)), look_again();
  if (auto* wanted = std::get_if<delivered<start_backfill>>(&item.call))
    return neighbours_.deliver(wanted->from, answer_of_refusal(wanted->number, why));
  auto* call = std::get_if<call_pool>(&item.call);
  const auto& reply = call->reply;
  reply.to->answer(reply.session, reply.request, tl::unexpected{std::move(why)});
}

void pool_entity::add_own_events(const matcher& state, time_ms now, events& out) {
  owed_.write(state.outbox, now, out);
  if (seen_) out.push_back(*seen_);
}

void pool_entity::on_happened(const events& happened, bool ours) {
  count(happened);
  push_parties(happened);
  for (const auto& event : happened) {
    auto* told = std::get_if<presence_changed>(&event);
    if (told && seen_ && told->tickets == seen_->tickets) seen_.reset();
    if (auto* moved = std::get_if<birth_moved>(&event)) owed_.redirect(moved->delivery, state().outbox);
  }
  look_for_people(port().machine_now());
  owed_.read(happened, state().outbox, ours, confirmed_at());
  look_again();
}

void pool_entity::on_loaded() {
  seen_.reset();
  owed_.start_over(state().outbox, confirmed_at());
  take_name(state().room.key, state().region);
  count_size();
  tick_by(port().machine_now() + limits().sweep_every);
  look_again();
}

void pool_entity::on_time_passed(time_ms now) {
  look_for_people(now);
  if (!is_loaded()) return;
  owed_.send(state().outbox, confirmed_at());
  if (owed_.has_to_write() || owed_.has_to_confirm()) commit_soon();
  look_again();
}

void pool_entity::look_again() {
  if (auto next = owed_.next_at()) tick_by(*next);
}

bool pool_entity::is_needed() const {
  return attended_ ||
         (is_loaded() && (state().tickets.table().size() > 0 || !state().outbox.open.empty() || owed_.has_unwritten()));
}

}  // namespace moim
