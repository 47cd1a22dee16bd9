// Asio's coroutine headers forget it under g++ 12.
#include "sim/load/run/load_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

/// Who does what next in a run, and what came of it.
namespace moim::load {
namespace {

// Requests under way before and after the measuring.
constexpr std::size_t chores_at_once = 256;
// Arrivals that one turn of the loop takes up, so that answers are read in between.
constexpr int arrivals_at_once = 1'024;
// An open loop does not wait; past this the server is not late but gone.
constexpr std::size_t open_most = 1'000'000;

}  // namespace

void load_run::begin_turns(std::int64_t now) {
  if (phase_ != phase::measuring) return;
  if (desk_.open_count() > open_most) return failed("the server is a million requests behind");
  for (int i = 0; i < arrivals_at_once; ++i) {
    auto turn = pacer_->next(now);
    if (!turn) return;
    auto next = scenario_->next(turn->who, *world_);
    if (!next) {
      pacer_->retire(turn->who);
      pacer_->finished(turn->who);
    } else if (next->what == sim::act::go_away && crowd_.is_open(turn->who) && !reconnecting_.contains(turn->who)) {
      begin_reconnect(turn->who, turn->due_ns);
    } else {
      begin(intent_of(turn->who, *next), turn->due_ns);
    }
  }
}

intent load_run::create_by(person_number who, std::uint32_t seats) {
  return {operation::create, who, std::nullopt, create_room{kind_.key, fmt::format("Load {}", created_++), seats}};
}

intent load_run::intent_of(person_number who, const sim::intention& wish) {
  auto in_room = [&](operation what, auto call) {
    call.room = world_->room(*wish.where).ledger.room();
    return intent{what, who, wish.where, std::move(call)};
  };
  switch (wish.what) {
    case sim::act::create:
      return create_by(who, wish.seats);
    case sim::act::join:
      return in_room(operation::join, join_room{});
    case sim::act::leave:
      return in_room(operation::leave, leave_room{});
    case sim::act::lock:
      return in_room(operation::lock, lock_room{});
    case sim::act::cancel:
      return in_room(operation::cancel, cancel_room{});
    case sim::act::read:
      return in_room(operation::read, read_room{});
    case sim::act::list:
      return {operation::list, who, std::nullopt, list_rooms{}};
    case sim::act::go_away:
      // Who is away already asks for something while on their way back.
      return {operation::reconnect, who, std::nullopt, read_session{}};
    case sim::act::own_rooms:
    case sim::act::follow:  // here rooms are followed from their start
    case sim::act::again:   // and requests are sent again by the desk
      break;
  }
  return {operation::own_rooms, who, std::nullopt, read_user{}};
}

void load_run::begin_reconnect(person_number who, std::int64_t due_ns) {
  reconnecting_.emplace(who, due_ns);
  crowd_.drop(who, random_.chance(0.5));
}

void load_run::begin(intent what, std::int64_t intended_ns) {
  if (what.room && changes(what.what)) {
    auto& place = world_->room(*what.room);
    place.ledger.ask(crowd_.user_of(what.who), call_of(what.what));
    if (what.what == operation::lock || what.what == operation::cancel) place.over = true;
    if (what.what == operation::leave) world_->sits_no_more(what.who, *what.room);
  }
  desk_.begin(std::move(what), intended_ns);
}

void load_run::begin_consequence(operation what, person_number who, method_call call) {
  begin({what, who, std::nullopt, std::move(call), purpose::consequence}, now_ns());
}

void load_run::begin_chores() {
  auto most = std::min<std::size_t>(chores_at_once, 8 * plan_.users);
  while (!to_do_.empty() && doing_ < most) {
    ++doing_;
    auto next = std::move(to_do_.back());
    to_do_.pop_back();
    begin(std::move(next), now_ns());
  }
}

void load_run::came_up(connection_number which) {
  if (which >= plan_.users) return;
  for (auto& call : followers_.resume(which)) begin_consequence(operation::follow, which, std::move(call));
  auto away = reconnecting_.find(which);
  if (away == reconnecting_.end()) return;
  auto& row = tally_.of(operation::reconnect);
  row.latency_ns.add(static_cast<std::uint64_t>(now_ns() - away->second));
  ++row.done;
  metrics_.requests(operation::reconnect, request_end::done).add();
  reconnecting_.erase(away);
  if (phase_ != phase::measuring) return;
  pacer_->finished(which);
  begin_turns(now_ns());
}

void load_run::went_down(connection_number which) {
  ++tally_.disconnects;
  if (which < plan_.users) followers_.disconnected(which);
  desk_.went_down(which);
}

void load_run::arrived(connection_number on, const server_message& message, const message_decoder& decoder) {
  if (const auto* answer = std::get_if<reply>(&message)) return desk_.arrived(on, answer->id, nullptr, decoder);
  if (const auto* refusal = std::get_if<failure>(&message)) {
    if (!refusal->id || !refusal->known_code)
      return failed(fmt::format("the server answered {}: {}", refusal->code, refusal->message));
    outcome why = tl::unexpected{error{*refusal->known_code, refusal->message, refusal->retry_after_ms}};
    return desk_.arrived(on, *refusal->id, &why, decoder);
  }
  ++tally_.pushes;
  metrics_.pushes().add();
  auto who = crowd_.person_on(on);
  if (const auto* change = std::get_if<room_changed>(&message)) followers_.pushed(who, *change);
  if (const auto* reset = std::get_if<room_reset>(&message)) followers_.pushed(who, *reset);
}

void load_run::settled(request& which, const settlement& how) {
  auto who = which.of.who;
  auto why = which.of.why;
  if (why == purpose::turn) count(which, how);
  switch (which.of.what) {
    case operation::create:
      created(which, how);
      break;
    case operation::read:
      read(which, how);
      break;
    case operation::follow:
      answer_follow(which, how);
      break;
    case operation::list:
      std::holds_alternative<list_kinds>(which.of.call) ? learn_kind(how) : listed(how);
      break;
    default:
      if (which.of.room && changes(which.of.what)) changed(which, how);
  }
  if (why == purpose::chore) {
    --doing_;
    begin_chores();
  } else if (why == purpose::turn && phase_ == phase::measuring) {
    pacer_->finished(who);
    begin_turns(now_ns());
  }
}

void load_run::count(const request& which, const settlement& how) {
  auto latency = std::max<std::int64_t>(now_ns() - which.intended_ns, 0);
  auto& row = tally_.of(which.of.what);
  row.latency_ns.add(static_cast<std::uint64_t>(latency));
  ++(how.refusal ? row.refused : row.done);
  metrics_.requests(which.of.what, how.refusal ? request_end::refused : request_end::done).add();
  metrics_.latency(which.of.what).observe(std::chrono::nanoseconds{latency});
}

room_id load_run::room_of(const request& which) const {
  return which.of.room ? world_->room(*which.of.room).ledger.room() : room_id{};
}

}  // namespace moim::load
