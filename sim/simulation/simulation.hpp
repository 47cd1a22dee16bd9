#pragma once

#include "sim/simulation/person.hpp"

namespace moim::sim {

/// What came of one run.
struct outcome {
  std::uint64_t seed = 0;
  std::uint64_t digest = 0;
  std::uint64_t steps = 0;
  std::uint64_t commits = 0;
  std::uint64_t answers = 0;
  std::optional<violation> broken;
  std::vector<std::string> last_lines;
  std::string drawn;
  tally seen;
};

/// One run: some nodes over one shared, faulty store, people on them, a phase with faults and a quiet one after which
/// everything has to have come right. Same seed, same run (P10).
class simulation final : private town {
 public:
  simulation(std::uint64_t seed, catalogue& metrics, std::FILE* trace_to);
  ~simulation() override;
  outcome run();

 private:
  sim_node* any_node() override;
  const std::vector<room_id>& known_rooms() const override { return rooms_; }
  void room_opened(const room_id& room) override;
  std::optional<intention> next_intention(const user_id& who) override;
  bool is_open() const override { return open_; }

  void schedule_faults();
  void every(time_ms mean, std::string_view fault, std::function<void()> act);
  void kill_a_node();
  void start_node(unsigned index);
  void cut_a_line();
  void lose_a_tail();
  void run_until(time_ms end);
  bool everybody_is_content() const;
  void probe_free_seats();
  void check_after_quiet();

  std::uint64_t seed_;
  trace trace_;
  verdict verdict_;
  tally seen_;
  world world_;
  parameters drawn_;
  std::shared_ptr<faults> faults_;
  log_checker checker_;
  history told_{{1'000, 100'000}};
  kind_table kinds_;
  cluster shared_;
  std::vector<std::unique_ptr<sim_node>> nodes_;
  std::vector<std::unique_ptr<sim_node>> graveyard_;
  std::vector<unsigned> lives_;
  std::vector<std::unique_ptr<person>> people_;
  std::vector<room_id> rooms_;
  /// What people do; they know nothing of the rooms but that they are there.
  std::unique_ptr<scenario> scenario_;
  bool open_ = true;
};

}  // namespace moim::sim
