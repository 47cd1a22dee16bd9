#include "sim/load/run/turn_source.hpp"

#include <fmt/format.h>

namespace moim::load {

std::vector<intent> turn_source::prepare() {
  scenario_ = sim::make_scenario({plan_.scenario, plan_.users, plan_.rooms, plan_.seats, plan_.seed});
  std::vector<intent> first;
  for (const auto& [who, where] : scenario_->prepare(rooms_))
    first.push_back({operation::join, who, where, join_room{rooms_.room(where).ledger.room()}, purpose::chore});
  return first;
}

void turn_source::begin(std::int64_t now_ns) {
  if (plan_.rate_per_s)
    pacer_ = pacer::open(plan_.users, *plan_.rate_per_s, now_ns, plan_.seed);
  else
    pacer_ = pacer::closed(plan_.users, plan_.in_flight * plan_.connections_per_user(), plan_.window);
}

std::optional<turn_source::turn> turn_source::next(std::int64_t now_ns) {
  while (auto due = pacer_->next(now_ns)) {
    if (auto ticket = about_ticket(due->who)) return turn{std::move(ticket), due->who, due->due_ns};
    auto wish = scenario_->next(due->who, rooms_);
    if (!wish) {
      pacer_->retire(due->who);
      pacer_->finished(due->who);
      continue;
    }
    if (wish->what == sim::act::go_away) return turn{std::nullopt, due->who, due->due_ns};
    return turn{intent_of(due->who, *wish), due->who, due->due_ns};
  }
  return std::nullopt;
}

/// Wants to be two, with anybody; or, while that waits, looks how it fares.
std::optional<intent> turn_source::about_ticket(person_number who) {
  if (plan_.tickets == 0 || !random_.chance(plan_.tickets)) return std::nullopt;
  if (auto waits = tickets_.waiting(who)) return intent{operation::read_ticket, who, std::nullopt, read_ticket{*waits}};
  if (!tickets_.may_submit(who)) return std::nullopt;
  submit_request wanted;
  wanted.kind = kind_.key;
  wanted.size = group_size{2, 2, {}};
  return intent{operation::submit, who, std::nullopt, std::move(wanted)};
}

intent turn_source::create_by(person_number who, std::uint32_t seats) {
  return {operation::create, who, std::nullopt, create_room{kind_.key, fmt::format("Load {}", created_++), seats}};
}

intent turn_source::intent_of(person_number who, const sim::intention& wish) {
  auto in_room = [&](operation what, auto call) {
    call.room = rooms_.room(*wish.where).ledger.room();
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
    case sim::act::go_away:  // is no request
    case sim::act::own_rooms:
    case sim::act::follow:  // here rooms are followed from their start
    case sim::act::again:   // and requests are sent again by the desk
      break;
  }
  return {operation::own_rooms, who, std::nullopt, read_user{}};
}

}  // namespace moim::load
