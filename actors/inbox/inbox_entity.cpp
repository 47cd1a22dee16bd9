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
  if (!called) return true;
  return std::visit([]<class Command>(const Command&) { return Command::changes; }, called->command);
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
void inbox_entity::receive(const person_came&) {
  watched_ = neighbours_.is_here(user_);
  load();
  tick_by(port().machine_now() + limits().confirm_every);
}

void inbox_entity::receive(const person_left&) { watched_ = neighbours_.is_here(user_); }

void inbox_entity::decide(inbox_item& item, const inbox& state, time_ms now, events& out) {
  auto* told = std::get_if<delivered<note>>(&item.call);
  auto* call = std::get_if<call_inbox>(&item.call);
  auto decided =
      told ? moim::decide(state, put_note{told->what}, {}, now) : moim::decide(state, call->command, call->who, now);
  if (!decided) {
    item.decided = tl::unexpected{std::move(decided.error())};
    return;
  }
  if (told && decided->events.empty()) metrics().duplicates().add();
  out = std::move(decided->events);
  item.decided = std::move(decided->answer);
}

void inbox_entity::answer(inbox_item& item) {
  if (auto* told = std::get_if<delivered<note>>(&item.call)) {
    bool is_recent = port().is_shared() && may_lose(state(), told->what, time_to_decide());
    return neighbours_.deliver(told->from, delivery_answered{told->number, delivery_end::done, 0, id(), is_recent});
  }
  if (!item.decided) return refuse(item, item.decided.error());
  const auto& reply = std::get<call_inbox>(item.call).reply;
  auto told = std::visit(
      []<class Answer>(Answer&& each) {
        if constexpr (std::is_same_v<std::decay_t<Answer>, inbox_done>)
          return method_answer{done{}};
        else
          return method_answer{std::forward<Answer>(each)};
      },
      std::move(*item.decided));
  reply.to->answer(reply.session, reply.request, std::move(told));
}

/// A note that is refused stays with its pool, which sends it again.
void inbox_entity::refuse(inbox_item& item, error why) {
  metrics().refusals(why.code).add();
  if (auto* told = std::get_if<delivered<note>>(&item.call))
    return neighbours_.deliver(told->from, answer_of_refusal(told->number, why));
  auto* call = std::get_if<call_inbox>(&item.call);
  if (call) call->reply.to->answer(call->reply.session, call->reply.request, tl::unexpected{std::move(why)});
}

/// Where no other node appends, whoever brought a note says so (`on_rode_in`), or has pushed it.
void inbox_entity::on_happened(const events& happened, bool ours) {
  auto before = std::exchange(pushed_to_, state().last).value_or(0);
  if (!port().is_shared()) tell_place();
  bool pushes = ours || (port().is_shared() && !is_planted(planted_bug::others_notes_not_pushed));
  for (const auto& event : happened) {
    const auto* told = pushes ? find_note(state(), event) : nullptr;
    if (told && told->number > before) push(*told);
  }
  push_rode();
}

/// What came while its room was muted disturbs nobody.
void inbox_entity::push(const note& told) {
  if (!told.quiet || is_planted(planted_bug::muted_pushed)) neighbours_.push(user_, inbox_noted{told});
}

void inbox_entity::on_rode_in(const store::stored_record& record) {
  auto read = store::decode_commit<inbox_event>(record.bytes);
  if (!read) return;
  // Of more than it keeps nobody needs to hear one by one.
  if (rode_.size() < max_notes) std::move(read->events.begin(), read->events.end(), std::back_inserter(rode_));
  if (is_loaded()) push_rode();
}

/// While an exception had cost it its state, nobody has heard of what landed.
void inbox_entity::on_loaded() {
  auto before = std::exchange(pushed_to_, state().last);
  loaded_to_ = before ? 0 : state().last;
  if (!port().is_shared()) tell_place();
  for (const auto& each : state().notes)
    if (before && each.number > *before) push(each);
  std::erase_if(rode_, [&](const inbox_event& event) {
    const auto* told = find_note(state(), event);
    return before && told && told->number > *before;
  });
  push_rode();
}

/// Pushes what has ridden in and is in the state by now. Where others append, `on_happened` has pushed all of that but
/// what was loaded.
void inbox_entity::push_rode() {
  std::erase_if(rode_, [this](const inbox_event& event) {
    const auto* told = find_note(state(), event);
    bool is_mine = told && (!port().is_shared() || told->number <= loaded_to_);
    if (is_mine) push(*told);
    return told != nullptr;
  });
}

void inbox_entity::tell_place() {
  const auto& muted = state().rooms.muted;
  if (!muted_ || *muted_ != muted) muted_ = std::make_shared<std::vector<room_id>>(muted);
  neighbours_.know_inbox(user_, {current().version, state().last, state().last_at, muted.empty() ? nullptr : muted_});
}

/// A person who is here waits for what has ridden in.
bool inbox_entity::is_needed() const { return watched_ || (!is_loaded() && neighbours_.is_here(user_)); }

}  // namespace moim
