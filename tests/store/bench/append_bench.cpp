// Appends to the embedded store in a closed loop, and prints what one costs. Not part of the suite:
//   cmake --build --preset release --target append_bench && build/release/append_bench DIRECTORY

#include "store/rocks_store.hpp"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <future>

using namespace moim;
using namespace moim::store;

namespace {

struct shape {
  std::uint64_t appends = 300'000;
  std::size_t in_flight = 128;
  std::size_t entities = 10'000;
  std::size_t record_bytes = 200;
};

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto seconds = [](timeval time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct batch_counter final : store_observer {
  std::atomic<std::uint64_t> batches{0};
  std::atomic<double> seconds{0};
  void batch_written(const batch_facts& facts) override {
    if (facts.bytes == 0) return;
    ++batches;
    seconds = seconds + facts.seconds_synced;
  }
};

/// Each completion sends the next append, so that always `in_flight` of them wait.
class closed_loop {
 public:
  closed_loop(log_store& store, shape wanted)
      : store_{store}, wanted_{wanted}, heads_(wanted.entities), record_(wanted.record_bytes, 'x') {}

  void run() {
    for (std::size_t lane = 0; lane < wanted_.in_flight; ++lane) send(lane);
    finished_.get_future().wait();
  }

 private:
  /// A lane has entities of its own, so nothing conflicts.
  void send(std::size_t lane) {
    auto turn = sent_++;
    if (turn >= wanted_.appends) {
      if (++ended_ == wanted_.in_flight) finished_.set_value();
      return;
    }
    auto per_lane = std::max<std::size_t>(1, wanted_.entities / wanted_.in_flight);
    auto number = lane + wanted_.in_flight * (mix64(turn) % per_lane);
    if (number >= heads_.size()) number = lane;
    append_request request;
    request.entity = {entity_type::room, mix64(number), number};
    request.expected = heads_[number];
    request.commit = turn + 1;
    request.record = record_;
    store_.append(std::move(request), [this, lane, number](append_result result) {
      auto* done = std::get_if<committed>(&result);
      if (!done) std::abort();
      heads_[number] = done->now;
      send(lane);
    });
  }

  log_store& store_;
  shape wanted_;
  std::vector<head> heads_;
  std::string record_;
  std::atomic<std::uint64_t> sent_{0};
  std::atomic<std::size_t> ended_{0};
  std::promise<void> finished_;
};

void measure(const std::string& directory, shape wanted) {
  batch_counter counter;
  rocks_options options;
  options.path = directory;
  options.observer = &counter;
  auto store = rocks_store::open(options);
  if (!store) {
    std::fprintf(stderr, "%s\n", store.error().c_str());
    std::exit(1);
  }
  auto cpu_before = cpu_seconds();
  auto begin = std::chrono::steady_clock::now();
  closed_loop{**store, wanted}.run();
  auto wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  auto cpu = cpu_seconds() - cpu_before;
  auto appends = static_cast<double>(wanted.appends);
  std::printf("%8zu entities %5zu in flight %6.2f us CPU  %9.0f/s  %6.1f a batch  %6.0f us a write\n", wanted.entities,
              wanted.in_flight, 1e6 * cpu / appends, appends / wall,
              appends / static_cast<double>(counter.batches.load()),
              1e6 * counter.seconds.load() / static_cast<double>(counter.batches.load()));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: append_bench DIRECTORY (a new one)\n");
    return 2;
  }
  std::string directory = arguments[1];
  measure(directory + "/few", {300'000, 128, 128, 200});
  measure(directory + "/many", {300'000, 128, 10'000, 200});
  measure(directory + "/new", {300'000, 128, 300'000, 200});
  measure(directory + "/deep", {600'000, 1'024, 10'000, 200});
}
