#pragma once

#include "metrics/buckets.hpp"
#include "metrics/family.hpp"

namespace moim {

/// What became of an append (design, section 2).
enum class append_outcome : std::uint8_t { committed, conflict, refused, unknown, unfit };
constexpr std::string_view label_name(append_outcome) { return "outcome"; }
constexpr std::array<std::string_view, 5> enum_names(append_outcome) {
  return {"committed", "conflict", "refused", "unknown", "unfit"};
}

/// A step in the life of a delivery (rule 6).
enum class delivery_step : std::uint8_t { rode, sent, done, refused, not_yet, busy, put_aside };
constexpr std::string_view label_name(delivery_step) { return "step"; }
constexpr std::array<std::string_view, 7> enum_names(delivery_step) {
  return {"rode", "sent", "done", "refused", "not_yet", "busy", "put_aside"};
}

/// A step in the life of a wake-up (rule 9).
enum class wake_step : std::uint8_t { claimed, handled };
constexpr std::string_view label_name(wake_step) { return "step"; }
constexpr std::array<std::string_view, 2> enum_names(wake_step) { return {"claimed", "handled"}; }

/// The mechanism that every entity stands on: load, decide, append, replay.
struct entity_metrics {
  explicit entity_metrics(metric_list& all);

  family<gauge, entity_type> live;
  family<counter, entity_type> loads;
  family<duration_histogram, entity_type> load_duration;
  family<counter, entity_type> passivations;
  family<counter, entity_type> unreadable;
  /// Exceptions in their code.
  family<counter, entity_type> failures;
  /// What sessions, the timekeeper and other entities hand over.
  family<counter> messages;
  /// Requests that wait in an entity for a load, a decision or a commit.
  family<gauge> waiting;
  /// Of one batch.
  family<duration_histogram> decide_duration;
  family<counter, append_outcome> appends;
  family<duration_histogram> append_duration;
  family<histogram> commands_per_commit;
  /// Appends of nothing, which let refusals go out (rule 4).
  family<counter> confirms;
  family<counter> replays;
  /// How many times a batch that conflicted was replayed before it landed or was given up.
  family<histogram> replay_depth;
  family<counter> fences;
  family<gauge> unknown_open;
  family<counter> duplicates;
  family<counter, errc> refusals;
  family<counter, delivery_step> deliveries;
  family<gauge> deliveries_open;
  family<counter, wake_step> wake_ups;
  family<duration_histogram> wake_up_lateness;
  family<counter, entity_type> snapshots;
};

}  // namespace moim
