#include "actors/room/room_entity.hpp"

#include "store/storage_codec.hpp"

#include <spdlog/spdlog.h>

namespace moim {
namespace {

/// How often the directory hears of mere numbers; openings and ends it hears of at once (rule 18).
constexpr time_ms card_every_ms = 5 * second_ms;
/// How long a delivery may wait in a room's queue; it comes again if that was not enough.
constexpr time_ms delivery_patience_ms = 30 * second_ms;

template <class Answer>
method_answer to_method_answer(Answer&& answer) {
  return std::visit([](auto&& each) -> method_answer { return std::forward<decltype(each)>(each); },
                    std::forward<Answer>(answer));
}

}  // namespace

bool room_item::changes() const {
  auto* called = std::get_if<call_room>(&call);
  if (called) return moim::changes(called->command);
  return is_delivery() && !std::holds_alternative<membership_asked>(call) &&
         !std::holds_alternative<hosting_asked>(call);
}

const reply_address* room_item::reply() const {
  if (auto* called = std::get_if<call_room>(&call)) return &called->reply;
  if (auto* follow = std::get_if<follow_room>(&call)) return &follow->reply;
  if (auto* talk = std::get_if<call_chat>(&call)) return &talk->reply;
  if (auto* follow = std::get_if<follow_chat>(&call)) return &follow->reply;
  return nullptr;
}

room_entity::room_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
                         const entity_limits& limits)
    : followed_entity(id, port, metrics.entities, limits),
      room_{id.high, id.low},
      neighbours_(around),
      owed_(id, port, around, metrics.entities) {}

void room_entity::receive(call_room call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void room_entity::receive(follow_room call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void room_entity::receive(delivered<birth> message) {
  assume_new();
  add({std::move(message), port().machine_now() + delivery_patience_ms});
}

void room_entity::receive(delivered<backfill_proposal> message) {
  add({std::move(message), port().machine_now() + delivery_patience_ms});
}

void room_entity::receive(const membership_asked& message) {
  add({message, port().machine_now() + delivery_patience_ms});
}

void room_entity::receive(const hosting_asked& message) { add({message, port().machine_now() + delivery_patience_ms}); }

void room_entity::receive(const delivery_unknown& message) {
  add({message, port().machine_now() + delivery_patience_ms});
}

void room_entity::receive(const delivery_answered& message) {
  if (!is_loaded()) return;
  owed_.receive(message);
  owed_.send(state().outbox, confirmed_at());
  look_again();
}

void room_entity::receive(const unfollow_room& message) { stop_following(message.from); }

void room_entity::decide(room_item& item, const room& state, time_ms now, events& out) {
  if (auto* born = std::get_if<delivered<birth>>(&item.call)) return decide_birth(*born, state, now, out);
  if (auto* unknown = std::get_if<delivery_unknown>(&item.call)) {
    out = decide_denied(state, unknown->delivery).events;
    return;
  }
  if (auto* asked = std::get_if<delivered<backfill_proposal>>(&item.call))
    return decide_backfill(*asked, state, now, out);
  if (std::holds_alternative<membership_asked>(item.call) || std::holds_alternative<hosting_asked>(item.call)) return;
  if (is_talk(item)) return decide_talk(item, state);
  auto* call = std::get_if<call_room>(&item.call);
  if (!call) {
    // Not as it was decided before a replay.
    item.decided = {};
    if (auto why = why_silent(state)) item.decided = tl::unexpected{std::move(*why)};
    return;
  }
  auto decided = moim::decide(state, call->command, call->who, now);
  if (!decided) {
    out = left_by_refusal(state, call->command, call->who, decided.error(), now);
    item.decided = tl::unexpected{std::move(decided.error())};
    return;
  }
  if (item.changes() && decided->events.empty()) metrics().duplicates().add();
  out = std::move(decided->events);
  item.decided = std::move(decided->answer);
}

/// Nobody loses a match where nobody else appends: there the room does not remember by whose word it was born.
void room_entity::decide_birth(const delivered<birth>& born, const room& state, time_ms now, events& out) const {
  auto by = port().is_shared() ? std::optional{birth_origin{born.from, born.number}} : std::nullopt;
  out = moim::decide_birth(state, room_, born.what, by);
  if (out.empty() && is_birth_confirmed_by(state, born.what.match, now)) out.push_back(birth_confirmed{});
}

/// Nor by whose word somebody sits there.
void room_entity::decide_backfill(const delivered<backfill_proposal>& asked, const room& state, time_ms now,
                                  events& out) const {
  out = moim::decide_backfill(state, asked.what, port().is_shared() ? asked.number : 0, now).events;
  if (out.empty() && is_proposal_confirmed_by(state, asked.number, now))
    out.push_back(proposal_confirmed{asked.number});
}

void room_entity::answer(room_item& item) {
  if (auto* born = std::get_if<delivered<birth>>(&item.call)) return answer_birth(*born);
  if (std::holds_alternative<delivery_unknown>(item.call)) return;
  if (auto* asked = std::get_if<delivered<backfill_proposal>>(&item.call)) return answer_backfill(*asked);
  if (auto* asked = std::get_if<membership_asked>(&item.call))
    return neighbours_.deliver(asked->user.entity(),
                               membership_confirmed{room_, asked->number, membership_of(state(), asked->user)});
  if (auto* asked = std::get_if<hosting_asked>(&item.call)) {
    if (!takes_people()) neighbours_.deliver(asked->creator.entity(), delivered<hosting_over>{id(), 0, {}});
    return;
  }
  if (is_talk(item)) return answer_talk(item);
  auto* call = std::get_if<call_room>(&item.call);
  if (call && item.decided && std::holds_alternative<list_members>(call->command))
    item.decided = page_of_members(*call);
  if (!item.decided) return refuse(item, item.decided.error());
  if (auto* follow = std::get_if<follow_room>(&item.call)) return begin_following(*follow);
  // Its creator's log has counted it once more.
  if (call && std::holds_alternative<create_room_resolved>(call->command) && !takes_people())
    neighbours_.deliver(call->who.user.entity(), delivered<hosting_over>{id(), 0, {}});
  const auto& reply = *item.reply();
  reply.to->answer(reply.session, reply.request, to_method_answer(std::move(*item.decided)));
}

/// A page shows the room at the version that it states: not in the midst of the batch in which it was asked for.
result<room_answer> room_entity::page_of_members(const call_room& asked) const {
  return moim::decide(state(), asked.command, asked.who, time_to_decide())
      .map([&](room_decision decided) -> room_answer {
        auto page = std::get<member_page>(std::move(decided.answer));
        page.version = current().version;
        return page;
      });
}

bool room_entity::takes_people() const {
  return state().exists() && state().get<lifecycle>().phase == room_phase::open;
}

/// The room must have been born of that match. Anything else with its id is not for the match's people.
void room_entity::answer_birth(const delivered<birth>& born) {
  bool is_its = state().match == born.what.match || is_planted(planted_bug::born_into_anything);
  if (!is_its)
    spdlog::error("{} was to be born of {}, and exists already without it.", moim::to_text(room_),
                  moim::to_text(born.what.match));
  auto end = is_its ? delivery_end::done : delivery_end::refused;
  neighbours_.deliver(born.from,
                      delivery_answered{born.number, end, 0, id(), may_lose_birth(state(), time_to_decide())});
}

void room_entity::answer_backfill(const delivered<backfill_proposal>& asked) {
  const auto* wants = state().find<backfill>();
  auto answered = wants ? answer_of(*wants, asked.what.proposal) : std::nullopt;
  auto end = answered.value_or(false) ? delivery_end::done : delivery_end::refused;
  neighbours_.deliver(asked.from, delivery_answered{asked.number, end, 0, id(),
                                                    may_lose_proposal(state(), asked.number, time_to_decide())});
}

/// A refused delivery stays with the pool, which sends it again.
void room_entity::refuse(room_item& item, error why) {
  metrics().refusals(why.code).add();
  if (auto* born = std::get_if<delivered<birth>>(&item.call))
    return neighbours_.deliver(born->from, answer_of_refusal(born->number, why));
  if (auto* asked = std::get_if<delivered<backfill_proposal>>(&item.call))
    return neighbours_.deliver(asked->from, answer_of_refusal(asked->number, why));
  if (auto* reply = item.reply()) reply->to->answer(reply->session, reply->request, tl::unexpected{std::move(why)});
}

void room_entity::on_happened(const events& happened, bool ours) {
  publish(happened);
  look_who_may_read(happened);
  // Its birth has brought the store its card.
  bool is_born = !ours && !happened.empty() && std::holds_alternative<room_created>(happened.front());
  if (is_born) card_ = stamp_of(state());
  owed_.read(happened, state().outbox, ours, confirmed_at());
  ask_pool();
  look_again();
}

void room_entity::on_loaded() {
  card_ = stamp_of(state());
  card_at_ = port().machine_now();
  card_written_ = false;
  if (card_) neighbours_.tell_directory(room_, card_of(state()));
  owed_.start_over(state().outbox, confirmed_at());
  known_host_ = state().get<hosting>().host;
  ask_at_.reset();
  ask_pool();
  look_again();
}

/// Asks now if it is time, and plans the next time.
void room_entity::ask_pool() {
  auto now = port().now();
  auto next = next_asking(state(), now);
  if (!next) return ask_at_.reset();
  if (!ask_at_ || port().machine_now() >= *ask_at_) {
    const auto& pool = state().find<origin>()->born_of.pool;
    for (auto delivery : words_to_ask_about(state(), now)) neighbours_.deliver(pool, delivery_asked{room_, delivery});
    ask_at_ = port().machine_now() + (*next - now);
  }
  tick_by(*ask_at_);
}

/// A room from before outboxes existed moves what it owed into its outbox.
void room_entity::add_own_events(const room& state, time_ms now, events& out) {
  if (state.exists() && !state.outbox.begun_at) out.push_back(outbox_begun{});
  owed_.write(state.outbox, now, out);
}

void room_entity::look_again() {
  if (auto next = owed_.next_at()) tick_by(*next);
}

void room_entity::on_wake() {
  if (!is_loaded() || !card_written_) stored_card_unsure_ = true;
  entity::on_wake();
}

std::optional<store::card_change> room_entity::card_for(const room& after) {
  auto fresh = stamp_of(after);
  if (fresh == card_ && !(fresh && stored_card_unsure_)) return std::nullopt;
  bool only_numbers = fresh && card_ && !stored_card_unsure_ && fresh->is_but_for_taken(*card_);
  if (only_numbers && port().machine_now() - card_at_ < card_every_ms) {
    tick_by(card_at_ + card_every_ms);
    return std::nullopt;
  }
  next_stamp_ = fresh;
  next_card_.reset();
  if (fresh) next_card_ = card_of(after);
  return store::card_change{fresh ? std::optional{store::encode_stored(*next_card_)} : std::nullopt};
}

/// Should the process die before the directory has the numbers, the next one is woken to tell them.
std::optional<time_ms> room_entity::wake_after_round(const room& after, time_ms at) {
  auto next = room_rules::next_wake(after, at);
  auto waits_ms = card_at_ + card_every_ms - port().machine_now();
  auto fresh = stamp_of(after);
  bool behind = fresh && card_ && *card_ != *fresh && waits_ms > 0;
  if (!behind) return next;
  auto look = at + waits_ms;
  return next ? std::min(*next, look) : look;
}

void room_entity::on_card_written() {
  card_ = next_stamp_;
  card_at_ = port().machine_now();
  stored_card_unsure_ = false;
  card_written_ = true;
  neighbours_.tell_directory(room_, std::exchange(next_card_, std::nullopt));
}

void room_entity::on_time_passed(time_ms now) {
  if (is_loaded()) {
    owed_.send(state().outbox, confirmed_at());
    if (owed_.has_to_write() || owed_.has_to_confirm()) commit_soon();
    ask_pool();
    look_again();
  }
  if (!is_ready() || now - card_at_ < card_every_ms) return;
  if (auto fresh = stamp_of(state()); fresh && card_ != fresh) commit_soon();
}

bool room_entity::is_needed() const {
  return followed_entity::is_needed() || !chat_followers_.empty() ||
         (is_loaded() && (!state().outbox.open.empty() || owed_.has_unwritten()));
}

}  // namespace moim
