#include "actors/pool/pool_entity.hpp"

/// What rooms that look for people say, and which people they are offered.
namespace moim {
namespace {

/// How long what a room says may wait in a pool's queue; it says it again if that was not enough.
constexpr time_ms room_patience_ms = 30 * second_ms;

delivery_answered end_of(const backfill_outcome& of) {
  return {of.number, of.answer.taken ? delivery_end::done : delivery_end::refused, 0, {}, of.is_recent};
}

}  // namespace

std::optional<matcher_request> pool_item::request() const {
  if (auto* wanted = std::get_if<delivered<start_backfill>>(&call)) return matcher_request{wanted->what, {}};
  if (auto* answered = std::get_if<backfill_outcome>(&call)) return matcher_request{answered->answer, {}};
  auto* asked = std::get_if<call_pool>(&call);
  auto* command = asked ? std::get_if<matcher_command>(&asked->command) : nullptr;
  return command ? std::optional{matcher_request{*command, asked->who}} : std::nullopt;
}

bool pool_item::changes() const {
  if (std::holds_alternative<delivery_asked>(call)) return false;
  auto* asked = std::get_if<call_pool>(&call);
  return !asked || std::holds_alternative<matcher_command>(asked->command);
}

void pool_entity::receive(delivered<start_backfill> message) {
  add({std::move(message), port().machine_now() + room_patience_ms});
}

void pool_entity::receive(const delivery_asked& message) { add({message, port().machine_now() + room_patience_ms}); }

/// A room's answer to a proposal needs a decision, and so does the news that it could not be born. That it
/// was born, or that a note was taken, only has to be written.
void pool_entity::receive(const delivery_answered& message) {
  if (!is_loaded()) return;
  auto found = state().outbox.open.find(message.number);
  // What is not open was taken before, and sent once more.
  bool is_open = found != state().outbox.open.end();
  if (is_open && decide_on(message, found->second)) return;
  owed_.receive(message);
  owed_.send(state().outbox, confirmed_at());
  look_again();
}

bool pool_entity::decide_on(const delivery_answered& message, const delivery<pool_payload>& of) {
  auto* asked = std::get_if<backfill_proposal>(&of.what);
  bool is_answer = message.end == delivery_end::done || message.end == delivery_end::refused;
  if (asked && (is_answer || (message.end == delivery_end::not_yet && may_give_up(*asked, port().now())))) {
    answer_backfill answer{asked->proposal, message.end == delivery_end::done};
    add({backfill_outcome{message.number, answer, message.is_recent}, port().machine_now() + room_patience_ms});
    return true;
  }
  auto* born = std::get_if<birth>(&of.what);
  if (!born || message.end != delivery_end::refused) return false;
  // The first room's answer may come again after the birth has moved.
  if (message.by != of.target) return true;
  metrics().deliveries(delivery_step::refused).add();
  auto instead = next_born_room_id(neighbours_.secret(), born->match, {message.by.high, message.by.low});
  add({birth_refused{message.number, message.by, instead}, port().machine_now() + room_patience_ms});
  return true;
}

/// A birth that has moved to another room is none of the first one's, which may have lost what was there before it.
void pool_entity::answer_doubt(const delivery_asked& asked) {
  const auto& open = state().outbox.open;
  const auto& taken = state().outbox.taken;
  auto is_for_it = [&](const auto& of) { return of.target == asked.room.entity(); };
  auto in_open = open.find(asked.delivery);
  auto in_taken = taken.find(asked.delivery);
  bool stands = (in_open != open.end() && is_for_it(in_open->second)) ||
                (in_taken != taken.end() && is_for_it(in_taken->second.of));
  if (!stands) neighbours_.deliver(asked.room.entity(), delivery_unknown{asked.room, asked.delivery});
}

/// An answer to a proposal that nobody knows any more changes nothing, and is done all the same.
void pool_entity::answer_room(const pool_item& item) {
  if (auto* asked = std::get_if<delivery_asked>(&item.call)) return answer_doubt(*asked);
  if (auto* answered = std::get_if<backfill_outcome>(&item.call)) return owed_.receive(end_of(*answered)), look_again();
  auto* wanted = std::get_if<delivered<start_backfill>>(&item.call);
  if (!wanted) return;
  neighbours_.deliver(wanted->from, item.decided ? delivery_answered{wanted->number, delivery_end::done, 0, id()}
                                                 : answer_of_refusal(wanted->number, item.decided.error()));
}

}  // namespace moim
