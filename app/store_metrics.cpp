#include "app/store_metrics.hpp"

#include <spdlog/spdlog.h>

#include <limits>

namespace moim {
namespace {

std::int64_t shown(std::uint64_t amount) {
  constexpr auto max = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(amount, static_cast<std::uint64_t>(max)));
}

}  // namespace

void store_recorder::opened(const store::opening_facts& facts) {
  metrics_.start_replayed_commits().set(shown(facts.replayed_commits));
  metrics_.start_dropped_bytes().set(shown(facts.dropped_bytes));
  metrics_.start_lost_changes().set(shown(facts.lost_changes));
  auto witnessed = facts.witnessed ? "synced up to change " + std::to_string(*facts.witnessed)
                                   : std::string{"with no word on how far it was synced"};
  spdlog::info("the log reaches change {}, {}; {} writes were replayed, {} bytes of unacknowledged ones dropped",
               facts.last_change, witnessed, facts.replayed_commits, facts.dropped_bytes);
  if (facts.lost_changes > 0 || facts.log_is_missing || facts.log_is_unreadable)
    spdlog::error("{} changes that were acknowledged are gone, as --accept-loss has accepted", facts.lost_changes);
}

void store_recorder::clock_heard(store::clock_event event, time_ms offset_ms) {
  auto offset_s = static_cast<double>(offset_ms) / second_ms;
  switch (event) {
    case store::clock_event::jumped:
      metrics_.clock_jumps().add();
      return spdlog::warn("the machine's clock has jumped by {:+.1f} s; it is not followed for five minutes", offset_s);
    case store::clock_event::returned:
      return spdlog::info("the machine's clock is back within {:+.1f} s", offset_s);
    case store::clock_event::followed:
      metrics_.clock_jumps_followed().add();
      return spdlog::warn("the machine's clock has stayed where it jumped to: it is followed ({:+.1f} s left)",
                          offset_s);
  }
}

void store_recorder::batch_written(const store::batch_facts& facts) {
  metrics_.appends().add(facts.appends);
  metrics_.heads_read().add(facts.heads_read);
  if (facts.bytes == 0) return;
  metrics_.written_bytes().add(facts.bytes);
  metrics_.sync_appends().observe(facts.appends);
  auto synced = std::chrono::duration<double>{facts.seconds_synced};
  metrics_.sync_duration().observe(std::chrono::duration_cast<std::chrono::nanoseconds>(synced));
}

void store_recorder::read_failed(const std::string& what) {
  metrics_.read_failures().add();
  spdlog::error("the store could not read: {}", what);
}

void store_recorder::measured(const store::store_sizes& sizes) {
  metrics_.queue_length().set(shown(sizes.queued_appends));
  metrics_.free_bytes().set(shown(sizes.free_bytes));
  metrics_.full().set(sizes.is_full ? 1 : 0);
  metrics_.clock_offset().set(sizes.clock_offset_ms / second_ms);
  metrics_.wal_bytes().set(shown(sizes.wal_bytes));
  metrics_.data_bytes().set(shown(sizes.data_bytes));
  metrics_.compaction_pending_bytes().set(shown(sizes.compaction_pending_bytes));
}

}  // namespace moim
