#include "actors/chat/chat_entity.hpp"

namespace moim {
namespace {

/// How long a room's word may wait in the queue; the room sends it again if that was not enough.
constexpr time_ms over_patience_ms = 30 * second_ms;

}  // namespace

bool chat_item::changes() const {
  auto* passed = std::get_if<talk_passed>(&call);
  return is_delivery() || (passed && moim::changes(passed->call.command));
}

const reply_address* chat_item::reply() const {
  if (auto* passed = std::get_if<talk_passed>(&call)) return &passed->call.reply;
  auto* follow = std::get_if<follow_chat>(&call);
  return follow ? &follow->reply : nullptr;
}

chat_entity::chat_entity(const entity_id& id, entity_port& port, neighbours& around, catalogue& metrics,
                         const entity_limits& limits)
    : followed_entity(id, port, metrics.entities, limits),
      room_(room_of_chat(id)),
      neighbours_(around),
      kept_(metrics.chats) {}

chat_entity::~chat_entity() { kept_.text_bytes().subtract(static_cast<std::int64_t>(counted_bytes_)); }

void chat_entity::receive(talk_passed call) {
  if (signal(call)) return;
  auto deadline = call.call.deadline;
  add({std::move(call), deadline});
}

void chat_entity::receive(follow_chat call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void chat_entity::receive(delivered<chat_over> message) {
  add({std::move(message), port().machine_now() + over_patience_ms});
}

/// What is not kept is passed on at once, whatever the log is doing. A chat that nobody asks anything else leaves
/// memory in time.
bool chat_entity::signal(const talk_passed& passed) {
  const auto& call = passed.call;
  auto now = port().machine_now();
  tick_by(now + limits().rest_after);
  if (std::holds_alternative<tell_typing>(call.command)) {
    if (signals_.types(call.who.user, now)) signal(chat_typed{room_, call.who.user});
  } else if (auto* seen = std::get_if<tell_seen>(&call.command)) {
    if (is_followed()) signals_.sees(call.who.user, seen->message, now);
    on_time_passed(now);
  } else {
    return false;
  }
  call.reply.to->answer(call.reply.session, call.reply.request, method_answer{done{}});
  return true;
}

void chat_entity::signal(followed_push told) {
  auto all = std::make_shared<publication>();
  all->topic = id();
  all->texts.push_back(std::move(told));
  pass_on(all);
}

void chat_entity::on_happened(const events& happened, bool) {
  publish(happened);
  count_text();
}

void chat_entity::count_text() {
  auto before = std::exchange(counted_bytes_, state().text_bytes);
  kept_.text_bytes().add(static_cast<std::int64_t>(counted_bytes_) - static_cast<std::int64_t>(before));
}

void chat_entity::on_time_passed(time_ms now) {
  auto marks = signals_.take_seen(now);
  if (!marks.empty()) signal(chat_was_seen{room_, std::move(marks)});
  if (auto next = signals_.next_at()) tick_by(*next);
}

void chat_entity::decide(chat_item& item, const chat& state, time_ms now, events& out) {
  item.decided = done{};
  if (item.is_delivery()) {
    out = forget(state);
    return;
  }
  auto* passed = std::get_if<talk_passed>(&item.call);
  if (!passed) return;
  const auto& call = passed->call;
  auto decided = moim::decide(state, {call.command, call.who, passed->terms, passed->why_not}, now);
  if (!decided) {
    item.decided = tl::unexpected{std::move(decided.error())};
    return;
  }
  if (item.changes() && decided->events.empty()) metrics().duplicates().add();
  out = std::move(decided->events);
  item.decided = std::move(decided->answer);
}

void chat_entity::answer(chat_item& item) {
  if (!item.decided) return refuse(item, item.decided.error());
  if (auto* over = std::get_if<delivered<chat_over>>(&item.call))
    return neighbours_.deliver(over->from, delivery_answered{over->number, delivery_end::done, 0, id()});
  if (auto* follow = std::get_if<follow_chat>(&item.call)) return begin_following(*follow);
  auto told = std::visit([](auto&& each) -> method_answer { return std::move(each); }, std::move(*item.decided));
  item.reply()->to->answer(item.reply()->session, item.reply()->request, std::move(told));
}

void chat_entity::refuse(chat_item& item, error why) {
  metrics().refusals(why.code).add();
  if (auto* over = std::get_if<delivered<chat_over>>(&item.call))
    return neighbours_.deliver(over->from, answer_of_refusal(over->number, why));
  item.reply()->to->answer(item.reply()->session, item.reply()->request, tl::unexpected{std::move(why)});
}

}  // namespace moim
