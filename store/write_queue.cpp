#include "store/write_queue.hpp"

namespace moim::store {
namespace {

constexpr std::size_t claims_max = 256;
constexpr std::size_t expected_max = 1'024;

std::size_t bytes_of(const append_request& request) {
  auto bytes = sizeof(queued_append) + request.record.size();
  if (request.card && request.card->bytes) bytes += request.card->bytes->size();
  if (request.snapshot) bytes += request.snapshot->bytes.size();
  for (const auto& each : request.riders)
    bytes += sizeof(rider) + each.record.size() + (each.card && each.card->bytes ? each.card->bytes->size() : 0);
  return bytes;
}

}  // namespace

write_queue::write_queue(std::size_t appends_max, std::size_t bytes_max, const gathering& gather)
    : appends_max_{appends_max}, bytes_max_{bytes_max}, gather_{gather} {}

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
  // Waking it costs a system call.
  if (woken_by_ == 0 || appends_.size() + claims_.size() < woken_by_) return;
  woken_by_ = 0;
  held.unlock();
  arrived_.notify_one();
}

void write_queue::expect(const entity_id& entity) {
  std::lock_guard held{mutex_};
  if (expected_.size() < expected_max) expected_.push_back(entity);
}

bool write_queue::take(std::vector<queued_append>& appends, std::vector<queued_claim>& claims,
                       std::vector<entity_id>& expected) {
  std::unique_lock held{mutex_};
  while (appends_.empty() && claims_.empty() && !stopped_) {
    woken_by_ = 1;
    arrived_.wait(held);
  }
  let_gather(held);
  woken_by_ = 0;
  last_taken_ = appends_.size();
  // The vectors come back empty with their memory, and take turns.
  appends.swap(appends_);
  claims.swap(claims_);
  expected.swap(expected_);
  bytes_ = 0;
  return !appends.empty() || !claims.empty();
}

void write_queue::let_gather(std::unique_lock<std::mutex>& held) {
  if (last_taken_ < gather_.min_siblings || appends_.size() >= last_taken_) return;
  auto until = std::chrono::steady_clock::now() + gather_.longest;
  woken_by_ = last_taken_;
  arrived_.wait_until(held, until, [this] { return appends_.size() >= last_taken_ || stopped_; });
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
