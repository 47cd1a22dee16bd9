#include "domain/room/room.hpp"

#include "domain/declare/text.hpp"
#include "domain/room/compose.hpp"
#include "domain/room/projection.hpp"

namespace moim {
namespace {

using facets = composition<room_facets>;

result<room_decision> create(const room& state, const create_room_resolved& command, const caller& who,
                             const moment& at) {
  if (state.exists()) return fail(errc::key_reused, "the room of this key exists already");
  if (command.why_not) return tl::unexpected{*command.why_not};
  if (auto why = why_no_room(command)) return tl::unexpected{std::move(*why)};
  auto begun = facets::begin_with<events_out>(command, at);
  if (!begun) return tl::unexpected{std::move(begun.error())};
  room_decision decided{
      {room_created{command.room, who.user, command.kind, command.title, command.seats}, outbox_begun{}},
      room_opened{command.room}};
  std::move(begun->events.begin(), begun->events.end(), std::back_inserter(decided.events));
  return decided;
}

/// A command of which it is known that it is asked for the first time.
result<room_decision> decide_anew(const room& state, const room_command& command, const caller& who, const moment& at) {
  return std::visit(
      [&]<class Command>(const Command& asked) -> result<room_decision> {
        if constexpr (std::is_same_v<Command, create_room_resolved>) {
          return create(state, asked, who, at);
        } else if constexpr (std::is_same_v<Command, read_room>) {
          return room_decision{{}, view(state, audience_of(state, who.user))};
        } else {
          return facets::decide<room_decision>(state, asked, who, std::max(who.as, role_in(state, who.user)), at);
        }
      },
      command);
}

room_outcome outcome_of(const room_answer& answer) {
  return std::visit(
      []<class Answer>(const Answer& each) -> room_outcome {
        if constexpr (std::is_constructible_v<room_outcome, const Answer&>)
          return each;
        else
          return done{};
      },
      answer);
}

room_answer answer_of(const room_outcome& outcome) {
  return std::visit([](const auto& each) -> room_answer { return each; }, outcome);
}

/// Who asked for these events, if somebody did.
std::optional<user_id> asker_of(const std::vector<room_event>& events) {
  for (const auto& event : events)
    if (auto* answered = std::get_if<request_answered>(&event)) return answered->by;
  return std::nullopt;
}

struct apply_event {
  room& state;
  const commit_stamp& stamp;

  void operator()(const fenced&) const {}
  void operator()(const request_answered& event) const {
    state.requests.remember({event.key, event.by, event.parameters, event.outcome}, event.hashed_by, stamp.at,
                            state.bounds_of_requests());
  }
  void operator()(const room_created& event) const {
    state.id = event.room;
    state.kind = event.kind;
    state.title = event.title;
    state.size = event.seats;
    state.match = event.match;
    state.agreed = event.agreed;
    facets::begin(state, event, stamp);
  }
  void operator()(const deliveries_owed<room_payload>& event) const {
    moim::apply(state.outbox, event, stamp, every_delivery);
    facets::apply(state, event, stamp);
  }
  void operator()(const deliveries_done& event) const { moim::apply(state.outbox, event, every_delivery); }
  void operator()(const deliveries_put_aside& event) const { moim::apply(state.outbox, event, every_delivery); }
  void operator()(const outbox_begun&) const { state.outbox.begun_at = stamp.version; }
  /// Only that there was a room is left, and what it owes.
  void operator()(const room_forgotten& event) const {
    state.title.clear();
    state.agreed.reset();
    state.requests = {};
    facets::forget(state.facets);
    facets::apply(state, event, stamp);
  }
  template <class Event>
  void operator()(const Event& event) const {
    facets::apply(state, event, stamp);
  }
};

}  // namespace

bool changes(const room_command& command) {
  return std::visit([]<class Command>(const Command&) { return Command::changes; }, command);
}

result<room_decision> decide(const room& state, const room_command& command, const caller& who, time_ms now) {
  bool creates = std::holds_alternative<create_room_resolved>(command);
  if (auto why = why_silent(state); why && (state.exists() || !creates)) return tl::unexpected{std::move(*why)};
  if (!changes(command)) return decide_anew(state, command, who, {now});

  auto recalled = state.requests.recall(who, now, state.bounds_of_requests());
  if (!recalled) return tl::unexpected{recalled.error()};
  if (*recalled) return room_decision{{}, answer_of(**recalled)};
  if (state.outbox.open.size() >= max_room_deliveries + 2 * std::size_t{state.size})
    return tl::unexpected{error{errc::overloaded, {}, 1'000}};
  auto decided = decide_anew(state, command, who, {now});
  if (decided)
    decided->events.push_back(
        request_answered{*who.key, who.user, who.parameters, outcome_of(decided->answer), request_hash_rule});
  return decided;
}

std::vector<room_event> left_by_refusal(const room& state, const room_command& command, const caller& who,
                                        const error& why, time_ms now) {
  return std::visit(
      [&](const auto& asked) { return facets::left_by<events_out>(state, asked, who, why, {now}).events; }, command);
}

void settle(room& draft, std::vector<room_event>& events, const commit_stamp& stamp, std::size_t before,
            const room_debts_filter& filter) {
  moment at{stamp.at, asker_of(events)};
  facets::settle<events_out>(std::as_const(draft), events, at, before,
                             [&](const room_event& event) { apply(draft, event, stamp); });
  if (!draft.outbox.begun_at) return;
  debts_out debts;
  for (const auto& event : events)
    std::visit([&](const auto& each) { facets::owe(std::as_const(draft), each, at, debts); }, event);
  if (debts.items.empty()) return;
  deliveries_owed<room_payload> owed{next_delivery_number(draft.outbox.last_number, stamp.at), std::move(debts.items)};
  if (filter) filter(owed);
  events.emplace_back(std::move(owed));
  apply(draft, events.back(), stamp);
}

std::optional<due_event> next_due(const room& state) { return facets::next_due<due_event>(state); }

std::optional<time_ms> next_wake(const room& state, time_ms now) {
  auto next = next_wake(state.outbox, now);
  if (auto due = next_due(state); due && (!next || due->at < *next)) next = due->at;
  if (auto asks = next_asking(state, now); asks && (!next || *asks < *next)) next = asks;
  return next;
}

void apply(room& state, const room_event& event, const commit_stamp& stamp) {
  state.last_at = stamp.at;
  std::visit(apply_event{state, stamp}, event);
}

std::optional<error> why_no_room(const create_room_resolved& asked) {
  if (auto why = facets::why_no_room(asked.kind, asked.seats)) return why;
  if (auto why = why_not_text(asked.title, one_line)) return why;
  return facets::why_no_draft(asked.kind, asked.drafts);
}

std::optional<error> why_silent(const room& state) {
  if (!state.exists()) return error{errc::room_not_found};
  return facets::why_silent(state);
}

std::optional<error> why_no_seat(const room& room, const seat_wanted& wanted, const moment& at) {
  return facets::why_no_seat(room, wanted, at);
}

std::optional<time_ms> keeps_until(const room& room, const seat_wanted& wanted, const moment& at) {
  return facets::keeps_until(room, wanted, at);
}

events_out instead_of_seat(const room& room, const seat_wanted& wanted) {
  return facets::instead_of_seat<events_out>(room, wanted);
}

std::string when_full(const room& room) { return facets::when_full(room); }

}  // namespace moim
