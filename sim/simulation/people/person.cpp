#include "sim/simulation/people/person.hpp"

#include "domain/method_errors.hpp"
#include "sim/simulation/engine/tokens.hpp"
#include "sim/simulation/people/facet_wishes.hpp"
#include "sim/simulation/people/reaction.hpp"

namespace moim::sim {
namespace {

/// What changes a room and has an outcome that is remembered.
using room_changes = joined<type_list<create_room>, filtered<is_changing, room_methods>>;

constexpr std::size_t requests_at_once = 3;
constexpr std::size_t follows_max = 3;

}  // namespace

person::person(cluster& shared, environment& around, verdict& verdict, user_id user)
    : shared_(shared),
      around_(around),
      verdict_(verdict),
      user_(user),
      line_(shared, verdict, *this, static_cast<encoding>(shared.world.random() % 2)),
      decoder_(line_.wire()),
      requests_(shared, line_, user),
      blunders_(shared, line_, requests_, user),
      outcomes_(shared.checker, shared.kinds, verdict, user, vouches(user, shared.drawn)),
      follows_(shared.checker, verdict, shared.seen, user),
      notices_(shared.checker, verdict, user),
      tickets_(shared, verdict, user),
      chats_(shared, verdict, user),
      restless_(shared, user) {}

void person::start() {
  shared_.world.after(shared_.world.between(0, shared_.drawn.think_ms), [this] { think(); });
}

void person::think() {
  if (at_home_) return;
  shared_.world.after(shared_.world.between(1, 2 * shared_.drawn.think_ms), [this] { think(); });
  if (!line_.is_up()) return connect();
  if (around_.is_open() && requests_.size() < requests_at_once) begin_something();
}

void person::connect() {
  auto* node = around_.any_node();
  if (!node) return;
  bool says_who = shared_.world.chance(0.8);
  if (!line_.connect(*node, says_who ? std::optional{user_} : std::nullopt)) return;
  shared_.world.tell().line(shared_.world.now(), "{} connects to node {}", moim::to_text(user_), node->index());
  if (!says_who) blunders_.introduce();
  if (!line_.is_up()) return;
  follow_again();
  if (shared_.drawn.ticket_share > 0) begin(tickets_.catch_up(), {});
  requests_.send_all();
}

/// Some resume all at once, some one after the other.
void person::follow_again() {
  auto rooms = follows_.rooms();
  auto chats = chats_.follows().rooms();
  if ((!rooms.empty() || !chats.empty()) && shared_.world.chance(0.5)) {
    resume_session all;
    for (const auto& room : rooms) all.rooms.push_back({room, follows_.token(room)});
    if (!chats.empty()) all.chats.emplace();
    for (const auto& room : chats) all.chats->push_back({room, chats_.follows().token(room)});
    begin(std::move(all), {});
  } else {
    for (const auto& room : rooms) begin(subscribe_room{room, follows_.token(room)}, room);
    for (const auto& room : chats) begin(subscribe_chat{room, chats_.follows().token(room)}, room);
  }
}

void person::on_lost() {
  shared_.world.tell().line(shared_.world.now(), "{} is cut off", moim::to_text(user_));
  blunders_.forget_garbage();
  follows_.disconnected();
  chats_.follows().disconnected();
  // Follows are asked for anew, with the tokens as they are by then.
  requests_.forget_queries();
}

std::int64_t person::begin(method_call call, const room_id& room, const std::optional<request_key>& key) {
  if (key) tickets_.says(call, *key);
  // What is sent again long after its answer is no new operation.
  return requests_.begin(std::move(call), room, key, !key || !outcomes_.knows(*key));
}

void person::join_now(const room_id& room) { begin(join_room{room}, room, requests_.new_key()); }

void person::begin_something() {
  auto& world = shared_.world;
  const auto& drawn = shared_.drawn;
  const auto& rooms = around_.known_rooms();
  if (shared_.faults.happens(drawn.blunder, "blunder")) {
    auto room = rooms.empty() ? room_id{1, 2} : rooms[world.random() % rooms.size()];
    if (drawn.ticket_share > 0 && world.chance(drawn.ticket_share))
      return blunders_.send(tickets_.blunder(), requests_.new_key());
    return blunders_.make(room);
  }
  go_round();
  if (drawn.ticket_share > 0 && world.chance(drawn.ticket_share)) return begin_with_tickets();
  if (drawn.talk_share > 0 && !rooms.empty() && world.chance(drawn.talk_share)) return begin_wanted(chats_.next(rooms));
  if (rooms.size() < static_cast<std::size_t>(drawn.rooms) && world.chance(0.3)) {
    auto seats = static_cast<std::uint32_t>(world.between(1, drawn.seats));
    bool plain = drawn.facet_share == 0 || world.chance(0.3);
    auto of = world.chance(0.5) ? (plain ? "meal" : "club") : (plain ? "study" : "bar");
    if (!plain && world.chance(0.4)) of = world.chance(0.3) ? "team" : "crew";
    begin(create_room{of, "Soup at noon", seats}, {}, requests_.new_key());
    return;
  }
  if (rooms.empty()) return;
  if (drawn.facet_share > 0 && world.chance(drawn.facet_share)) {
    auto wish = draw_facet_wish(shared_, user_, rooms);
    begin(std::move(wish.call), wish.room, wish.keyed ? std::optional{requests_.new_key()} : std::nullopt);
    return;
  }
  if (auto wish = around_.next_intention(user_))
    do_as_intended(wish->what, wish->where ? rooms[*wish->where] : room_id{});
}

void person::do_as_intended(act what, const room_id& room) {
  if (what == act::again) return send_something_again();
  if (what == act::go_away) return line_.hang_up();
  const auto* story = shared_.checker.find(room);
  bool is_hosts = what == act::lock || what == act::cancel;
  // What a trusted server does to others' rooms the model of plain rooms does not know.
  if (is_hosts && vouches(user_, shared_.drawn) && !(story && story->host == user_)) return;
  if (what == act::follow && (follows_.rooms().size() >= follows_max || follows_.follows(room))) return;
  begin_wanted(call_for(what, room));
}

/// Something about tickets, or in a room that was born of a match.
void person::begin_with_tickets() {
  if (shared_.world.chance(0.05)) return send_something_again();
  begin_wanted(tickets_.next());
}

void person::begin_wanted(std::optional<wanted_call> what) {
  if (!what) return;
  auto room = room_of(what->call);
  begin(std::move(what->call), room, what->keyed ? std::optional{requests_.new_key()} : std::nullopt);
}

/// A request whose answer was heard long ago, sent once more: it must be what it was (P3).
void person::send_something_again() {
  const auto& done = requests_.done();
  if (done.empty()) return;
  const auto& [call, options] = done[shared_.world.random() % done.size()];
  begin(call, room_of(call), options.key);
}

/// A restless person asks for the next as soon as the last is answered, and now and then once more for something old.
void person::go_round() {
  if (!line_.is_up() || !around_.is_open() || requests_.find(round_)) return;
  auto next = restless_.next(around_.known_rooms());
  if (!next) return;
  auto room = room_of(next->call);
  round_ = begin(std::move(next->call), room, requests_.new_key());
  if (shared_.world.chance(0.1)) send_something_again();
}

void person::finish(std::int64_t id) {
  requests_.finish(id);
  if (id == round_) go_round();
}

void person::go_home() {
  at_home_ = true;
  if (line_.is_up()) line_.hang_up();
}

void person::on_message(std::string_view message) {
  auto decoded = decoder_.decode(message);
  if (!decoded) return verdict_.broken("P8", "a server sent a message that cannot be read");
  ++answers_;
  if (auto* answered = std::get_if<reply>(&*decoded)) return on_reply(std::get<std::int64_t>(answered->id));
  if (auto* refused = std::get_if<failure>(&*decoded)) return on_failure(*refused);
  if (auto* changed = std::get_if<room_changed>(&*decoded)) return follows_.on_changed(*changed);
  if (auto* reset = std::get_if<room_reset>(&*decoded)) return follows_.on_reset(*reset);
  if (auto* changed = std::get_if<user_changed>(&*decoded)) return on_changed(*changed);
  if (on_talk(*decoded)) return;
  if (auto* invited = std::get_if<invited_to_party>(&*decoded)) return tickets_.on_invited(*invited);
  if (auto* over = std::get_if<party_over>(&*decoded)) return tickets_.on_party_over(*over);
  if (auto* noted = std::get_if<inbox_noted>(&*decoded)) on_noted(*noted);
}

void person::on_noted(const inbox_noted& push) {
  notices_.on_pushed(push.note);
  if (tickets_.on_note(push.note)) begin(tickets_.catch_up(), {});
}

bool person::on_talk(const server_message& told) {
  if (auto* changed = std::get_if<chat_changed>(&told))
    chats_.follows().on_changed(*changed);
  else if (auto* reset = std::get_if<chat_reset>(&told))
    chats_.follows().on_reset(*reset);
  else if (auto* ended = std::get_if<chat_ended>(&told))
    chats_.on_ended(*ended);
  else
    return std::holds_alternative<chat_typed>(told) || std::holds_alternative<chat_was_seen>(told);
  return true;
}

void person::on_changed(const user_changed& told) {
  if (!shared_.checker.was_said(user_, told.room, told.what))
    verdict_.broken("P2", moim::to_text(user_) + " was told of a seat in " + moim::to_text(told.room) +
                              " that their own log knows nothing of");
}

void person::on_reply(std::int64_t id) {
  auto* asked = requests_.find(id);
  if (!asked) return;
  shared_.seen.count(sighting::answer, name_of(asked->call));
  requests_.tell("hears", id, *asked, " done");
  if (ticket_client::is_about(asked->call)) return on_ticket_reply(id);
  if (chat_client::is_about(asked->call)) {
    chats_.on_reply(*asked, decoder_);
    if (asked->options.key) requests_.remember_done(*asked);
  } else if (asked->options.key) {
    on_room_reply(*asked);
  } else {
    on_query_reply(*asked);
  }
  finish(id);
}

void person::on_room_reply(sent_request& asked) {
  std::visit(
      [&]<class Call>(const Call&) {
        if constexpr (is_in<Call, room_changes>) take_outcome<typename Call::answer>(asked);
      },
      asked.call);
}

template <class Answer>
void person::take_outcome(sent_request& asked) {
  auto answer = decoder_.answer<Answer>();
  if (!answer) return verdict_.broken("P8", "an answer is not of its method's shape");
  if constexpr (std::is_same_v<Answer, room_opened>) {
    asked.room = answer->room;
    around_.room_opened(answer->room);
    outcomes_.on_opened(asked, shared_.world.now());
  }
  if constexpr (std::is_same_v<Answer, entry_code_told>) shared_.checker.on_code_told(asked.room, answer->letters);
  outcomes_.on_done(asked, *answer, shared_.world.now());
  requests_.remember_done(asked);
}

void person::on_query_reply(sent_request& asked) {
  if (std::holds_alternative<read_code>(asked.call)) {
    if (auto answer = decoder_.answer<entry_code_told>()) shared_.checker.on_code_told(asked.room, answer->letters);
  } else if (std::holds_alternative<read_room>(asked.call)) {
    if (auto answer = decoder_.answer<room_view>()) asked.told.shown(*answer, shared_.world.now());
  } else if (std::holds_alternative<list_comments>(asked.call)) {
    if (auto answer = decoder_.answer<comment_page>())
      for (const auto& each : answer->comments) outcomes_.on_shown(asked, each.text.value_or(""));
  } else if (std::holds_alternative<list_announcements>(asked.call)) {
    if (auto answer = decoder_.answer<announcement_page>())
      for (const auto& each : answer->announcements) outcomes_.on_shown(asked, each.text);
  } else if (auto* page = std::get_if<list_notices>(&asked.call)) {
    if (auto answer = decoder_.answer<notice_page>()) notices_.on_page(*page, *answer);
  } else if (std::holds_alternative<subscribe_room>(asked.call)) {
    if (auto answer = decoder_.answer<room_followed>()) follows_.on_followed(*answer);
  } else if (std::holds_alternative<resume_session>(asked.call)) {
    if (auto answer = decoder_.answer<session_resumed>()) on_resumed(*answer);
  }
}

void person::on_resumed(const session_resumed& answer) {
  for (const auto& each : answer.rooms) follows_.on_followed(each);
  for (const auto& each : answer.failed) begin(subscribe_room{each.room, follows_.token(each.room)}, each.room);
  if (!answer.chats) return;
  for (const auto& each : *answer.chats) chats_.follows().on_followed(each);
  for (const auto& each : *answer.failed_chats)
    begin(subscribe_chat{each.room, chats_.follows().token(each.room)}, each.room);
}

void person::on_ticket_reply(std::int64_t id) {
  auto asked = std::move(*requests_.find(id));
  requests_.finish(id);
  if (std::holds_alternative<read_badge>(asked.call))
    if (auto answer = decoder_.answer<inbox_badge>()) notices_.on_badge(*answer);
  if (tickets_.on_reply(asked.call, asked.options.key, decoder_)) begin(tickets_.catch_up(), {});
  if (asked.options.key) requests_.remember_done(asked);
}

void person::on_failure(const failure& why) {
  shared_.seen.count(sighting::answer, why.known_code ? describe(*why.known_code).name : "unknown error");
  if (!why.id && blunders_.take_garbage_refusal()) return;
  if (!why.id) return verdict_.broken("P8", "a well-formed request was refused without its id: " + why.code);
  auto id = std::get<std::int64_t>(*why.id);
  auto* asked = requests_.find(id);
  if (!asked) return;
  requests_.tell("hears", id, *asked, " " + why.code);
  if (!why.known_code || !errors_of(asked->call).contains(*why.known_code))
    undeclared_.insert(fmt::format("{}: {}", name_of(asked->call), why.code));
  if (why.known_code == errc::overloaded && !why.retry_after_ms)
    verdict_.broken("P9", moim::to_text(user_) + " was turned away, and not told when to come again");
  switch (reaction_to(why, *asked)) {
    case reaction::settle:
      return on_refused(id, why);
    case reaction::ask_again:
      return requests_.send_after(
          id, static_cast<time_ms>(why.retry_after_ms.value_or(0)) + shared_.world.between(50, 600));
    case reaction::reconnect:
      return line_.hang_up();
  }
}

void person::on_refused(std::int64_t id, const failure& why) {
  auto& asked = *requests_.find(id);
  if (why.known_code) {
    outcomes_.on_refused(asked, *why.known_code, shared_.world.now());
    tickets_.on_refused(asked.call, *why.known_code, asked.first_sent_at);
  }
  if (std::holds_alternative<subscribe_room>(asked.call)) follows_.forget(asked.room);
  chats_.on_refused(asked.call);
  finish(id);
}

std::string person::why_not_content() const {
  if (!line_.is_up()) return moim::to_text(user_) + " has no connection";
  if (auto why = requests_.why_not_content(); !why.empty()) return why;
  for (const auto& room : follows_.behind()) return moim::to_text(user_) + " is behind on " + moim::to_text(room);
  for (const auto& room : chats_.follows().behind())
    return moim::to_text(user_) + " is behind on the chat of " + moim::to_text(room);
  return tickets_.why_not_content();
}

}  // namespace moim::sim
