#include "actors/user/user_entity.hpp"

#include "domain/outbox/outbox.hpp"

#include <algorithm>

namespace moim {
namespace {

/// How long what a room says may wait in a person's queue; the room sends it again if that was not enough.
constexpr time_ms word_patience_ms = 30 * second_ms;

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

void user_entity::receive(const open_session& message) {
  const auto& reply = message.reply;
  session opened{reply.to, reply.session};
  bool known = std::find(sessions_.begin(), sessions_.end(), opened) != sessions_.end();
  if (!known && sessions_.size() >= max_sessions)
    return reply.to->answer(reply.session, reply.request, fail(errc::too_many_sessions));
  // Another node may put notes into the inbox.
  if (!known && sessions_.empty() && port().is_shared()) neighbours_.deliver(inbox_of(user_), watch_inbox{user_, true});
  if (!known && sessions_.empty()) neighbours_.set_here(user_, true);
  if (!known) sessions_.push_back(opened);
  reply.to->answer(reply.session, reply.request, method_answer{done{}});
  // The entity hears of another node's commits by following its log, and for that it must be in memory.
  if (port().is_shared()) load();
  tick_by(port().machine_now() + (port().is_shared() ? limits().confirm_every : limits().rest_after));
}

void user_entity::receive(const close_session& message) {
  bool was_here = std::erase(sessions_, session{message.from, message.session}) > 0;
  if (!was_here || !sessions_.empty()) return;
  neighbours_.set_here(user_, false);
  if (port().is_shared()) neighbours_.deliver(inbox_of(user_), watch_inbox{user_, false});
}

void user_entity::receive(const push_to_sessions& message) {
  for (const auto& each : sessions_) each.at->notify(each.number, message.push);
}

void user_entity::decide(user_item& item, const user& state, time_ms now, events& out) {
  auto* told = std::get_if<delivered<membership_told>>(&item.call);
  auto command = told ? user_command{note_membership{{told->from.high, told->from.low}, told->number, told->what.what}}
                      : std::get<call_user>(item.call).command;
  auto decided = moim::decide(state, command, {user_}, now);
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
  const auto& reply = std::get<call_user>(item.call).reply;
  if (!item.decided) return reply.to->answer(reply.session, reply.request, tl::unexpected{item.decided.error()});
  reply.to->answer(reply.session, reply.request, method_answer{std::get<user_rooms>(std::move(*item.decided))});
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
  const auto& reply = std::get<call_user>(item.call).reply;
  reply.to->answer(reply.session, reply.request, tl::unexpected{std::move(why)});
}

void user_entity::on_happened(const events& happened, bool) {
  for (const auto& event : happened) {
    auto* noted = std::get_if<membership_noted>(&event);
    if (!noted) continue;
    for (const auto& each : sessions_) each.at->notify(each.number, user_changed{noted->room, noted->what});
  }
  ask_rooms(port().machine_now());
}

}  // namespace moim
