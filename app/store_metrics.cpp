#include "app/store_metrics.hpp"

#include <spdlog/spdlog.h>

#include <limits>

namespace moim {
namespace {

std::int64_t shown(std::uint64_t amount) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(amount, static_cast<std::uint64_t>(most)));
}

}  // namespace

void store_recorder::batch_written(const store::batch_facts& facts) {
  metrics_.appends().add(facts.appends);
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
  metrics_.wal_bytes().set(shown(sizes.wal_bytes));
  metrics_.data_bytes().set(shown(sizes.data_bytes));
  metrics_.compaction_pending_bytes().set(shown(sizes.compaction_pending_bytes));
}

}  // namespace moim
