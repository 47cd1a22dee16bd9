#include "sim/simulation/people/person.hpp"

/// What a client makes of what it is told, and what it holds it against.
namespace moim::sim {

void person::receive(std::string_view message) {
  auto decoded = decoder_.decode(message);
  if (!decoded) return verdict_.broken("P8", "a server sent a message that cannot be read");
  ++answers_;
  if (auto* answered = std::get_if<reply>(&*decoded)) return on_reply(std::get<std::int64_t>(answered->id));
  if (auto* refused = std::get_if<failure>(&*decoded)) return on_failure(*refused);
  if (auto* changed = std::get_if<room_changed>(&*decoded)) return follows_.on_changed(*changed);
  if (auto* reset = std::get_if<room_reset>(&*decoded)) return follows_.on_reset(*reset);
  if (auto* noted = std::get_if<inbox_noted>(&*decoded); noted && seeks_.on_note(noted->note))
    begin(seeks_.catch_up(), {});
}

template <class Answer>
void person::take_outcome(request& asked) {
  auto answer = decoder_.answer<Answer>();
  if (!answer) return verdict_.broken("P8", "an answer is not of its method's shape");
  if constexpr (std::is_same_v<Answer, room_opened>) {
    asked.room = answer->room;
    town_.room_opened(answer->room);
    record_opening(asked);
  }
  on_outcome(asked, *answer);
}

void person::on_reply(std::int64_t id) {
  auto found = requests_.find(id);
  // The answer to a request that was sent twice.
  if (found == requests_.end()) return;
  auto& asked = found->second;
  shared_.seen.count(sighting::answer, std::visit([](const auto& call) { return call.name; }, asked.call));
  tell("hears", id, asked, " done");
  if (seeker::is_about(asked.call)) return on_ticket_reply(id);
  if (std::holds_alternative<create_room>(asked.call))
    take_outcome<room_opened>(asked);
  else if (std::holds_alternative<join_room>(asked.call))
    take_outcome<seat_given>(asked);
  else if (asked.options.key)
    take_outcome<done>(asked);
  else if (std::holds_alternative<read_room>(asked.call)) {
    if (auto answer = decoder_.answer<room_view>()) asked.told.shown(*answer, shared_.world.now());
  } else if (std::holds_alternative<subscribe_room>(asked.call)) {
    if (auto answer = decoder_.answer<room_followed>()) follows_.on_followed(*answer);
  } else if (std::holds_alternative<resume_session>(asked.call)) {
    if (auto answer = decoder_.answer<session_resumed>()) {
      for (const auto& each : answer->rooms) follows_.on_followed(each);
      for (const auto& each : answer->failed) begin(subscribe_room{each.room, follows_.token(each.room)}, each.room);
    }
  }
  finish(id);
}

void person::on_ticket_reply(std::int64_t id) {
  auto asked = std::move(requests_.at(id));
  requests_.erase(id);
  if (seeks_.on_reply(asked.call, asked.options.key, decoder_)) begin(seeks_.catch_up(), {});
  if (asked.options.key && past_.size() < 32) past_.emplace_back(asked.call, asked.options);
}

/// An outcome that was told is in the log (P2), and is the one that was told before (P3).
void person::on_outcome(request& asked, const room_outcome& outcome) {
  auto* story = shared_.checker.find(asked.room);
  bool forked = story && story->forks > 0;
  check_key(asked, outcome);
  asked.told.done(outcome, shared_.world.now());
  auto logged = story ? story->answered.find({user_, *asked.options.key}) : decltype(story->answered.end()){};
  bool known = story && logged != story->answered.end();
  if (!forked && (!known || logged->second != outcome))
    verdict_.broken("P2", moim::to_text(asked.room) + ": " + moim::to_text(user_) +
                              " was told of an outcome that is not in the log");
  if (past_.size() < 32) past_.emplace_back(asked.call, asked.options);
}

/// The same key gets the same outcome, unless a fork took it back (P3).
void person::check_key(const request& asked, const heard_outcome& heard) {
  // Of a key that was never done there is nothing to remember.
  if (!heard && !outcomes_.contains(*asked.options.key)) return;
  auto& told = outcomes_[*asked.options.key];
  auto* story = shared_.checker.find(asked.room);
  auto wrong = told.add(heard, told.is_done());
  if (wrong && !(story && story->forks > 0)) verdict_.broken("P3", asked.room, moim::to_text(user_) + ": " + *wrong);
}

/// From now on others can ask for the room.
void person::record_opening(request& asked) {
  const auto& call = std::get<create_room>(asked.call);
  const auto& of = *shared_.kinds.find(call.kind);
  std::optional<time_ms> closes_at;
  if (of.open_for_s > 0) closes_at = asked.first_sent_at + of.open_for_s * second_ms - 2 * clocks_apart_most_ms;
  asked.told.opened(asked.room, call.seats.value_or(of.seats_most), of.host_takes_seat, closes_at, shared_.world.now());
}

void person::on_failure(const failure& why) {
  shared_.seen.count(sighting::answer, why.known_code ? describe(*why.known_code).name : "unknown error");
  if (!why.id && garbage_ > 0) return void(--garbage_);
  if (!why.id) return verdict_.broken("P8", "a well-formed request was refused without its id: " + why.code);
  auto id = std::get<std::int64_t>(*why.id);
  auto found = requests_.find(id);
  if (found == requests_.end()) return;
  auto& asked = found->second;
  tell("hears", id, asked, " " + why.code);
  if (why.known_code == errc::overloaded && !why.retry_after_ms)
    verdict_.broken("P9", moim::to_text(user_) + " was turned away, and not told when to come again");
  // The introduction did not arrive, or the rooms to resume are too many for what is on its way.
  bool start_over = why.known_code == errc::unauthenticated || (why.known_code == errc::too_many_subscriptions &&
                                                                std::holds_alternative<resume_session>(asked.call));
  if (start_over) return leave_line();
  if (why.retry == retry_hint::same_key || why.known_code == errc::unavailable) return go_on_after(why, id);
  // A node of an older version cannot read the room; others can.
  bool must_know = asked.options.key || std::holds_alternative<read_inbox>(asked.call);
  if (why.known_code == errc::entity_unreadable && must_know) return leave_line();
  if (why.known_code) {
    if (asked.options.key) check_key(asked, tl::unexpected{error{*why.known_code}});
    if (asked.options.key && *why.known_code == errc::key_expired) check_expiry(*asked.options.key);
    asked.told.refused(*why.known_code, asked.tries > 1 || asked.doubled, shared_.world.now());
  }
  if (why.known_code == errc::room_full) check_full(asked);
  if (why.known_code) seeks_.on_refused(asked.call, *why.known_code, asked.first_sent_at);
  bool follows = std::holds_alternative<subscribe_room>(asked.call);
  if (follows) follows_.forget(asked.room);
  finish(id);
}

/// The same again after a pause.
void person::go_on_after(const failure& why, std::int64_t id) {
  auto pause = static_cast<time_ms>(why.retry_after_ms.value_or(0)) + shared_.world.between(50, 600);
  shared_.world.after(pause, [this, id, tries = requests_.at(id).tries] {
    auto again = requests_.find(id);
    if (again != requests_.end() && again->second.tries == tries) send(id);
  });
}

/// "Full" must have been true at some moment since it was asked (P1: a free seat is never refused).
void person::check_full(const request& asked) {
  auto* story = shared_.checker.find(asked.room);
  if (!story || story->forks > 0) return;
  bool was_full = false;
  for (auto each = story->versions.rbegin(); each != story->versions.rend() && !was_full; ++each) {
    was_full = each->most_taken >= story->capacity;
    if (each->landed_at < asked.first_sent_at) break;
  }
  if (!was_full)
    verdict_.broken("P1", moim::to_text(asked.room) + ": a free seat was refused to " + moim::to_text(user_));
}

void person::finish(std::int64_t id) {
  requests_.erase(id);
  if (id == round_) go_round();
}

}  // namespace moim::sim
