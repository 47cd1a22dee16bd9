#pragma once

#include "store/rocks_store.hpp"
#include "tests/store/support/ask.hpp"
#include "tests/store/support/simulated_disk.hpp"

#include <rocksdb/db.h>
#include <rocksdb/env.h>

#include <atomic>
#include <latch>

namespace moim::store {

struct counting_observer final : store_observer {
  std::atomic<std::size_t> syncs{0};
  std::atomic<std::size_t> heads_read{0};
  std::atomic<std::size_t> refusals{0};
  std::atomic<std::size_t> failed_reads{0};
  void batch_written(const batch_facts& facts) override {
    syncs += facts.bytes > 0 ? 1 : 0;
    heads_read += facts.heads_read;
  }
  void append_refused(refusal) override { ++refusals; }
  void read_failed(const std::string&) override { ++failed_reads; }
};

/// A store on a simulated disk, whose writes the test can hold up and fail.
struct simulated_store {
  std::shared_ptr<simulated_disk> disk = std::make_shared<simulated_disk>();
  std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(disk);
  counting_observer observer;
  std::atomic<time_ms> clock{1'000'000};
  std::atomic<std::uint64_t> free_bytes{1'000'000};
  std::vector<std::string> fatal;
  rocks_options options = defaults();
  std::unique_ptr<rocks_store> store;

  rocks_options defaults() {
    rocks_options chosen;
    chosen.path = "/store";
    chosen.env = env.get();
    chosen.observer = &observer;
    chosen.clock = [this] { return clock.load(); };
    chosen.free_bytes = [this] { return free_bytes.load(); };
    chosen.free_bytes_min = 1'000;
    chosen.fatal = [this](std::string message) { fatal.push_back(std::move(message)); };
    return chosen;
  }
  rocks_store& open() {
    store.reset();
    store = rocks_store::open(options).value();
    return *store;
  }
  /// Changes the files of the closed store behind its back, by RocksDB alone.
  void change_raw(const std::function<void(rocksdb::DB&)>& change) {
    store.reset();
    rocksdb::Options raw;
    raw.env = env.get();
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const auto* name : {"default", "log", "snapshot", "wake", "card"}) families.emplace_back(name, raw);
    rocksdb::DB* db = nullptr;
    if (auto status = rocksdb::DB::Open(raw, "/store", families, &handles, &db); !status.ok())
      throw std::runtime_error(status.ToString());
    change(*db);
    for (auto* handle : handles) db->DestroyColumnFamilyHandle(handle);
    delete db;
  }
  /// Every later sync fails.
  void fail_syncs(rocksdb::IOStatus with) {
    disk->before = [with](disk_operation operation) {
      return operation == disk_operation::sync ? with : rocksdb::IOStatus::OK();
    };
  }
};

/// Holds up the writer within a sync until it is let go.
struct held_sync {
  explicit held_sync(simulated_disk& disk) : disk_{disk} {
    disk_.before = [this](disk_operation operation) {
      if (operation == disk_operation::sync && !reached_.exchange(true)) {
        arrived_.count_down();
        released_.wait();
      }
      return rocksdb::IOStatus::OK();
    };
  }
  void wait_until_reached() { arrived_.wait(); }
  void release() { released_.count_down(); }

 private:
  simulated_disk& disk_;
  std::atomic<bool> reached_{false};
  std::latch arrived_{1};
  std::latch released_{1};
};

struct late_answer {
  std::shared_ptr<std::promise<append_result>> promise = std::make_shared<std::promise<append_result>>();
  std::future<append_result> result = promise->get_future();

  completion<append_result> take() const {
    return [kept = promise](append_result given) { kept->set_value(std::move(given)); };
  }
  bool answered() const { return result.wait_for(std::chrono::seconds{0}) == std::future_status::ready; }
};

}  // namespace moim::store
