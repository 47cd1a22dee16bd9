// Asio's coroutine headers forget it under g++ 12.
#include "sim/load/run/load_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

/// What answers mean for a run's books.
namespace moim::load {
namespace {

constexpr std::uint32_t open_for_s_least = 3'600;

bool fits(const kind& each, const seat_range& seats) {
  bool lasts = each.open_for_s == 0 || each.open_for_s >= open_for_s_least;
  return lasts && each.seats_least <= seats.least && seats.most <= each.seats_most;
}

/// Members that everybody may see let the harness see more; then the kind that is nearest to what is wanted.
bool is_better(const kind& each, const kind& other) {
  if (each.who_sees_members != other.who_sees_members) return each.who_sees_members == roster::everyone;
  return each.seats_most < other.seats_most;
}

}  // namespace

void load_run::learn_kind(const settlement& how) {
  auto answer = how.result ? how.result->answer<kind_list>() : result<kind_list>{fail(errc::internal)};
  if (!answer) return failed("kind.list was refused");
  std::string all;
  const kind* chosen = nullptr;
  for (const auto& each : answer->kinds) {
    all += fmt::format(" {} ({}–{})", each.key, each.seats_least, each.seats_most);
    if (fits(each, plan_.seats) && (!chosen || is_better(each, *chosen))) chosen = &each;
  }
  if (!chosen)
    return failed(
        fmt::format("no kind allows rooms of {} to {} seats; there are:{}", plan_.seats.least, plan_.seats.most, all));
  kind_ = *chosen;
  plan_rooms();
}

void load_run::created(request& which, const settlement& how) {
  const auto* opened = how.changed && *how.changed ? std::get_if<room_opened>(&**how.changed) : nullptr;
  if (!opened) {
    if (which.of.why == purpose::chore) failed("a room could not be created before the run");
    return;
  }
  auto seats = std::get<create_room>(which.of.call).seats.value_or(kind_.seats_most);
  sim::seat_ledger ledger{opened->room, seats, crowd_.user_of(which.of.who), kind_.host_takes_seat};
  which.told.opened(opened->room, seats, kind_.host_takes_seat, std::nullopt, 0);
  auto room = world_->add({std::move(ledger), which.of.who});
  // Those from before the run are followed when all are there.
  if (which.of.why == purpose::turn) follow(room);
}

void load_run::follow(room_number which) {
  const auto& ledger = world_->room(which).ledger;
  for (std::uint32_t i = 0; i < plan_.followers; ++i) {
    auto who = random_.below(plan_.users);
    if (!followers_.may_follow(who, ledger.room())) continue;
    auto call = followers_.begin(who, crowd_.user_of(who), ledger.room());
    if (phase_ == phase::following)
      to_do_.push_back({operation::follow, who, which, std::move(call), purpose::chore});
    else
      begin({operation::follow, who, which, std::move(call), purpose::consequence}, now_ns());
  }
}

void load_run::answer_follow(const request& which, const settlement& how) {
  if (how.given_up) return;  // its connection is gone; coming back resumes
  if (how.refusal) {
    verdict_.broken("P7", room_of(which), fmt::format("following was refused as {}", describe(*how.refusal).name));
  } else if (std::holds_alternative<resume_session>(which.of.call)) {
    auto answer = how.result->answer<session_resumed>();
    if (!answer) return failed("the answer of session.resume is of another shape");
    for (auto& call : followers_.resumed(which.of.who, *answer))
      begin_consequence(operation::follow, which.of.who, std::move(call));
  } else {
    auto answer = how.result->answer<room_followed>();
    if (!answer) return failed("the answer of room.subscribe is of another shape");
    followers_.followed(which.of.who, *answer);
  }
}

void load_run::changed(request& which, const settlement& how) {
  auto& place = world_->room(*which.of.room);
  const auto& user = crowd_.user_of(which.of.who);
  if (how.given_up) {
    ++tally_.given_up;
    return place.ledger.give_up(user, call_of(which.of.what));
  }
  if (*how.changed)
    which.told.done(**how.changed, 0);
  else
    which.told.refused(*how.refusal, which.times_sent > 1, 0);
  place.ledger.settle(user, call_of(which.of.what), *how.changed, verdict_);
  bool came = which.of.what == operation::join && !how.refusal;
  bool stayed = which.of.what == operation::leave && how.refusal;
  if (came || (stayed && place.ledger.state_of(user) == sim::seat_state::in))
    world_->sits(which.of.who, *which.of.room);
}

void load_run::read(request& which, const settlement& how) {
  bool last = phase_ == phase::reading && which.of.why == purpose::chore;
  const auto& ledger = world_->room(*which.of.room).ledger;
  if (how.refusal) {
    if (*how.refusal == errc::room_not_found)
      verdict_.broken("P2", ledger.room(), "the room was acknowledged, and then it was not found");
    else if (last && describe(*how.refusal).retry == retry_hint::same_key)
      to_do_.push_back(which.of);
    else if (last)
      verdict_.broken("P2", ledger.room(), fmt::format("it cannot be read: {}", describe(*how.refusal).name));
    return;
  }
  auto view = how.result->answer<room_view>();
  if (!view) return failed("the answer of room.read is of another shape");
  which.told.shown(*view, 0);
  if (!last) return ledger.see(*view, verdict_);
  ledger.see_last(*view, verdict_);
  view->members.reset();
  last_views_.push_back(std::move(*view));
}

void load_run::listed(const settlement& how) {
  if (how.refusal) return;
  auto page = how.result->answer<room_list>();
  if (!page) return failed("the answer of room.list is of another shape");
  for (const auto& card : page->rooms)
    if (card.taken > card.seats)
      verdict_.broken("P1", card.room, fmt::format("the list says {} of {} seats are taken", card.taken, card.seats));
}

}  // namespace moim::load
