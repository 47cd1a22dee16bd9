#include "sim/load/run/run_books.hpp"

#include <fmt/format.h>

namespace moim::load {
namespace {

constexpr std::uint32_t open_for_min_s = 3'600;

bool fits(const kind& each, const seat_range& seats) {
  bool lasts = each.open_for_s == 0 || each.open_for_s >= open_for_min_s;
  return lasts && each.min_seats <= seats.min && seats.max <= each.max_seats;
}

/// Members that everybody may see let the harness see more; then the kind that is nearest to what is wanted.
bool is_better(const kind& each, const kind& other) {
  if (each.who_sees_members != other.who_sees_members) return each.who_sees_members == roster::everyone;
  return each.max_seats < other.max_seats;
}

}  // namespace

room_id run_books::room_of(const request& which) const {
  return which.of.room ? rooms_->room(*which.of.room).ledger.room() : room_id{};
}

void run_books::fail_with(std::string why) {
  if (failure_.empty()) failure_ = std::move(why);
}

void run_books::asked(const intent& what, std::int64_t intended_ns) {
  if (what.what == operation::submit) tickets_.asked(what.who, intended_ns);
  if (!what.room || !changes(what.what)) return;
  auto& place = rooms_->room(*what.room);
  place.ledger.ask(rooms_->user_of(what.who), call_of(what.what));
  if (what.what == operation::lock || what.what == operation::cancel) place.over = true;
  if (what.what == operation::leave) rooms_->sits_no_more(what.who, *what.room);
}

void run_books::kinds_told(const settlement& how) {
  auto answer = how.result ? how.result->answer<kind_list>() : result<kind_list>{fail(errc::internal)};
  if (!answer) return fail_with("kind.list was refused");
  std::string all;
  const kind* chosen = nullptr;
  for (const auto& each : answer->kinds) {
    all += fmt::format(" {} ({}–{})", each.key, each.min_seats, each.max_seats);
    if (fits(each, plan_.seats) && (!chosen || is_better(each, *chosen))) chosen = &each;
  }
  if (!chosen)
    return fail_with(
        fmt::format("no kind allows rooms of {} to {} seats; there are:{}", plan_.seats.min, plan_.seats.max, all));
  kind_ = *chosen;
}

void run_books::created(request& which, const settlement& how) {
  const auto* opened = how.changed && *how.changed ? std::get_if<room_opened>(&**how.changed) : nullptr;
  if (!opened) {
    if (which.of.why == purpose::chore) fail_with("a room could not be created before the run");
    return;
  }
  auto seats = std::get<create_room>(which.of.call).seats.value_or(kind_.max_seats);
  sim::seat_ledger ledger{opened->room, seats, rooms_->user_of(which.of.who), kind_.host_takes_seat};
  which.told.opened(opened->room, seats, kind_.host_takes_seat, std::nullopt, 0);
  auto room = rooms_->add({std::move(ledger), which.of.who});
  // Those from before the run are followed when all are there.
  if (which.of.why == purpose::turn) draw_followers(room, purpose::consequence);
}

void run_books::draw_followers(room_number which, purpose why) {
  const auto& ledger = rooms_->room(which).ledger;
  for (std::uint32_t i = 0; i < plan_.followers; ++i) {
    auto who = random_.below(plan_.users);
    if (!followers_.may_follow(who, ledger.room())) continue;
    auto call = followers_.begin(who, rooms_->user_of(who), ledger.room());
    consequences_.push_back({operation::follow, who, which, std::move(call), why});
  }
}

void run_books::follow_answered(const request& which, const settlement& how) {
  if (how.given_up) return;  // its connection is gone; coming back resumes
  if (how.refusal)
    return verdict_.broken("P7", room_of(which),
                           fmt::format("following was refused as {}", describe(*how.refusal).name));
  if (std::holds_alternative<resume_session>(which.of.call)) {
    auto answer = how.result->answer<session_resumed>();
    if (!answer) return fail_with("the answer of session.resume is of another shape");
    for (auto& call : followers_.resumed(which.of.who, *answer))
      consequences_.push_back({operation::follow, which.of.who, std::nullopt, std::move(call), purpose::consequence});
  } else {
    auto answer = how.result->answer<room_followed>();
    if (!answer) return fail_with("the answer of room.subscribe is of another shape");
    followers_.followed(which.of.who, *answer);
  }
}

void run_books::changed(request& which, const settlement& how) {
  auto& place = rooms_->room(*which.of.room);
  const auto& user = rooms_->user_of(which.of.who);
  if (how.given_up) {
    ++counts_.given_up;
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
    rooms_->sits(which.of.who, *which.of.room);
}

void run_books::read(request& which, const settlement& how, bool is_last) {
  const auto& ledger = rooms_->room(*which.of.room).ledger;
  if (how.refusal) {
    if (*how.refusal == errc::room_not_found)
      verdict_.broken("P2", ledger.room(), "the room was acknowledged, and then it was not found");
    else if (is_last && describe(*how.refusal).retry == retry_hint::same_key)
      consequences_.push_back(which.of);
    else if (is_last)
      verdict_.broken("P2", ledger.room(), fmt::format("it cannot be read: {}", describe(*how.refusal).name));
    return;
  }
  if (std::holds_alternative<list_members>(which.of.call)) return read_on(which, how);
  auto view = how.result->answer<room_view>();
  if (!view) return fail_with("the answer of room.read is of another shape");
  which.told.shown(*view, 0);
  if (!is_last) return ledger.see(*view, verdict_);
  bool is_part = view->members && view->members->size() == max_members_shown && view->taken > max_members_shown;
  see_last(which, std::move(*view), is_part);
}

void run_books::read_on(const request& which, const settlement& how) {
  auto page = how.result->answer<member_page>();
  if (!page) return fail_with("the answer of room.members is of another shape");
  auto found = halls_.extract(*which.of.room);
  auto& members = *found.mapped().members;
  members.insert(members.end(), page->members.begin(), page->members.end());
  see_last(which, std::move(found.mapped()), page->after.has_value());
}

/// Of a great hall the answers show a part at a time; it is looked at when all are there.
void run_books::see_last(const request& which, room_view view, bool is_part) {
  const auto& ledger = rooms_->room(*which.of.room).ledger;
  if (is_part) {
    list_members rest{ledger.room(), view.members->back().seat, std::nullopt};
    consequences_.push_back({operation::read, which.of.who, which.of.room, rest, purpose::chore});
    halls_.insert_or_assign(*which.of.room, std::move(view));
    return;
  }
  ledger.see_last(view, verdict_);
  view.members.reset();
  last_views_.push_back(std::move(view));
}

void run_books::ticket_submitted(const request& which, const settlement& how) {
  auto who = which.of.who;
  if (how.refusal) {
    if (*how.refusal == errc::pool_unknown) tickets_.no_pool();
    if (!how.given_up && sim::is_final(*how.refusal)) return tickets_.refused(who);
    ++counts_.given_up;
    return tickets_.given_up(who);
  }
  auto opened = how.result->answer<ticket_opened>();
  if (!opened) return fail_with("the answer of ticket.submit is of another shape");
  tickets_.acknowledged(who, opened->ticket);
}

void run_books::ticket_read(const request& which, const settlement& how, bool is_last) {
  auto who = which.of.who;
  if (how.refusal) {
    if (*how.refusal == errc::ticket_not_found)
      tickets_.not_found(who, std::get<read_ticket>(which.of.call).ticket);
    else if (is_last && describe(*how.refusal).retry == retry_hint::same_key)
      consequences_.push_back(which.of);
    return;
  }
  auto view = how.result->answer<ticket_view>();
  if (!view) return fail_with("the answer of ticket.read is of another shape");
  if (is_last) tickets_.see(who, *view);
}

void run_books::listed(const settlement& how) {
  if (how.refusal) return;
  auto page = how.result->answer<room_list>();
  if (!page) return fail_with("the answer of room.list is of another shape");
  for (const auto& card : page->rooms)
    if (card.taken > card.seats)
      verdict_.broken("P1", card.room, fmt::format("the list says {} of {} seats are taken", card.taken, card.seats));
}

}  // namespace moim::load
