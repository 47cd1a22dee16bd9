// Asio's coroutine headers forget it under g++ 12.
#include "sim/load/run/load_run.hpp"

#include "sim/load/run/order_finder.hpp"
#include "sim/load/server/process_cpu.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace moim::load {
namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t tick_ns = 5'000'000;
// Beyond the time that the server may be away.
constexpr std::int64_t settle_max_ns = 30 * second_ns;
constexpr std::int64_t catch_up_max_ns = 10 * second_ns;

}  // namespace

load_run::load_run(event_loop& loop, const boost::asio::ip::tcp::endpoint& server, const load_plan& plan,
                   std::optional<pid_t> server_process, load_metrics& metrics, watcher watch)
    : loop_{loop},
      plan_{plan},
      server_process_{server_process},
      watch_{std::move(watch)},
      timer_{loop.io},
      traffic_{loop, server, plan_, metrics, verdict_, [this](const std::string& why) { failed(why); }} {
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
  traffic_.tick(now);
  advance(now);
  if (now - watched_ns_ >= second_ns) {
    watched_ns_ = now;
    watch_(*this);
  }
  if (phase_ != phase::over) tick_later();
}

void load_run::tick_later() {
  auto at = now_ns() + tick_ns;
  if (auto due = traffic_.next_due_ns()) at = std::min(at, *due);
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
  auto in_phase_ns = now - phase_began_ns_;
  switch (phase_) {
    case phase::connecting:
      if (!traffic_.all_connected()) return;
      enter(phase::asking_kinds);
      return traffic_.ask_for_kinds();
    case phase::asking_kinds:
      if (!traffic_.knows_kind()) return;
      enter(phase::creating);
      return traffic_.create_rooms();
    case phase::creating:
      if (!traffic_.chores_done()) return;
      enter(phase::following);
      return traffic_.join_and_follow();
    case phase::following:
      if (traffic_.chores_done()) begin_measuring(now);
      return;
    case phase::measuring:
      report_.ran_dry = traffic_.is_dry();
      if (report_.ran_dry || static_cast<double>(in_phase_ns) >= plan_.duration_s * 1e9) end_measuring(now);
      return;
    case phase::settling:
      return settle(in_phase_ns);
    case phase::reading:
      if (traffic_.chores_done()) enter(phase::catching_up);
      return;
    case phase::catching_up:
      return compare_followers(now);
    case phase::over:
      return;
  }
}

void load_run::settle(std::int64_t in_phase_ns) {
  bool is_late = in_phase_ns >= settle_max_ns + static_cast<std::int64_t>(plan_.away_s * 1e9);
  if (!traffic_.is_idle() && !is_late) return;
  if (!traffic_.is_idle()) report_.unanswered = traffic_.desk().unanswered();
  enter(phase::reading);
  traffic_.read_rooms();
  traffic_.read_tickets();
}

void load_run::begin_measuring(std::int64_t now) {
  enter(phase::measuring);
  report_.sent_bytes = loop_.sent_bytes;
  report_.received_bytes = loop_.received_bytes;
  own_cpu_ns_ = own_cpu_ns();
  if (server_process_) server_cpu_ns_ = cpu_ns_of(*server_process_).value_or(0);
  traffic_.begin_turns(now);
}

void load_run::end_measuring(std::int64_t now) {
  report_.window_s = static_cast<double>(now - phase_began_ns_) / 1e9;
  report_.own_cpu_ns = own_cpu_ns() - own_cpu_ns_;
  if (auto cpu = server_process_ ? cpu_ns_of(*server_process_) : std::nullopt)
    report_.server_cpu_ns = *cpu - server_cpu_ns_;
  report_.sent_bytes = loop_.sent_bytes - report_.sent_bytes;
  report_.received_bytes = loop_.received_bytes - report_.received_bytes;
  report_.done_in_window = counts().done();
  report_.answers_in_window = counts().answers;
  traffic_.end_turns();
  enter(phase::settling);
}

void load_run::compare_followers(std::int64_t now) {
  auto& books = traffic_.books();
  const auto& views = books.last_views();
  auto caught_up = std::all_of(views.begin(), views.end(),
                               [&](const room_view& each) { return books.followers().has_caught_up(each); }) &&
                   books.tickets().has_caught_up();
  if (!caught_up && now - phase_began_ns_ < catch_up_max_ns) return;
  for (const auto& each : views) books.followers().see_last(each);
  books.tickets().see_last();
  finish();
}

void load_run::finish() {
  auto& books = traffic_.books();
  find_orders(traffic_.told(), verdict_, report_);
  enter(phase::over);
  report_.kind = books.kind_of_rooms().key;
  report_.counts = counts();
  report_.rooms_read = books.last_views().size();
  for (const auto& each : books.last_views()) report_.members_seen += each.taken;
  report_.followers = books.followers().count();
  report_.tickets = books.tickets().count();
  report_.tickets_ended = books.tickets().ended_count();
  report_.resumed = books.followers().resumed_count();
  report_.snapshots = books.followers().snapshots_count();
  report_.connections_ended = lines().endings();
  report_.connections_not_opened = lines().failed_openings();
  report_.found = verdict_;
  watch_(*this);
  traffic_.close_all();
}

}  // namespace moim::load
