#pragma once

#include "sim/load/people/request_desk.hpp"
#include "sim/load/report/load_metrics.hpp"
#include "sim/load/run/run_books.hpp"
#include "sim/load/run/turn_source.hpp"

#include <functional>

namespace moim::load {

/// What goes between the people of a run and the server. *Chores* prepare a run or check it, a bounded number at once;
/// *turns* are what is measured. The `turn_source` says who does what next, the `request_desk` sends it, and the
/// `run_books` say what the answers mean.
class run_traffic : private client_lines::owner, private request_desk::owner {
 public:
  /// Called, for people to read, when there is no point in going on.
  using failure_handler = std::function<void(const std::string& why)>;

  /// `plan`, `found` and `metrics` outlive the traffic.
  run_traffic(event_loop& loop, const boost::asio::ip::tcp::endpoint& server, const load_plan& plan,
              load_metrics& metrics, sim::verdict& found, failure_handler fail);

  /// To be called every few milliseconds.
  void tick(std::int64_t now_ns);
  /// When the next turn is due, if that is known.
  std::optional<std::int64_t> next_due_ns() const { return turns_ ? turns_->next_due_ns() : std::nullopt; }

  bool all_connected() const { return lines_.open_count() == lines_.size(); }
  void ask_for_kinds();
  bool knows_kind() const { return turns_.has_value(); }

  /// The chores, phase by phase.
  void create_rooms();
  void join_and_follow();
  void read_rooms();
  void read_tickets();
  bool chores_done() const { return to_do_.empty() && doing_ == 0; }

  /// Turns are taken and counted between these.
  void begin_turns(std::int64_t now_ns);
  void end_turns();
  /// Nobody has anything left to do, and everything is answered.
  bool is_dry() const { return turns_->is_dry() && desk_.open_count() == 0; }
  /// Nothing is under way, and nobody is away.
  bool is_idle() const { return desk_.is_idle() && reconnecting_.empty(); }
  void close_all() { lines_.close_all(); }

  const run_counts& counts() const { return counts_; }
  const sim::history& told() const { return told_; }
  run_books& books() { return books_; }
  const client_lines& lines() const { return lines_; }
  const request_desk& desk() const { return desk_; }

 private:
  void came_up(connection_number which) override;
  void arrived(connection_number on, const server_message& message, const message_decoder& decoder) override;
  void went_down(connection_number which) override;
  void failed(const std::string& why) override { fail_(why); }
  void settled(request& which, const settlement& how) override;
  room_id room_of(const request& which) const override { return books_.room_of(which); }

  void begin(intent what, std::int64_t intended_ns);
  void take_turns(std::int64_t now_ns);
  void begin_chores();
  void begin_consequences();
  void enter_into_books(request& which, const settlement& how);
  void count(const request& which, const settlement& how);
  void noted(person_number who, const note& told);

  const load_plan& plan_;
  load_metrics& metrics_;
  failure_handler fail_;
  run_counts counts_;
  /// 64 MB at most; a room that takes longer than a thousand operations is left out.
  sim::history told_{{1'000, 2'000'000}};
  client_lines lines_;
  request_desk desk_;
  sim::random_source random_;
  run_books books_;
  /// Once there are people and a kind.
  std::optional<turn_source> turns_;
  bool measuring_ = false;
  bool reading_ = false;
  /// The next last.
  std::vector<intent> to_do_;
  std::size_t doing_ = 0;
  /// People who are away to come back, and since when.
  std::unordered_map<person_number, std::int64_t> reconnecting_;
};

}  // namespace moim::load
