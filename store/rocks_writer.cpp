#include "store/rocks_writer.hpp"

#include "store/rocks_reader.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace moim::store::rocks {
namespace {

void print_and_abort(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::abort();
}

std::string write_failure(const std::string& path, const rocksdb::Status& status) {
  return "the store in " + path + " could not write (" + status.ToString() +
         "). Everything that was acknowledged is on disk; nothing else was acknowledged. Make sure that the disk is "
         "healthy and has space, then start again: the store recovers by itself";
}

}  // namespace

writer::writer(const rocks_options& options, const database& from, wake_index wakes, settled_heads& settled)
    : options_{&options},
      from_{&from},
      settled_{&settled},
      heads_{options.heads_max},
      wakes_{std::move(wakes)},
      batch_{from, heads_, wakes_},
      queue_{options.queue_appends_max, options.queue_bytes_max, options.gather},
      thread_{[this] { run(); }} {}

writer::~writer() {
  queue_.stop();
  thread_.join();
}

void writer::run() {
  std::vector<queued_append> appends;
  std::vector<queued_claim> claims;
  std::vector<entity_id> expected;
  while (queue_.take(appends, claims, expected)) {
    write_all(appends);
    for (auto& each : claims) claim(each);
    for (const auto& each : expected) warm(each);
    appends.clear();
    claims.clear();
    expected.clear();
    heads_.trim();
  }
}

void writer::write_all(std::vector<queued_append>& appends) {
  if (broken_) return answer_unknown(appends);
  for (auto& append : appends) {
    if (batch_.must_wait(append.request)) write_gathered();
    if (auto status = batch_.add(append); !status.ok()) read_failed(status);
  }
  write_gathered();
}

void writer::write_gathered() {
  if (batch_.decisions().empty()) return;
  facts_ = {};
  if (!broken_ && batch_.rows().Count() > 0) write_rows(true);
  if (!broken_) {
    if (auto status = batch_.complete(); !status.ok()) read_failed(status);
  }
  answer_all();
}

bool writer::write_rows(bool sync) {
  rocksdb::WriteOptions options;
  options.sync = sync;
  facts_.bytes = batch_.rows().GetDataSize();
  auto begin = std::chrono::steady_clock::now();
  auto status = from_->db->Write(options, &batch_.rows());
  facts_.seconds_synced = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (status.ok()) {
    // What a sync covers includes all that was written without one before it.
    if (sync) from_->witness->write(from_->db->GetLatestSequenceNumber());
    return true;
  }
  broken_ = true;
  (options_->fatal ? options_->fatal : print_and_abort)(write_failure(options_->path, status));
  return false;
}

void writer::answer_all() {
  auto& decisions = batch_.decisions();
  facts_.appends = decisions.size();
  facts_.heads_read = batch_.heads_read();
  for (auto& decided : decisions) {
    if (broken_) decided.result = unknown{};
    if (std::holds_alternative<conflict>(decided.result)) ++facts_.conflicts;
    // Before the answer: its receiver may confirm at once.
    const auto& request = decided.append->request;
    auto known = [this](const entity_state* of) { return of && !broken_ ? std::optional{of->now} : std::nullopt; };
    settled_->end(request.entity, known(decided.entity));
    for (std::size_t i = 0; i < request.riders.size(); ++i)
      settled_->end(request.riders[i].entity, known(i < decided.riders.size() ? decided.riders[i] : nullptr));
  }
  if (options_->observer) options_->observer->batch_written(facts_);
  for (auto& decided : decisions) decided.append->done(std::move(decided.result));
  batch_.clear();
}

void writer::answer_unknown(std::vector<queued_append>& appends) {
  for (auto& append : appends) {
    settled_->end_all(append.request);
    append.done(unknown{});
  }
}

/// Nobody waits by now, and whoever appends next finds it here. If it cannot be read, they are told.
void writer::warm(const entity_id& entity) {
  if (heads_.find(entity)) return;
  if (auto now = load_head(*from_, entity)) heads_.insert(entity, *now);
}

void writer::claim(queued_claim& claim) {
  if (broken_) return claim.done(std::nullopt);
  auto due = wakes_.due(claim.now, claim.limit);
  if (!due) {
    read_failed(due.error());
    return claim.done(std::nullopt);
  }
  std::vector<entity_id> claimed;
  for (const auto& wake : *due) {
    auto leased_to = claim.now + claim.lease;
    wakes_.change(wake.entity, wake.at, leased_to, batch_.rows());
    if (auto* known = heads_.find(wake.entity); known && known->wake_known) known->wake = leased_to;
    claimed.push_back(wake.entity);
  }
  wakes_.raise_watermark(batch_.rows());
  // Not synced: a lease that is lost in a crash only means that the wake-up comes again.
  bool written = batch_.rows().Count() == 0 || write_rows(false);
  batch_.clear();
  claim.done(written ? std::optional{std::move(claimed)} : std::nullopt);
}

void writer::read_failed(const rocksdb::Status& status) {
  if (options_->observer) options_->observer->read_failed(status.ToString());
}

}  // namespace moim::store::rocks
