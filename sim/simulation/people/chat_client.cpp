#include "sim/simulation/people/chat_client.hpp"

namespace moim::sim {
namespace {

using of_chats = joined<chat_methods, type_list<subscribe_chat, unsubscribe_chat>>;

constexpr std::size_t chats_followed_max = 3;
/// How long a node may not know who has left a room: alone over its store no longer than an answer takes; with others
/// it may have been cut off, or paused.
constexpr time_ms grace_alone_ms = 10 * second_ms;
constexpr time_ms grace_among_others_ms = 120 * second_ms;

}  // namespace

chat_client::chat_client(cluster& shared, verdict& verdict, const user_id& user)
    : shared_(shared),
      verdict_(verdict),
      user_(user),
      follows_(shared.checker, verdict, user, shared.drawn.embedded != 0 ? grace_alone_ms : grace_among_others_ms) {}

bool chat_client::is_about(const method_call& call) {
  return std::visit([]<class Method>(const Method&) { return is_in<Method, of_chats>; }, call);
}

/// Mostly a room that they sit in.
room_id chat_client::draw_room(const std::vector<room_id>& rooms) {
  auto& world = shared_.world;
  std::vector<room_id> mine;
  for (const auto& room : rooms)
    if (const auto* story = shared_.checker.find(room); story && story->seats.contains(user_)) mine.push_back(room);
  if (!mine.empty() && world.chance(0.9)) return mine[world.random() % mine.size()];
  return rooms[world.random() % rooms.size()];
}

/// One of the newest.
std::uint64_t chat_client::draw_message(const room_id& room, bool own) {
  const auto* story = shared_.checker.chats().find(room);
  if (!story || story->last == 0) return 1;
  std::vector<std::uint64_t> known;
  for (auto each = story->messages.rbegin(); each != story->messages.rend() && known.size() < 8; ++each)
    if (!own || each->second.by == user_) known.push_back(each->first);
  return known.empty() ? story->last : known[shared_.world.random() % known.size()];
}

std::string chat_client::draw_text() {
  return fmt::format("{} says {}", user_.low, shared_.world.random() % 1'000'000);
}

wanted_call chat_client::next(const std::vector<room_id>& rooms) {
  auto& world = shared_.world;
  auto room = draw_room(rooms);
  bool own = world.chance(0.9);
  if (!follows_.follows(room) && follows_.rooms().size() < chats_followed_max && world.chance(0.5))
    return {subscribe_chat{room, follows_.token(room)}};
  switch (world.random() % 16) {
    case 0:
    case 1:
      return {edit_message{room, draw_message(room, own), draw_text()}, true};
    case 2:
      return {delete_message{room, draw_message(room, own)}, true};
    case 3:
      return {redact_message{room, draw_message(room, false)}, true};
    case 4:
      return {read_chat{room, {}, {}, {}}};
    case 5:
      return {read_chat{room, {}, draw_message(room, false), 3}};
    case 6:
      return {read_chat{room, draw_message(room, false), {}, 3}};
    case 7:
      return {tell_typing{room}};
    case 8:
      return {tell_seen{room, draw_message(room, false)}};
    default:
      return {send_message{room, draw_text()}, true};
  }
}

void chat_client::on_reply(const sent_request& asked, const message_decoder& decoder) {
  if (auto* read = std::get_if<read_chat>(&asked.call)) {
    if (auto answer = decoder.answer<chat_page>()) follows_.on_page(read->room, *read, *answer, asked.first_sent_at);
  } else if (std::holds_alternative<subscribe_chat>(asked.call)) {
    if (auto answer = decoder.answer<chat_followed>()) follows_.on_followed(*answer);
  } else if (std::holds_alternative<send_message>(asked.call)) {
    auto answer = decoder.answer<chat_sent>();
    if (!answer) return verdict_.broken("P8", "an answer is not of its method's shape");
    check_outcome(asked, *answer);
    check_sent(asked, *answer);
  } else if (asked.options.key) {
    check_outcome(asked, done{});
  }
}

/// What was answered has to be on disk, under that key (P2, P3). What a fork has taken nobody can tell.
void chat_client::check_outcome(const sent_request& asked, const chat_outcome& told) {
  const auto* story = shared_.checker.chats().find(asked.room);
  if (story && story->forks > 0) return;
  if (!story) return verdict_.broken("P2", asked.room, "a chat has answered that has no log");
  auto known = story->answered.find({user_, *asked.options.key});
  if (known == story->answered.end())
    verdict_.broken("P2", asked.room, "a request of its chat was answered, and its log knows nothing of it");
  else if (known->second != told)
    verdict_.broken("P3", asked.room, "a request of its chat was answered otherwise than before");
}

/// Nobody who was out of the room before they first asked has got a word in.
void chat_client::check_sent(const sent_request& asked, const chat_sent& told) {
  const auto* story = shared_.checker.chats().find(asked.room);
  const auto* room = shared_.checker.find(asked.room);
  if (!story || !room || story->forks > 0 || room->forks > 0) return;
  auto message = story->messages.find(told.message);
  const auto& text = std::get<send_message>(asked.call).text;
  // As it was sent: an edit may have landed with it.
  auto is_it = [&](const chat_line& line) {
    return line.event == message_sent::name && line.message == told.message && line.by == user_ && line.text == text;
  };
  bool is_there = std::any_of(story->versions.begin(), story->versions.end(), [&](const chat_version& each) {
    return std::any_of(each.lines.begin(), each.lines.end(), is_it);
  });
  if (!is_there) return verdict_.broken("P2", asked.room, "its log does not have a message that was answered");
  const auto* terms = room->kind.rules<talk>();
  bool is_for_members = terms && terms->who == circle::members;
  bool was_done_before = message->second.landed_at < asked.first_sent_at;
  if (is_for_members && !was_done_before && !room->was_in(user_, asked.first_sent_at))
    verdict_.broken("talk", asked.room, moim::to_text(user_) + " was out of it, and has got a word in");
}

void chat_client::on_refused(const method_call& call) {
  if (auto* follow = std::get_if<subscribe_chat>(&call)) follows_.forget(follow->room);
}

void chat_client::on_ended(const chat_ended& told) { follows_.forget(told.room); }

}  // namespace moim::sim
