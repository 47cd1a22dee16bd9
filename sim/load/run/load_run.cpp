// Asio's coroutine headers forget it under g++ 12.
#include "sim/load/run/load_run.hpp"

#include "sim/checks/linearizability.hpp"
#include "sim/load/server/process_cpu.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

/// The phases of a run.
namespace moim::load {
namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t tick_ns = 5'000'000;
// Beyond the time that the server may be away.
constexpr std::int64_t settle_ns_most = 30 * second_ns;
constexpr std::int64_t catch_up_ns_most = 10 * second_ns;
// How long to look for orders: some seconds in all.
constexpr std::uint64_t order_steps_most = 20'000'000;
constexpr std::uint64_t order_steps_of_room = 50'000;

}  // namespace

load_run::load_run(event_loop& loop, const boost::asio::ip::tcp::endpoint& server, const load_plan& plan,
                   std::optional<pid_t> server_process, load_metrics& metrics, watcher watch)
    : loop_{loop},
      plan_{plan},
      server_process_{server_process},
      metrics_{metrics},
      watch_{std::move(watch)},
      timer_{loop.io},
      crowd_{loop, server, plan, *this},
      desk_{crowd_, tally_, verdict_, told_, *this, plan.retries, plan.seed ^ 0xde5c},
      followers_{plan.users, verdict_},
      random_{plan.seed} {
  report_.plan = plan;
}

tl::expected<report, std::string> load_run::run() {
  phase_began_ns_ = now_ns();
  tick();
  loop_.io.run();
  if (!failure_.empty()) return tl::unexpected{failure_};
  return std::move(report_);
}

void load_run::failed(const std::string& why) {
  if (failure_.empty()) failure_ = why;
  loop_.io.stop();
}

void load_run::stop_early() {
  if (phase_ < phase::measuring) failed("stopped before anything was measured");
  if (phase_ == phase::measuring) end_measuring(now_ns());
}

double load_run::progress() const {
  if (phase_ < phase::measuring) return 0;
  if (phase_ > phase::measuring) return 1;
  return std::min(1.0, static_cast<double>(now_ns() - phase_began_ns_) / 1e9 / plan_.duration_s);
}

void load_run::tick() {
  auto now = now_ns();
  crowd_.tick(now);
  desk_.tick(now);
  begin_turns(now);
  begin_chores();
  advance(now);
  if (now - watched_ns_ >= second_ns) {
    watched_ns_ = now;
    watch_(*this);
  }
  if (phase_ != phase::over) tick_later();
}

void load_run::tick_later() {
  auto at = now_ns() + tick_ns;
  if (auto due = pacer_ ? pacer_->next_due_ns() : std::nullopt) at = std::min(at, *due);
  timer_.expires_at(std::chrono::steady_clock::time_point{std::chrono::nanoseconds{at}});
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) tick();
  });
}

void load_run::enter(phase next) {
  phase_ = next;
  phase_began_ns_ = now_ns();
}

void load_run::advance(std::int64_t now) {
  bool chores_done = to_do_.empty() && doing_ == 0;
  auto in_phase_ns = now - phase_began_ns_;
  switch (phase_) {
    case phase::connecting:
      return crowd_.open_count() == crowd_.size() ? ask_for_kinds() : void();
    case phase::asking_kinds:
      return;  // goes on when the answer comes
    case phase::creating:
      return chores_done ? plan_preparing() : void();
    case phase::following:
      return chores_done ? begin_measuring(now) : void();
    case phase::measuring:
      if (pacer_->is_dry() && desk_.open_count() == 0) report_.ran_dry = true;
      if (report_.ran_dry || static_cast<double>(in_phase_ns) >= plan_.duration_s * 1e9) end_measuring(now);
      return;
    case phase::settling:
      if (desk_.is_idle() && reconnecting_.empty()) return plan_reading();
      if (in_phase_ns < settle_ns_most + static_cast<std::int64_t>(plan_.away_s * 1e9)) return;
      report_.unanswered = desk_.unanswered();
      return plan_reading();
    case phase::reading:
      return chores_done ? enter(phase::catching_up) : void();
    case phase::catching_up:
      return compare_followers(now);
    case phase::over:
      return;
  }
}

void load_run::ask_for_kinds() {
  std::vector<user_id> users;
  for (person_number who = 0; who < plan_.users; ++who) users.push_back(crowd_.user_of(who));
  world_.emplace(std::move(users));
  enter(phase::asking_kinds);
  begin({operation::list, 0, std::nullopt, list_kinds{}, purpose::consequence}, now_ns());
}

void load_run::plan_rooms() {
  enter(phase::creating);
  for (std::uint32_t i = 0; i < plan_.rooms; ++i) {
    auto made = create_by(i % plan_.users, random_.between(plan_.seats.least, plan_.seats.most));
    made.why = purpose::chore;
    to_do_.push_back(std::move(made));
  }
}

void load_run::plan_preparing() {
  enter(phase::following);
  scenario_ = sim::make_scenario({plan_.scenario, plan_.users, plan_.rooms, plan_.seats, plan_.seed});
  for (const auto& [who, where] : scenario_->prepare(*world_))
    to_do_.push_back({operation::join, who, where, join_room{world_->room(where).ledger.room()}, purpose::chore});
  for (room_number room = 0; room < world_->room_count(); ++room) follow(room);
}

void load_run::begin_measuring(std::int64_t now) {
  enter(phase::measuring);
  tally_ = {};
  if (plan_.rate_per_s)
    pacer_ = pacer::open(plan_.users, *plan_.rate_per_s, now, plan_.seed);
  else
    pacer_ = pacer::closed(plan_.users, plan_.in_flight * plan_.connections_per_user(), plan_.window);
  report_.sent_bytes = loop_.sent_bytes;
  report_.received_bytes = loop_.received_bytes;
  own_cpu_ns_ = own_cpu_ns();
  if (server_process_) server_cpu_ns_ = cpu_ns_of(*server_process_).value_or(0);
  begin_turns(now);
}

void load_run::end_measuring(std::int64_t now) {
  report_.window_s = static_cast<double>(now - phase_began_ns_) / 1e9;
  report_.own_cpu_ns = own_cpu_ns() - own_cpu_ns_;
  if (auto cpu = server_process_ ? cpu_ns_of(*server_process_) : std::nullopt)
    report_.server_cpu_ns = *cpu - server_cpu_ns_;
  report_.sent_bytes = loop_.sent_bytes - report_.sent_bytes;
  report_.received_bytes = loop_.received_bytes - report_.received_bytes;
  report_.done_in_window = tally_.done();
  report_.answers_in_window = tally_.answers;
  pacer_.reset();
  enter(phase::settling);
}

void load_run::plan_reading() {
  enter(phase::reading);
  // Once more by its host, who may see everything.
  for (room_number room = world_->room_count(); room-- > 0;) {
    const auto& place = world_->room(room);
    to_do_.push_back({operation::read, place.host, room, read_room{place.ledger.room()}, purpose::chore});
  }
}

void load_run::compare_followers(std::int64_t now) {
  auto caught_up = std::all_of(last_views_.begin(), last_views_.end(),
                               [&](const room_view& each) { return followers_.has_caught_up(each); });
  if (!caught_up && now - phase_began_ns_ < catch_up_ns_most) return;
  for (const auto& each : last_views_) followers_.see_last(each);
  finish();
}

/// Each room's history has an order that explains every answer.
void load_run::find_orders() {
  std::uint64_t steps = 0;
  for (const auto& room : told_.rooms()) {
    if (!room.whole || room.cut_short || steps > order_steps_most) {
      ++report_.orders_not_sought;
      continue;
    }
    auto found = sim::find_order(room, told_, order_steps_of_room);
    steps += found.steps;
    ++(found.is == sim::linearizable::undecided ? report_.orders_undecided : report_.orders_sought);
    if (found.is == sim::linearizable::no) verdict_.broken("linearisable", room.room, found.why);
  }
}

void load_run::finish() {
  find_orders();
  enter(phase::over);
  report_.kind = kind_.key;
  report_.counts = tally_;
  report_.rooms_read = last_views_.size();
  for (const auto& each : last_views_) report_.members_seen += each.taken;
  report_.followers = followers_.count();
  report_.resumed = followers_.resumed_count();
  report_.snapshots = followers_.snapshots_count();
  report_.connections_ended = crowd_.endings();
  report_.found = verdict_;
  watch_(*this);
  crowd_.close_all();
}

}  // namespace moim::load
