#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace moim {

/// The live actors of a node, by the ids of their entities. Messages are handed over, and counted, under the lock of
/// their shard: an actor that has read as many as it was handed can leave, and nothing was on its way to it.
template <class Id, class Handle>
class registry {
 public:
  /// Calls `use(actor)`, which hands it one message; an entity that is not live is made by `spawn()` first.
  template <class Spawn, class Use>
  void with(const Id& id, Spawn&& spawn, Use&& use) {
    auto& part = shard_of(id);
    std::lock_guard lock{part.mutex};
    auto found = part.actors.find(id);
    if (found == part.actors.end()) found = part.actors.emplace(id, entry{spawn()}).first;
    hand_over(found->second, use);
  }

  /// Calls `use(actor)` only if the entity is live.
  template <class Use>
  void with_live(const Id& id, Use&& use) {
    auto& part = shard_of(id);
    std::lock_guard lock{part.mutex};
    if (auto found = part.actors.find(id); found != part.actors.end()) hand_over(found->second, use);
  }

  /// Takes the actor off, unless more than the `read` messages that it knows of were handed to it. For the actor
  /// itself: true is the end of it.
  bool remove_if_read(const Id& id, std::uint64_t read) {
    auto& part = shard_of(id);
    std::lock_guard lock{part.mutex};
    auto found = part.actors.find(id);
    if (found == part.actors.end() || found->second.handed != read) return false;
    part.actors.erase(found);
    return true;
  }

  /// All that are live, taken off.
  std::vector<Handle> take_all() {
    std::vector<Handle> all;
    for (auto& part : shards_) {
      std::lock_guard lock{part.mutex};
      for (auto& [id, live] : part.actors) all.push_back(std::move(live.actor));
      part.actors.clear();
    }
    return all;
  }

 private:
  struct entry {
    Handle actor;
    /// How many messages it was handed since it lives.
    std::uint64_t handed = 0;
  };
  struct alignas(64) shard {
    std::mutex mutex;
    std::unordered_map<Id, entry> actors;
  };
  template <class Use>
  static void hand_over(entry& to, Use&& use) {
    ++to.handed;
    use(to.actor);
  }
  shard& shard_of(const Id& id) { return shards_[std::hash<Id>{}(id) % shards_.size()]; }

  std::array<shard, 128> shards_;
};

}  // namespace moim
