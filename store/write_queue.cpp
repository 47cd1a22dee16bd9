#include "store/write_queue.hpp"

namespace moim::store {
namespace {

constexpr std::size_t claims_max = 256;

std::size_t bytes_of(const append_request& request) {
  auto bytes = sizeof(queued_append) + request.record.size();
  if (request.card && request.card->bytes) bytes += request.card->bytes->size();
  if (request.snapshot) bytes += request.snapshot->bytes.size();
  return bytes;
}

}  // namespace

write_queue::write_queue(std::size_t appends_max, std::size_t bytes_max)
    : appends_max_{appends_max}, bytes_max_{bytes_max} {}

bool write_queue::push(queued_append& append) {
  auto bytes = bytes_of(append.request);
  std::unique_lock held{mutex_};
  // One that alone is larger than the bound still gets its turn.
  bool full = appends_.size() >= appends_max_ || (!appends_.empty() && bytes_ + bytes > bytes_max_);
  if (full) return false;
  bytes_ += bytes;
  appends_.push_back(std::move(append));
  wake_writer(held);
  return true;
}

bool write_queue::push(queued_claim& claim) {
  std::unique_lock held{mutex_};
  if (claims_.size() >= claims_max) return false;
  claims_.push_back(std::move(claim));
  wake_writer(held);
  return true;
}

void write_queue::wake_writer(std::unique_lock<std::mutex>& held) {
  // A writer that is busy comes by itself; waking it costs a system call.
  if (!writer_waits_) return;
  writer_waits_ = false;
  held.unlock();
  arrived_.notify_one();
}

bool write_queue::take(std::vector<queued_append>& appends, std::vector<queued_claim>& claims) {
  std::unique_lock held{mutex_};
  while (appends_.empty() && claims_.empty() && !stopped_) {
    writer_waits_ = true;
    arrived_.wait(held);
  }
  writer_waits_ = false;
  // The vectors come back empty with their memory, and take turns.
  appends.swap(appends_);
  claims.swap(claims_);
  bytes_ = 0;
  return !appends.empty() || !claims.empty();
}

std::size_t write_queue::waiting() {
  std::lock_guard held{mutex_};
  return appends_.size();
}

void write_queue::stop() {
  std::lock_guard held{mutex_};
  stopped_ = true;
  arrived_.notify_one();
}

}  // namespace moim::store
