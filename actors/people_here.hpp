#pragma once

#include "domain/declare/ids.hpp"

#include <array>
#include <mutex>
#include <unordered_set>

namespace moim {

/// The people who have sessions on this node. Safe from any thread.
class people_here {
 public:
  void add(const user_id& user) {
    auto& part = shard_of(user);
    std::lock_guard lock{part.mutex};
    part.people.insert(user);
  }
  void remove(const user_id& user) {
    auto& part = shard_of(user);
    std::lock_guard lock{part.mutex};
    part.people.erase(user);
  }
  bool has(const user_id& user) const {
    const auto& part = shard_of(user);
    std::lock_guard lock{part.mutex};
    return part.people.contains(user);
  }

 private:
  struct alignas(64) shard {
    mutable std::mutex mutex;
    std::unordered_set<user_id> people;
  };
  const shard& shard_of(const user_id& user) const { return shards_[std::hash<user_id>{}(user) % shards_.size()]; }
  shard& shard_of(const user_id& user) { return shards_[std::hash<user_id>{}(user) % shards_.size()]; }

  std::array<shard, 64> shards_;
};

}  // namespace moim
