#pragma once

#include "sim/load/report/load_report.hpp"
#include "sim/load/run/run_traffic.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>

namespace moim::load {

/// One run from the first connection to the verdict:
///
///     connect → learn the kinds → create rooms → follow → measure → settle → read everything → let followers catch up
///
/// All of it on one thread, driven by answers and by a tick every few milliseconds. The run knows its phases and
/// what is measured; requests and answers are the `run_traffic`'s.
class load_run {
 public:
  /// Called about once a second with the state of things, for a progress line and metrics.
  using watcher = std::function<void(const load_run&)>;

  load_run(event_loop& loop, const boost::asio::ip::tcp::endpoint& server, const load_plan& plan,
           std::optional<pid_t> server_process, load_metrics& metrics, watcher watch);

  /// Runs until the end. The report says what was measured and which promises were broken; an error (for people) that
  /// there was no run.
  tl::expected<report, std::string> run();
  /// Ends the measuring now; what was measured is checked and reported. Before it, ends the run.
  void stop_early();

  enum class phase : std::uint8_t {
    connecting,
    asking_kinds,
    creating,
    following,
    measuring,
    settling,
    reading,
    catching_up,
    over
  };
  phase now_in() const { return phase_; }
  /// 0 … 1 of the measured time.
  double progress() const;
  const run_counts& counts() const { return traffic_.counts(); }
  const sim::verdict& found() const { return verdict_; }
  const client_lines& lines() const { return traffic_.lines(); }
  std::size_t in_flight() const { return traffic_.desk().open_count(); }

 private:
  void failed(const std::string& why);
  void tick();
  void tick_later();
  void advance(std::int64_t now);
  void enter(phase next);
  void begin_measuring(std::int64_t now);
  void end_measuring(std::int64_t now);
  void settle(std::int64_t in_phase_ns);
  void compare_followers(std::int64_t now);
  void finish();

  event_loop& loop_;
  load_plan plan_;
  std::optional<pid_t> server_process_;
  watcher watch_;
  boost::asio::steady_timer timer_;
  sim::verdict verdict_;
  run_traffic traffic_;

  phase phase_ = phase::connecting;
  report report_;
  std::string failure_;
  std::int64_t phase_began_ns_ = 0;
  std::int64_t watched_ns_ = 0;
  std::int64_t server_cpu_ns_ = 0;
  std::int64_t own_cpu_ns_ = 0;
};

}  // namespace moim::load
