#include "actors/user/user_entity.hpp"

namespace moim {
namespace {

/// How long an effect may wait in a person's queue; the room sends it again if that was not enough.
constexpr time_ms effect_patience_ms = 30 * second_ms;

}  // namespace

user_entity::user_entity(user_id user, entity_port& port, user_neighbours& neighbours, entity_metrics& metrics,
                         const entity_limits& limits)
    : entity(user.entity(), port, metrics, limits), user_(user), neighbours_(neighbours) {}

void user_entity::take(call_user call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void user_entity::take(take_effect effect) { add({std::move(effect), port().machine_now() + effect_patience_ms}); }

void user_entity::take(const open_session& message) {
  const auto& reply = message.reply;
  session opened{reply.to, reply.session};
  bool known = std::find(sessions_.begin(), sessions_.end(), opened) != sessions_.end();
  if (!known && sessions_.size() >= sessions_most)
    return reply.to->answer(reply.session, reply.request, fail(errc::too_many_sessions));
  // Another node may put notes into the inbox.
  if (!known && sessions_.empty() && port().is_shared()) neighbours_.watch({user_, true});
  if (!known && sessions_.empty()) neighbours_.set_here(user_, true);
  if (!known) sessions_.push_back(opened);
  reply.to->answer(reply.session, reply.request, method_answer{done{}});
  // Another node's commits are heard of by following the log, and for that it has to be in memory.
  if (port().is_shared()) load();
  tick_by(port().machine_now() + (port().is_shared() ? limits().confirm_every : limits().rest_after));
}

void user_entity::take(const close_session& message) {
  bool was_here = std::erase(sessions_, session{message.from, message.session}) > 0;
  if (!was_here || !sessions_.empty()) return;
  neighbours_.set_here(user_, false);
  if (port().is_shared()) neighbours_.watch({user_, false});
}

void user_entity::take(const push_to_sessions& message) {
  for (const auto& each : sessions_) each.at->notify(each.number, message.push);
}

void user_entity::decide(user_item& item, const user& state, time_ms now, events& out) {
  auto* effect = std::get_if<take_effect>(&item.call);
  auto command = effect ? user_command{note_membership{effect->from, effect->effect.number, effect->effect.what}}
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
  if (auto* effect = std::get_if<take_effect>(&item.call)) {
    if (item.decided) neighbours_.tell_room(effect->from, effect->effect);
    return;
  }
  const auto& reply = std::get<call_user>(item.call).reply;
  if (!item.decided) return reply.to->answer(reply.session, reply.request, tl::unexpected{item.decided.error()});
  reply.to->answer(reply.session, reply.request, method_answer{std::get<user_rooms>(std::move(*item.decided))});
}

/// An effect that is refused stays with its room, which sends it again.
void user_entity::refuse(user_item& item, error why) {
  metrics().refusals(why.code).add();
  auto* call = std::get_if<call_user>(&item.call);
  if (call) call->reply.to->answer(call->reply.session, call->reply.request, tl::unexpected{std::move(why)});
}

void user_entity::on_happened(const events& happened, bool) {
  for (const auto& event : happened) {
    auto* noted = std::get_if<membership_noted>(&event);
    if (!noted) continue;
    for (const auto& each : sessions_) each.at->notify(each.number, user_changed{noted->room, noted->what});
  }
}

}  // namespace moim
