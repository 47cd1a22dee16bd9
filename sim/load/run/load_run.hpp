#pragma once

#include "sim/load/people/followers.hpp"
#include "sim/load/people/request_desk.hpp"
#include "sim/load/people/world.hpp"
#include "sim/load/report/load_metrics.hpp"
#include "sim/load/report/report.hpp"
#include "sim/load/run/pacer.hpp"
#include "sim/scenarios/scenario.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>

namespace moim::load {

/// One run from the first connection to the verdict:
///
///     connect → learn the kinds → create rooms → follow → measure → settle → read everything → let followers catch up
///
/// All of it on one thread, driven by answers and by a tick every few milliseconds.
class load_run : private crowd::owner, private request_desk::owner {
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
  const tally& counts() const { return tally_; }
  const sim::verdict& found() const { return verdict_; }
  std::size_t connections_open() const { return crowd_.open_count(); }
  std::size_t in_flight() const { return desk_.open_count(); }

 private:
  void came_up(connection_number which) override;
  void arrived(connection_number on, const server_message& message, const message_decoder& decoder) override;
  void went_down(connection_number which) override;
  void failed(const std::string& why) override;
  void settled(request& which, const settlement& how) override;
  room_id room_of(const request& which) const override;

  // load_run.cpp: phases
  void tick();
  void tick_later();
  void advance(std::int64_t now);
  void enter(phase next);
  void ask_for_kinds();
  void plan_rooms();
  void plan_preparing();
  void plan_reading();
  void begin_measuring(std::int64_t now);
  void end_measuring(std::int64_t now);
  void compare_followers(std::int64_t now);
  void find_orders();
  void finish();

  // load_run_turns.cpp: who does what next
  void begin_turns(std::int64_t now);
  intent intent_of(person_number who, const sim::intention& wish);
  intent create_by(person_number who, std::uint32_t seats);
  void begin_chores();
  void begin_reconnect(person_number who, std::int64_t due_ns);
  void begin(intent what, std::int64_t intended_ns);
  void begin_consequence(operation what, person_number who, method_call call);
  void count(const request& which, const settlement& how);

  // load_run_answers.cpp: what came of it
  void learn_kind(const settlement& how);
  void created(request& which, const settlement& how);
  void follow(room_number which);
  void answer_follow(const request& which, const settlement& how);
  void changed(request& which, const settlement& how);
  void read(request& which, const settlement& how);
  void listed(const settlement& how);

  event_loop& loop_;
  load_plan plan_;
  std::optional<pid_t> server_process_;
  load_metrics& metrics_;
  watcher watch_;
  boost::asio::steady_timer timer_;
  sim::verdict verdict_;
  tally tally_;
  /// 64 MB at most; a room that takes longer than a thousand operations is left out.
  sim::history told_{{1'000, 2'000'000}};
  crowd crowd_;
  request_desk desk_;
  followers followers_;
  sim::random_source random_;
  std::optional<world> world_;
  std::unique_ptr<sim::scenario> scenario_;
  std::uint64_t created_ = 0;
  std::optional<pacer> pacer_;
  kind kind_;

  phase phase_ = phase::connecting;
  /// What a phase before or after the measuring has to do yet, the next last.
  std::vector<intent> to_do_;
  std::size_t doing_ = 0;
  /// The rooms as they were read last.
  std::vector<room_view> last_views_;
  /// People who are away to come back, and since when.
  std::unordered_map<person_number, std::int64_t> reconnecting_;
  report report_;
  std::string failure_;
  std::int64_t phase_began_ns_ = 0;
  std::int64_t watched_ns_ = 0;
  std::int64_t server_cpu_ns_ = 0;
  std::int64_t own_cpu_ns_ = 0;
};

}  // namespace moim::load
