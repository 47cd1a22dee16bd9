// Asio's coroutine headers forget it under g++ 12.
#include "sim/load/run/run_traffic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace moim::load {
namespace {

// Requests under way before and after the measuring.
constexpr std::size_t chores_at_once = 256;
// Arrivals that one turn of the loop takes up, so that answers are read in between.
constexpr int arrivals_at_once = 1'024;
// An open loop does not wait; past this the server is not late but gone.
constexpr std::size_t open_max = 1'000'000;

}  // namespace

run_traffic::run_traffic(event_loop& loop, const boost::asio::ip::tcp::endpoint& server, const load_plan& plan,
                         load_metrics& metrics, sim::verdict& found, failure_handler fail)
    : plan_{plan},
      metrics_{metrics},
      fail_{std::move(fail)},
      lines_{loop, server, plan, *this},
      desk_{lines_, counts_, found, told_, *this, plan.retries, plan.seed ^ 0xde5c},
      random_{plan.seed},
      books_{plan, found, counts_, random_} {}

void run_traffic::tick(std::int64_t now) {
  lines_.tick(now);
  desk_.tick(now);
  take_turns(now);
  begin_chores();
}

void run_traffic::ask_for_kinds() {
  std::vector<user_id> users;
  for (person_number who = 0; who < plan_.users; ++who) users.push_back(lines_.user_of(who));
  books_.begin(std::move(users));
  begin({operation::list, 0, std::nullopt, list_kinds{}, purpose::consequence}, now_ns());
}

void run_traffic::create_rooms() {
  for (std::uint32_t i = 0; i < plan_.rooms; ++i) {
    auto made = turns_->create_by(i % plan_.users, random_.between(plan_.seats.min, plan_.seats.max));
    made.why = purpose::chore;
    to_do_.push_back(std::move(made));
  }
}

void run_traffic::join_and_follow() {
  to_do_ = turns_->prepare();
  for (room_number room = 0; room < books_.rooms().room_count(); ++room) books_.draw_followers(room, purpose::chore);
  begin_consequences();
}

/// Each room once more by its host, who may see everything.
void run_traffic::read_rooms() {
  reading_ = true;
  for (room_number room = books_.rooms().room_count(); room-- > 0;) {
    const auto& place = books_.rooms().room(room);
    to_do_.push_back({operation::read, place.host, room, read_room{place.ledger.room()}, purpose::chore});
  }
}

void run_traffic::read_tickets() {
  for (const auto& [who, ticket] : books_.tickets().last_tickets())
    to_do_.push_back({operation::read_ticket, who, std::nullopt, read_ticket{ticket}, purpose::chore});
}

void run_traffic::begin_turns(std::int64_t now) {
  counts_ = {};
  measuring_ = true;
  turns_->begin(now);
  take_turns(now);
}

void run_traffic::end_turns() {
  measuring_ = false;
  turns_->end();
}

void run_traffic::begin(intent what, std::int64_t intended_ns) {
  books_.asked(what, intended_ns);
  desk_.begin(std::move(what), intended_ns);
}

void run_traffic::take_turns(std::int64_t now) {
  if (!measuring_) return;
  if (desk_.open_count() > open_max) return failed("the server is a million requests behind");
  for (int i = 0; i < arrivals_at_once; ++i) {
    auto turn = turns_->next(now);
    if (!turn) return;
    if (turn->what) {
      begin(std::move(*turn->what), turn->due_ns);
    } else if (lines_.is_open(turn->who) && !reconnecting_.contains(turn->who)) {
      reconnecting_.emplace(turn->who, turn->due_ns);
      lines_.drop(turn->who, random_.chance(0.5));
    } else {
      // Somebody who is away already asks for something while on their way back.
      begin({operation::reconnect, turn->who, std::nullopt, read_session{}}, turn->due_ns);
    }
  }
}

void run_traffic::begin_chores() {
  auto at_once = std::min<std::size_t>(chores_at_once, 8 * plan_.users);
  while (!to_do_.empty() && doing_ < at_once) {
    ++doing_;
    auto next = std::move(to_do_.back());
    to_do_.pop_back();
    begin(std::move(next), now_ns());
  }
}

void run_traffic::begin_consequences() {
  for (auto& each : books_.take_consequences()) {
    if (each.why == purpose::chore)
      to_do_.push_back(std::move(each));
    else
      begin(std::move(each), now_ns());
  }
}

void run_traffic::came_up(connection_number which) {
  if (which >= plan_.users) return;
  for (auto& call : books_.followers().resume(which))
    begin({operation::follow, which, std::nullopt, std::move(call), purpose::consequence}, now_ns());
  auto away = reconnecting_.find(which);
  if (away == reconnecting_.end()) return;
  auto& row = counts_.of(operation::reconnect);
  row.latency_ns.add(static_cast<std::uint64_t>(now_ns() - away->second));
  ++row.done;
  metrics_.requests(operation::reconnect, request_end::done).add();
  reconnecting_.erase(away);
  if (!measuring_) return;
  turns_->finished(which);
  take_turns(now_ns());
}

void run_traffic::went_down(connection_number which) {
  ++counts_.disconnects;
  if (which < plan_.users) books_.followers().disconnected(which);
  books_.tickets().disconnected(lines_.person_on(which));
  desk_.went_down(which);
}

void run_traffic::arrived(connection_number on, const server_message& message, const message_decoder& decoder) {
  if (const auto* answer = std::get_if<reply>(&message)) return desk_.arrived(on, answer->id, nullptr, decoder);
  if (const auto* refusal = std::get_if<failure>(&message)) {
    if (!refusal->id || !refusal->known_code)
      return failed(fmt::format("the server answered {}: {}", refusal->code, refusal->message));
    outcome why = tl::unexpected{error{*refusal->known_code, refusal->message, refusal->retry_after_ms}};
    return desk_.arrived(on, *refusal->id, &why, decoder);
  }
  ++counts_.pushes;
  metrics_.pushes().add();
  auto who = lines_.person_on(on);
  if (const auto* change = std::get_if<room_changed>(&message)) books_.followers().pushed(who, *change);
  if (const auto* reset = std::get_if<room_reset>(&message)) books_.followers().pushed(who, *reset);
  if (const auto* news = std::get_if<inbox_noted>(&message)) noted(who, news->note);
}

/// From when a ticket was to be handed in until its person is told of the match.
void run_traffic::noted(person_number who, const note& told) {
  auto since = books_.tickets().noted(who, told);
  if (!since || !measuring_ || told.what != note_kind::matched) return;
  auto latency = std::max<std::int64_t>(now_ns() - *since, 0);
  auto& row = counts_.of(operation::match);
  row.latency_ns.add(static_cast<std::uint64_t>(latency));
  ++row.done;
  metrics_.requests(operation::match, request_end::done).add();
  metrics_.latency(operation::match).observe(std::chrono::nanoseconds{latency});
}

void run_traffic::settled(request& which, const settlement& how) {
  auto who = which.of.who;
  auto why = which.of.why;
  if (why == purpose::turn) count(which, how);
  enter_into_books(which, how);
  if (!books_.failure().empty()) return failed(books_.failure());
  if (why == purpose::chore) {
    --doing_;
    begin_chores();
  } else if (why == purpose::turn && measuring_) {
    turns_->finished(who);
    take_turns(now_ns());
  }
}

void run_traffic::enter_into_books(request& which, const settlement& how) {
  bool asks_kinds = std::holds_alternative<list_kinds>(which.of.call);
  switch (which.of.what) {
    case operation::create:
      books_.created(which, how);
      break;
    case operation::read:
      books_.read(which, how, reading_ && which.of.why == purpose::chore);
      break;
    case operation::follow:
      books_.follow_answered(which, how);
      break;
    case operation::submit:
      books_.ticket_submitted(which, how);
      break;
    case operation::read_ticket:
      books_.ticket_read(which, how, reading_ && which.of.why == purpose::chore);
      break;
    case operation::list:
      asks_kinds ? books_.kinds_told(how) : books_.listed(how);
      break;
    default:
      if (which.of.room && changes(which.of.what)) books_.changed(which, how);
  }
  if (asks_kinds && books_.failure().empty())
    turns_.emplace(plan_, books_.rooms(), books_.tickets(), books_.kind_of_rooms());
  begin_consequences();
}

void run_traffic::count(const request& which, const settlement& how) {
  auto latency = std::max<std::int64_t>(now_ns() - which.intended_ns, 0);
  auto& row = counts_.of(which.of.what);
  row.latency_ns.add(static_cast<std::uint64_t>(latency));
  ++(how.refusal ? row.refused : row.done);
  metrics_.requests(which.of.what, how.refusal ? request_end::refused : request_end::done).add();
  metrics_.latency(which.of.what).observe(std::chrono::nanoseconds{latency});
}

}  // namespace moim::load
