#pragma once

#include "domain/declare/time.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace moim::sim {

class world;

/// No node's clock is further from the true time than this.
inline constexpr time_ms max_clocks_apart_ms = 5 * second_ms;

/// What one run is made of; all of it follows from the seed, unless a flag fixes it.
struct parameters {
  std::int64_t nodes = 0;
  std::int64_t people = 0;
  std::int64_t rooms = 0;
  std::int64_t seats = 0;
  time_ms think_ms = 0;
  time_ms network_ms = 0;
  time_ms store_ms = 0;
  time_ms fault_phase_ms = 0;
  time_ms recovery_phase_ms = 0;

  // The bounds of the nodes.
  time_ms rest_after_ms = 0;
  std::int64_t batch = 0;
  std::int64_t waiting = 0;
  std::int64_t outbox_bytes = 0;
  std::int64_t snapshot_records = 0;
  std::int64_t requests_per_s = 0;
  std::int64_t subscriptions = 0;

  // Each the chance per operation.
  double append_refused = 0;
  double append_answer_lost = 0;
  double append_never_executed = 0;
  double append_executed_later = 0;
  double store_answer_late = 0;
  double read_fails = 0;
  double claim_fails = 0;
  double hint_lost = 0;
  double hint_doubled = 0;
  double follow_dead = 0;
  double request_doubled = 0;
  double frame_split = 0;
  double frame_cut_off = 0;
  double reader_slow = 0;
  double blunder = 0;
  double killed_after_commit = 0;
  double entity_throws = 0;
  double room_squatted = 0;
  /// Nodes of a newer version, whose events the others cannot read.
  std::int64_t newer_nodes = 0;
  time_ms clock_skew_ms = 0;
  /// How far the clocks of some people are ahead.
  std::int64_t clocks_ahead_s = 0;
  /// People who join and leave one room without a pause, some hundred times.
  std::int64_t restless = 0;
  /// One node, over a store that nobody else appends to.
  std::int64_t embedded = 0;
  /// Which nodes bring others what they owe them with the same append (rule 2): none, all, or every second.
  std::int64_t riding = 0;

  // Each the mean time between two, 0 for never.
  time_ms node_killed_every = 0;
  time_ms node_paused_every = 0;
  time_ms node_drained_every = 0;
  time_ms connection_cut_every = 0;
  time_ms store_away_every = 0;
  time_ms disk_full_every = 0;
  time_ms tail_lost_every = 0;
  time_ms backup_restored_every = 0;
  time_ms clock_jump_every = 0;
  time_ms rush_every = 0;

  /// How much of what people do is about tickets; 0: nothing, and they have no inboxes.
  double ticket_share = 0;
  double facet_share = 0;
  /// How much of what people do is to talk in rooms.
  double talk_share = 0;
  // The numbers of the pools.
  std::int64_t ticket_ttl_s = 0;
  std::int64_t accept_within_s = 0;
  std::int64_t patience_s = 0;
  std::int64_t again_after_days = 0;
  time_ms wave_ms = 0;
  std::int64_t absent_after_s = 0;
  std::int64_t backfill = 0;
  std::int64_t table_open_s = 0;
  std::int64_t penalty_s = 0;
  std::int64_t invite_s = 0;
  /// People who speak by a trusted server: it answers for those whom they bring.
  std::int64_t vouching = 0;
};

/// One of them: its flag, what it means, and how a seed draws it.
struct parameter {
  std::string_view name;
  std::string_view about;
  std::variant<std::int64_t parameters::*, double parameters::*> member;
  /// How likely it is not 0 in a run. Most faults are off in half of the runs: with all of them nothing gets anywhere.
  double on = 1;
  /// Both inclusive.
  double min = 0;
  double max = 0;
  /// What goes wrong can be left out of a run; `--shrink` tries that first.
  bool is_fault = false;
  /// Drawn from the seed and its name alone: such a row can come without making another run of every seed.
  bool by_name = false;
};

std::span<const parameter> all_parameters();

/// Values by the names of parameters.
using fixed_parameters = std::map<std::string_view, double>;

/// Draws all of them, then takes the fixed ones as they are given: fixing one leaves the others alone.
parameters draw_parameters(std::uint64_t seed, world& chance, const fixed_parameters& fixed);
double value_of(const parameters& drawn, const parameter& which);
/// `nodes 2, people 12, …`: all that are not 0.
std::string to_text(const parameters& drawn);

}  // namespace moim::sim
