#pragma once

#include "store/log_store.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace moim::store {

struct queued_append {
  append_request request;
  completion<append_result> done;
};

struct queued_claim {
  time_ms now = 0;
  time_ms lease = 0;
  std::size_t limit = 0;
  completion<std::optional<std::vector<entity_id>>> done;
};

/// How long a busy writer lets appends gather. One sync costs as much for one as for a hundred, and an append
/// among many hardly notices the wait (PostgreSQL's `commit_delay` and `commit_siblings`).
struct gathering {
  /// The writer waits only after a batch of at least this many: where few are under way, nobody waits.
  std::size_t min_siblings = 8;
  /// Until there are as many as were in the last batch, and no longer than this.
  std::chrono::microseconds longest{300};
};

/// What waits for the writer: all that is taken at once shares a sync. Bounded.
class write_queue {
 public:
  write_queue(std::size_t appends_max, std::size_t bytes_max, const gathering& gather);

  /// False, and `append` untouched, if it is full.
  bool push(queued_append& append);
  bool push(queued_claim& claim);
  /// Somebody will soon append to it; forgotten if very many are expected already. Wakes nobody.
  void expect(const entity_id& entity);
  /// Waits until there is an append or a claim, then takes all. False once `stop` was called and nothing is left.
  bool take(std::vector<queued_append>& appends, std::vector<queued_claim>& claims, std::vector<entity_id>& expected);
  void stop();
  /// How many appends wait at this moment.
  std::size_t waiting();

 private:
  void wake_writer(std::unique_lock<std::mutex>& held);
  void let_gather(std::unique_lock<std::mutex>& held);

  std::size_t appends_max_;
  std::size_t bytes_max_;
  gathering gather_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  /// The writer is to be woken once so many wait; 0: it is busy and comes by itself.
  std::size_t woken_by_ = 0;
  std::size_t last_taken_ = 0;
  bool stopped_ = false;
  std::size_t bytes_ = 0;
  std::vector<queued_append> appends_;
  std::vector<queued_claim> claims_;
  std::vector<entity_id> expected_;
};

}  // namespace moim::store
