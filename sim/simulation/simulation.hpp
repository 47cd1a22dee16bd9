#pragma once

#include "domain/declare/expects.hpp"
#include "sim/simulation/disasters.hpp"
#include "sim/simulation/people/person.hpp"
#include "sim/simulation/witness.hpp"

namespace moim::sim {

/// What came of one run.
struct outcome {
  std::uint64_t seed = 0;
  std::uint64_t digest = 0;
  std::uint64_t steps = 0;
  std::uint64_t commits = 0;
  std::uint64_t answers = 0;
  std::optional<violation> broken;
  /// The end of the story: of all, and of the rooms and people that the violation names.
  std::vector<std::string> last_lines;
  std::vector<std::string> lines_of_those_involved;
  parameters drawn;
  tally seen;
};

/// What a run is, beside its seed.
struct run_settings {
  fixed_parameters fixed;
  /// Told line by line to this file, if any.
  std::FILE* trace_to = nullptr;
};

/// One run: some nodes over one shared, faulty store, people on them, a phase with faults and a quiet one after which
/// everything has to have come right. Same seed, same run (P10).
class simulation final : private environment {
 public:
  simulation(std::uint64_t seed, catalogue& metrics, const run_settings& settings);
  ~simulation() override;
  const parameters& drawn() const { return drawn_; }
  outcome run();

 private:
  sim_node* any_node() override;
  const std::vector<room_id>& known_rooms() const override { return rooms_; }
  void room_opened(const room_id& room) override;
  std::optional<intention> next_intention(const user_id& who) override;
  bool is_open() const override { return open_; }
  void rush() override;

  void start_node(unsigned index, bool newer);
  void look_after_nodes();
  void end_faults();
  void run_until(time_ms end);
  outcome conclude() const;

  // recovered.cpp: what must be so once the faults have been over for a while
  void check_recovered();
  void check_people();
  void check_rooms_and_memberships();
  void check_heads();
  void check_saved();
  void probe_free_seats();
  void check_nothing_left();
  void check_refusals();

  // recovered_tickets.cpp: the same of tickets, matches and inboxes
  void check_tickets();
  void check_notices();
  void check_times(const pool_id& pool, const pool_story& story);
  void check_births();
  void check_fillings(const ticket_ledger& ledger);
  void check_matches(const ticket_ledger& ledger);
  void check_no_tickets_left();

  std::uint64_t seed_;
  trace trace_;
  verdict verdict_;
  expectation_watch watch_{[this](const std::string& what) { verdict_.broken("expects", what); }};
  tally seen_;
  world world_;
  parameters drawn_;
  std::shared_ptr<faults> faults_;
  log_checker checker_;
  history told_{{1'000, 100'000}};
  kind_table kinds_;
  cluster shared_;
  disasters disasters_;
  std::vector<std::unique_ptr<sim_node>> nodes_;
  std::vector<std::unique_ptr<sim_node>> graveyard_;
  std::vector<unsigned> lives_;
  std::vector<time_ms> starts_again_at_;
  std::vector<std::unique_ptr<person>> people_;
  std::vector<std::unique_ptr<witness>> witnesses_;
  std::vector<room_id> rooms_;
  /// What people do; they know nothing of the rooms but that they are there.
  std::unique_ptr<scenario> scenario_;
  bool open_ = true;
  time_ms recovered_since_ = 0;
};

}  // namespace moim::sim
