#include "actors/room/room_entity.hpp"

#include "store/storage_codec.hpp"

namespace moim {
namespace {

/// How often the directory hears of mere numbers; openings and ends it hears of at once (rule 18).
constexpr time_ms card_every_ms = 5 * second_ms;
/// How long a birth may wait in a room's queue; the pool sends it again if that was not enough.
constexpr time_ms birth_patience_ms = 30 * second_ms;

template <class Answer>
method_answer to_method_answer(Answer&& answer) {
  return std::visit([](auto&& each) -> method_answer { return std::forward<decltype(each)>(each); },
                    std::forward<Answer>(answer));
}

}  // namespace

bool room_item::changes() const {
  auto* called = std::get_if<call_room>(&call);
  if (called) return moim::changes(called->command);
  return !std::holds_alternative<follow_room>(call);
}

const reply_address* room_item::reply() const {
  if (auto* called = std::get_if<call_room>(&call)) return &called->reply;
  if (auto* follow = std::get_if<follow_room>(&call)) return &follow->reply;
  return nullptr;
}

room_entity::room_entity(room_id room, entity_port& port, room_neighbours& neighbours, entity_metrics& metrics,
                         const entity_limits& limits)
    : entity(room.entity(), port, metrics, limits), room_(room), neighbours_(neighbours) {}

room_entity::~room_entity() { count_pending(0); }

void room_entity::take(call_room call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void room_entity::take(follow_room call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void room_entity::take(bear_room message) {
  assume_new();
  add({std::move(message), port().machine_now() + birth_patience_ms});
}

void room_entity::take(offer_seats message) { add({std::move(message), port().machine_now() + birth_patience_ms}); }

void room_entity::take(const unfollow_room& message) { std::erase(followers_, message.from); }

void room_entity::decide(room_item& item, const room& state, time_ms now, events& out) {
  if (auto* birth = std::get_if<bear_room>(&item.call)) {
    out = decide_birth(state, room_, birth->born);
    return;
  }
  if (auto* offered = std::get_if<offer_seats>(&item.call)) {
    out = moim::decide_offer(state, offered->offer, now).events;
    return;
  }
  auto* call = std::get_if<call_room>(&item.call);
  if (!call) {
    // Not as it was decided before a replay.
    item.decided = {};
    if (!state.exists()) item.decided = fail(errc::room_not_found);
    return;
  }
  auto decided = moim::decide(state, call->command, call->who, now);
  if (!decided) {
    item.decided = tl::unexpected{std::move(decided.error())};
    return;
  }
  if (item.changes() && decided->events.empty()) metrics().duplicates().add();
  out = std::move(decided->events);
  item.decided = std::move(decided->answer);
}

void room_entity::answer(room_item& item) {
  if (auto* birth = std::get_if<bear_room>(&item.call)) return neighbours_.tell_pool({birth->from, birth->news, {}});
  if (auto* offered = std::get_if<offer_seats>(&item.call)) return answer_offer(*offered);
  if (!item.decided) return refuse(item, item.decided.error());
  if (auto* follow = std::get_if<follow_room>(&item.call)) return begin_following(*follow);
  const auto& reply = *item.reply();
  reply.to->answer(reply.session, reply.request, to_method_answer(std::move(*item.decided)));
}

/// A birth or an offer that is refused stays with its pool, which sends it again.
void room_entity::refuse(room_item& item, error why) {
  metrics().refusals(why.code).add();
  if (auto* reply = item.reply()) reply->to->answer(reply->session, reply->request, tl::unexpected{std::move(why)});
}

void room_entity::on_happened(const events& happened, bool ours) {
  publish(happened);
  forget_effects(happened);
  send_effects(ours);
  if (ours) seek(port().now());
}

void room_entity::on_loaded() {
  card_.reset();
  if (is_listable(state())) card_ = card_of(state());
  card_at_ = port().machine_now();
  if (card_) neighbours_.tell_directory(room_, card_);
  taken_effects_.clear();
  effect_tries_.clear();
  last_effect_sent_ = 0;
  send_effects(true);
  seek_taken_ = last_seek_sent_ = 0;
  seek(port().now());
}

std::optional<store::card_change> room_entity::card_for(const room& after) {
  std::optional<room_card> fresh;
  if (is_listable(after)) fresh = card_of(after);
  if (fresh == card_) return std::nullopt;
  bool only_numbers = fresh && card_;
  if (only_numbers && port().machine_now() - card_at_ < card_every_ms) {
    tick_by(card_at_ + card_every_ms);
    return std::nullopt;
  }
  next_card_ = fresh;
  return store::card_change{fresh ? std::optional{store::encode_stored(*fresh)} : std::nullopt};
}

void room_entity::on_card_written() {
  card_ = next_card_;
  card_at_ = port().machine_now();
  neighbours_.tell_directory(room_, card_);
}

void room_entity::on_time_passed(time_ms now) {
  write_taken_effects(now);
  if (is_ready() && is_listable(state()) && card_ != card_of(state()) && now - card_at_ >= card_every_ms) commit_soon();
}

bool room_entity::is_needed() const {
  return !followers_.empty() || !resumptions_.empty() || (is_loaded() && !state().get<memberships>().pending.empty());
}

}  // namespace moim
