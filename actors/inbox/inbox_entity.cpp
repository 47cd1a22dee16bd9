#include "actors/inbox/inbox_entity.hpp"

#include "domain/planted.hpp"

#include <utility>

namespace moim {
namespace {

/// How long a note may wait in an inbox's queue; its pool sends it again if that was not enough.
constexpr time_ms note_patience_ms = 30 * second_ms;

}  // namespace

bool inbox_item::changes() const {
  auto* called = std::get_if<call_inbox>(&call);
  return !called || !std::holds_alternative<read_inbox>(called->command);
}

inbox_entity::inbox_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
                           const entity_limits& limits)
    : entity(id, port, metrics.entities, limits), user_{id.high, id.low}, neighbours_(around) {}

void inbox_entity::receive(call_inbox call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void inbox_entity::receive(delivered<note> message) {
  add({std::move(message), port().machine_now() + note_patience_ms});
}

/// Another node's commits are heard of by following the log, and for that it has to be in memory.
void inbox_entity::receive(const watch_inbox& message) {
  watched_ = message.watched;
  if (!watched_) return;
  load();
  tick_by(port().machine_now() + limits().confirm_every);
}

void inbox_entity::decide(inbox_item& item, const inbox& state, time_ms now, events& out) {
  auto* told = std::get_if<delivered<note>>(&item.call);
  auto decided = told ? moim::decide(state, put_note{told->what}, now)
                      : moim::decide(state, std::get<call_inbox>(item.call).command, now);
  if (told && decided.events.empty()) metrics().duplicates().add();
  out = std::move(decided.events);
  item.decided = std::move(decided.answer);
}

void inbox_entity::answer(inbox_item& item) {
  if (auto* told = std::get_if<delivered<note>>(&item.call)) {
    bool is_recent = port().is_shared() && may_lose(state(), told->what, time_to_decide());
    return neighbours_.deliver(told->from, delivery_answered{told->number, delivery_end::done, 0, id(), is_recent});
  }
  const auto& reply = std::get<call_inbox>(item.call).reply;
  auto* page = std::get_if<inbox_page>(&item.decided);
  reply.to->answer(reply.session, reply.request, page ? method_answer{std::move(*page)} : method_answer{done{}});
}

/// A note that is refused stays with its pool, which sends it again.
void inbox_entity::refuse(inbox_item& item, error why) {
  metrics().refusals(why.code).add();
  if (auto* told = std::get_if<delivered<note>>(&item.call))
    return neighbours_.deliver(told->from, answer_of_refusal(told->number, why));
  auto* call = std::get_if<call_inbox>(&item.call);
  if (call) call->reply.to->answer(call->reply.session, call->reply.request, tl::unexpected{std::move(why)});
}

void inbox_entity::on_happened(const events& happened, bool ours) {
  pushed_to_ = state().last;
  if (!ours && is_planted(planted_bug::others_notes_not_pushed)) return;
  for (const auto& event : happened)
    if (auto* fresh = std::get_if<noted>(&event))
      neighbours_.deliver(user_.entity(), push_to_sessions{user_, inbox_noted{fresh->told}});
}

/// After an exception the state is read anew, and nobody has heard of what landed meanwhile.
void inbox_entity::on_loaded() {
  if (auto before = std::exchange(pushed_to_, state().last)) push_after(*before);
}

void inbox_entity::push_after(std::uint64_t number) {
  for (const auto& each : state().notes)
    if (each.number > number) neighbours_.deliver(user_.entity(), push_to_sessions{user_, inbox_noted{each}});
}

}  // namespace moim
