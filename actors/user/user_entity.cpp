#include "actors/user/user_entity.hpp"

#include "domain/outbox/outbox.hpp"

#include <algorithm>

namespace moim {
namespace {

/// How long what a room says may wait in a person's queue; the room sends it again if that was not enough.
constexpr time_ms word_patience_ms = 30 * second_ms;

room_id room_of(const entity_id& from) { return {from.high, from.low}; }

struct command_of {
  user_command operator()(const call_user& call) const { return call.command; }
  user_command operator()(const call_host& call) const { return call.wanted; }
  user_command operator()(const delivered<membership_told>& told) const {
    return note_membership{room_of(told.from), told.number, told.what.what};
  }
  user_command operator()(const delivered<hosting_over>& told) const { return end_hosting{room_of(told.from)}; }
};

/// To whom a caller's answer goes; null for a room's word.
struct reply_of {
  const reply_address* operator()(const call_user& call) const { return &call.reply; }
  const reply_address* operator()(const call_host& call) const { return &call.then.reply; }
  template <class Word>
  const reply_address* operator()(const delivered<Word>&) const {
    return nullptr;
  }
};

}  // namespace

user_entity::user_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
                         const entity_limits& limits)
    : entity(id, port, metrics.entities, limits), user_{id.high, id.low}, neighbours_(around) {}

void user_entity::receive(call_user call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void user_entity::receive(delivered<membership_told> message) {
  add({std::move(message), port().machine_now() + word_patience_ms});
}

void user_entity::receive(call_host call) {
  auto deadline = call.then.deadline;
  add({std::move(call), deadline});
}

void user_entity::receive(delivered<hosting_over> message) {
  add({std::move(message), port().machine_now() + word_patience_ms});
}

void user_entity::receive(const person_came&) {
  watched_ = neighbours_.is_here(user_);
  load();
  tick_by(port().machine_now() + limits().confirm_every);
}

void user_entity::receive(const person_left&) { watched_ = neighbours_.is_here(user_); }

void user_entity::decide(user_item& item, const user& state, time_ms now, events& out) {
  auto decided = moim::decide(state, std::visit(command_of{}, item.call), {user_}, now);
  if (!decided) {
    item.decided = tl::unexpected{std::move(decided.error())};
    return;
  }
  out = std::move(decided->events);
  item.decided = std::move(decided->answer);
}

void user_entity::answer(user_item& item) {
  if (auto* told = std::get_if<delivered<membership_told>>(&item.call))
    return neighbours_.deliver(told->from,
                               delivery_answered{told->number, delivery_end::done, 0, id(), is_recent(*told)});
  if (auto* over = std::get_if<delivered<hosting_over>>(&item.call))
    return neighbours_.deliver(over->from, delivery_answered{over->number, delivery_end::done, 0, id()});
  if (std::holds_alternative<call_host>(item.call)) return answer_host(item);
  const auto& reply = std::get<call_user>(item.call).reply;
  if (!item.decided) return reply.to->answer(reply.session, reply.request, tl::unexpected{item.decided.error()});
  reply.to->answer(reply.session, reply.request, method_answer{std::get<user_rooms>(std::move(*item.decided))});
}

void user_entity::answer_host(user_item& item) {
  auto& then = std::get<call_host>(item.call).then;
  if (!item.decided) {
    // A request that comes again gets its first outcome, which the room knows, though it counts no more (P3).
    std::get<create_room_resolved>(then.command).why_not = item.decided.error();
    ask_hosted();
  }
  neighbours_.deliver(then.to(), std::move(then));
}

/// One of them may be over without a word of it here: its creation was lost on its way, or a failover took the word.
void user_entity::ask_hosted() {
  for (const auto& room : hosted_to_ask(state().hosted, port().now()))
    neighbours_.deliver(room.entity(), hosting_asked{user_});
}

/// Whether a failover may still take this word. A word told once more is older, or had been lost.
bool user_entity::is_recent(const delivered<membership_told>& told) const {
  if (!port().is_shared()) return false;
  const auto& rooms = state().rooms;
  auto known =
      std::find_if(rooms.begin(), rooms.end(), [&](const auto& each) { return each.room.entity() == told.from; });
  return known != rooms.end() && known->effect == told.number && port().now() - known->since < delivery_agrees_ms;
}

/// A refused word stays with its room, which tells it again.
void user_entity::refuse(user_item& item, error why) {
  metrics().refusals(why.code).add();
  if (auto* told = std::get_if<delivered<membership_told>>(&item.call))
    return neighbours_.deliver(told->from, answer_of_refusal(told->number, why));
  if (auto* over = std::get_if<delivered<hosting_over>>(&item.call))
    return neighbours_.deliver(over->from, answer_of_refusal(over->number, why));
  const auto& reply = *std::visit(reply_of{}, item.call);
  reply.to->answer(reply.session, reply.request, tl::unexpected{std::move(why)});
}

/// Where nobody else appends, whoever brings a word tells the sessions (`carried::pushes`).
void user_entity::on_happened(const events& happened, bool ours) {
  bool tells = ours || port().is_shared();
  for (const auto& event : happened) {
    auto* noted = std::get_if<membership_noted>(&event);
    if (noted && tells && is_newest(state(), *noted)) neighbours_.push(user_, user_changed{noted->room, noted->what});
  }
  ask_rooms(port().machine_now());
}

}  // namespace moim
