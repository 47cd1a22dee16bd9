#pragma once

#include "store/faulty_store.hpp"
#include "store/memory_store.hpp"
#include "store/rocks_store.hpp"
#include "tests/store/support/ask.hpp"
#include "tests/store/support/simulated_disk.hpp"

#include <rocksdb/env.h>

#include <tuple>

namespace moim::store {

/// One way to keep logs, as the suite sees it: a store, and the chance to leave and come back.
struct memory_backend {
  time_ms clock = 1'000'000;
  memory_store store{[this] { return clock; }};

  log_store& get() { return store; }
  void reopen() {}
};

struct faultless_backend {
  time_ms clock = 1'000'000;
  faulty_store store{std::make_shared<memory_store>([this] { return clock; }), std::make_shared<fault_source>(), {}};

  log_store& get() { return store; }
  void reopen() {}
};

/// On a disk in memory, because a thousand syncs of a real one take their time; `rocks_store.cpp` has tests on that.
/// With a memory so small that rows are written to files and read back.
struct rocks_backend {
  std::shared_ptr<simulated_disk> disk = std::make_shared<simulated_disk>();
  std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(disk);
  std::unique_ptr<rocks_store> store = opened();

  log_store& get() { return *store; }
  void reopen() {
    store.reset();
    store = opened();
  }
  std::unique_ptr<rocks_store> opened() const {
    rocks_options options;
    options.path = "/store";
    options.env = env.get();
    options.memtable_bytes = 64 << 10;
    options.heads_max = 4;
    options.wakes_max = 4;
    options.free_bytes_min = 0;
    return rocks_store::open(options).value();
  }
};

/// Every test of `tests/store/suite_*.cpp` runs on each of these and expects the same answers.
using every_backend = std::tuple<memory_backend, faultless_backend, rocks_backend>;

}  // namespace moim::store
