#include "domain/room/waitlist/waitlist.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {
namespace {

bool waits(const waitlist::state& state, const user_id& user) {
  return std::find(state.waiting.begin(), state.waiting.end(), user) != state.waiting.end();
}

bool has_place(const room& room) { return room.get<waitlist>().waiting.size() < room.kind.rules<waitlist>()->max; }

/// What happens to the first in line now; nothing if no seat is free, or nobody waits.
std::optional<room_event> promotion(const room& room, const moment& at) {
  const auto& waiting = room.get<waitlist>().waiting;
  bool open = !why_not_open(room.get<lifecycle>(), at.now);
  if (waiting.empty() || !open || room.get<seats>().first_free() == 0) return std::nullopt;
  const auto& next = is_planted(planted_bug::last_in_line_first) ? waiting.back() : waiting.front();
  // A seat that was kept for them until now is due to be freed first.
  const auto* kept = room.get<seats>().kept_for(next);
  if (kept && kept->until <= at.now) return std::nullopt;
  auto outcome = want_seat(room, {next, seat_way::waitlist}, at);
  if (!outcome) return waiting_ended{next, waiting_end::refusal};
  return std::visit([](const auto& event) -> room_event { return event; }, *outcome);
}

}  // namespace

result<room_decision> waitlist::decide(const room& room, const wait_for_seat& asked, const caller& who,
                                       const moment& at) {
  const auto& state = room.get<waitlist>();
  if (waits(state, who.user)) return fail(errc::already_in_line);
  if (auto why = why_no_seat(room, {who.user, seat_way::join, given(asked.code)}, at)) return tl::unexpected{*why};
  if (!has_place(room)) return fail(errc::waitlist_full);
  result<room_decision> decided{room_decision{}};
  decided->events.push_back(waiting_began{who.user});
  decided->answer = waiting_place{static_cast<std::uint32_t>(state.waiting.size()) + 1};
  return decided;
}

result<room_decision> waitlist::decide(const room& room, const wait_no_more&, const caller& who, const moment&) {
  if (!waits(room.get<waitlist>(), who.user)) return fail(errc::not_in_line);
  return room_decision{{waiting_ended{who.user, waiting_end::withdrawal}}, done{}};
}

std::string waitlist::when_full(const room& room) {
  return std::to_string(room.get<waitlist>().waiting.size()) + " of " +
         std::to_string(room.kind.rules<waitlist>()->max) + " places of its waitlist are taken: room.wait takes one.";
}

events_out waitlist::instead_of_seat(const room& room, const seat_wanted& wanted) {
  if (waits(room.get<waitlist>(), wanted.person) || !has_place(room)) return {};
  return {{waiting_began{wanted.person}}};
}

void waitlist::apply(state& to, const waiting_began& event, const commit_stamp&) { to.waiting.push_back(event.user); }
void waitlist::apply(state& to, const waiting_ended& event, const commit_stamp&) { std::erase(to.waiting, event.user); }
void waitlist::apply(state& to, const seat_taken& event, const commit_stamp&) { std::erase(to.waiting, event.user); }
void waitlist::apply(state& to, const seat_kept& event, const commit_stamp&) {
  if (event.way == seat_way::waitlist) std::erase(to.waiting, event.user);
}
void waitlist::apply(state& to, const banned& event, const commit_stamp&) { std::erase(to.waiting, event.user); }

void waitlist::react(const room& room, const moment& at, events_out& out) {
  if (is_planted(planted_bug::line_not_served)) return;
  if (auto next = promotion(room, at)) out.add(std::move(*next));
}

std::optional<due_event> waitlist::next_due(const room& room) {
  if (is_planted(planted_bug::line_not_served)) return std::nullopt;
  auto next = promotion(room, {room.last_at});
  return next ? std::optional{due_event{room.last_at, std::move(*next)}} : std::nullopt;
}

void waitlist::project(const room& room, audience, room_view& to) {
  to.part<waitlist>() =
      view{static_cast<std::uint32_t>(room.get<waitlist>().waiting.size()), room.kind.rules<waitlist>()->max};
}

}  // namespace moim
