#pragma once

#include "store/log_store.hpp"

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

/// What waits for the writer: all that is taken at once shares a sync. Bounded.
class write_queue {
 public:
  write_queue(std::size_t appends_max, std::size_t bytes_max);

  /// False, and `append` untouched, if it is full.
  bool push(queued_append& append);
  bool push(queued_claim& claim);
  /// Waits until there is anything, then takes all. False once `stop` was called and nothing is left.
  bool take(std::vector<queued_append>& appends, std::vector<queued_claim>& claims);
  void stop();
  /// How many appends wait at this moment.
  std::size_t waiting();

 private:
  void wake_writer(std::unique_lock<std::mutex>& held);

  std::size_t appends_max_;
  std::size_t bytes_max_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  bool writer_waits_ = false;
  bool stopped_ = false;
  std::size_t bytes_ = 0;
  std::vector<queued_append> appends_;
  std::vector<queued_claim> claims_;
};

}  // namespace moim::store
