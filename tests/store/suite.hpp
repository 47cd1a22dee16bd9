#pragma once

#include "store/faulty_store.hpp"
#include "store/memory_store.hpp"
#include "store/rocks_store.hpp"
#include "tests/store/support/ask.hpp"
#include "tests/store/support/scratch_directory.hpp"

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

struct rocks_backend {
  scratch_directory directory;
  std::unique_ptr<rocks_store> store = opened();

  log_store& get() { return *store; }
  void reopen() {
    store.reset();
    store = opened();
  }
  std::unique_ptr<rocks_store> opened() const {
    rocks_options options;
    options.path = directory / "store";
    options.free_bytes_min = 0;
    return rocks_store::open(options).value();
  }
};

/// Every test of `tests/store/suite_*.cpp` runs on each of these and expects the same answers.
using every_backend = std::tuple<memory_backend, faultless_backend, rocks_backend>;

}  // namespace moim::store
