#include "actors/inbox/inbox_entity.hpp"

#include "domain/planted.hpp"

namespace moim {
namespace {

/// How long a note may wait in an inbox's queue; its pool sends it again if that was not enough.
constexpr time_ms note_patience_ms = 30 * second_ms;

}  // namespace

bool inbox_item::changes() const {
  auto* called = std::get_if<call_inbox>(&call);
  return !called || !std::holds_alternative<read_inbox>(called->command);
}

inbox_entity::inbox_entity(user_id user, entity_port& port, inbox_neighbours& neighbours, entity_metrics& metrics,
                           const entity_limits& limits)
    : entity(inbox_of(user), port, metrics, limits), user_(user), neighbours_(neighbours) {}

void inbox_entity::take(call_inbox call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void inbox_entity::take(take_note message) { add({std::move(message), port().machine_now() + note_patience_ms}); }

/// Another node's commits are heard of by following the log, and for that it has to be in memory.
void inbox_entity::take(const watch_inbox& message) {
  watched_ = message.watched;
  if (!watched_) return;
  load();
  tick_by(port().machine_now() + limits().confirm_every);
}

void inbox_entity::decide(inbox_item& item, const inbox& state, time_ms now, events& out) {
  auto* note = std::get_if<take_note>(&item.call);
  auto decided = note ? moim::decide(state, put_note{note->told}, now)
                      : moim::decide(state, std::get<call_inbox>(item.call).command, now);
  if (note && decided.events.empty()) metrics().duplicates().add();
  out = std::move(decided.events);
  item.decided = std::move(decided.answer);
}

void inbox_entity::answer(inbox_item& item) {
  if (auto* note = std::get_if<take_note>(&item.call))
    return neighbours_.tell_pool({note->from, note->news, note->user});
  const auto& reply = std::get<call_inbox>(item.call).reply;
  auto* page = std::get_if<inbox_page>(&item.decided);
  reply.to->answer(reply.session, reply.request, page ? method_answer{std::move(*page)} : method_answer{done{}});
}

/// A note that is refused stays with its pool, which sends it again.
void inbox_entity::refuse(inbox_item& item, error why) {
  metrics().refusals(why.code).add();
  auto* call = std::get_if<call_inbox>(&item.call);
  if (call) call->reply.to->answer(call->reply.session, call->reply.request, tl::unexpected{std::move(why)});
}

void inbox_entity::on_happened(const events& happened, bool ours) {
  if (!ours && is_planted(planted_bug::others_notes_not_pushed)) return;
  for (const auto& event : happened)
    if (auto* fresh = std::get_if<noted>(&event)) neighbours_.push({user_, inbox_noted{fresh->told}});
}

}  // namespace moim
