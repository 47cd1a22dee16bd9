#pragma once

#include "actors/node.hpp"
#include "tests/actors/support/recording_outlet.hpp"
#include "tests/actors/support/stalling_store.hpp"
#include "tests/support/make.hpp"

#include <caf/scheduler/test_coordinator.hpp>

namespace moim::bench {

class testing_config : public actor_config {
 public:
  testing_config() : actor_config(1) { set("scheduler.policy", caf::atom("testing")); }
};

/// One node with its actors, under CAF's test scheduler and virtual time.
class node_bench {
 public:
  explicit node_bench(node_limits limits = {}) : limits_(limits) {
    // At its very beginning CAF's test clock takes a time-out of zero for none.
    scheduler_.advance_time(std::chrono::hours{1});
    restart();
  }
  ~node_bench() {
    at_->kill();
    run();
  }
  node_bench(const node_bench&) = delete;
  node_bench& operator=(const node_bench&) = delete;

  /// Ends the node as SIGKILL does, and starts another over the same store.
  void restart() {
    if (at_) {
      at_->kill();
      run();
    }
    at_.emplace(system_, store_, metrics, limits_, ++seed_, [this] { return machine_now(); });
    at_->start();
  }
  void run() {
    while (scheduler_.try_run_once()) {
    }
  }
  void step() { scheduler_.try_run_once(); }
  /// Moves time by steps that are finer than any timer that matters here.
  void pass(time_ms span_ms) {
    constexpr time_ms step_ms = 50;
    for (time_ms passed = 0; passed < span_ms; passed += step_ms) {
      move_clock(step_ms);
      run();
    }
  }
  /// Timers put their messages into mailboxes; nobody reads them yet.
  void move_clock(time_ms step_ms) {
    now_ += step_ms;
    scheduler_.advance_time(std::chrono::milliseconds{step_ms});
  }

  moim::node& node() { return *at_; }
  stalling_store& store() { return store_; }
  store::memory_logs& logs() { return store_.logs(); }
  time_ms now() const { return now_; }
  /// Begins elsewhere, so that whoever takes one for the other is found out.
  time_ms machine_now() const { return now_ - make::noon_ms + hour_ms; }
  reply_address reply() { return {&out, 1, ++last_}; }

  request_number ask(const room_id& room, room_command command, const caller& who) {
    at_->deliver(call_room{room, std::move(command), who, machine_now() + 10 * second_ms, reply()});
    return last_;
  }
  request_number open(std::uint64_t n, std::uint32_t seats, moim::kind kind = make::meal()) {
    auto room = make::room_number(n);
    return ask(room, create_room_resolved{room, std::move(kind), "Room " + std::to_string(n), seats},
               make::by(1, n, now_));
  }
  request_number ask_directory(directory_query query) {
    at_->deliver(call_directory{std::move(query), machine_now() + 10 * second_ms, reply()});
    run();
    return last_;
  }
  room_list list(list_rooms query = {}) { return out.as<room_list>(ask_directory(std::move(query))); }

  recording_outlet out;
  catalogue metrics{"test"};

 private:
  testing_config config_;
  caf::actor_system system_{config_};
  caf::scheduler::test_coordinator& scheduler_ = dynamic_cast<caf::scheduler::test_coordinator&>(system_.scheduler());
  time_ms now_ = make::noon_ms;
  stalling_store store_{[this] { return now_; }};
  node_limits limits_;
  std::uint64_t seed_ = 0;
  request_number last_ = 0;
  std::optional<moim::node> at_;
};

}  // namespace moim::bench
