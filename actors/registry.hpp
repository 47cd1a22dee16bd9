#pragma once

#include <array>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace moim {

/// The live actors of one kind of entity, by id. A message is handed over under the lock of its shard, so that an actor
/// which leaves the registry knows that nothing can come after.
template <class Id, class Handle>
class registry {
 public:
  /// Calls `use(actor)`; an entity that is not live is made by `spawn()` first.
  template <class Spawn, class Use>
  void with(const Id& id, Spawn&& spawn, Use&& use) {
    auto& part = shard_of(id);
    std::lock_guard lock{part.mutex};
    auto found = part.actors.find(id);
    if (found == part.actors.end()) found = part.actors.emplace(id, spawn()).first;
    use(found->second);
  }

  /// Calls `use(actor)` only if the entity is live.
  template <class Use>
  void with_live(const Id& id, Use&& use) {
    auto& part = shard_of(id);
    std::lock_guard lock{part.mutex};
    if (auto found = part.actors.find(id); found != part.actors.end()) use(found->second);
  }

  /// Takes `actor` off, if it is still the one, and calls `last(actor)` so that it gets a last message.
  template <class Last>
  void remove(const Id& id, Last&& last) {
    auto& part = shard_of(id);
    std::lock_guard lock{part.mutex};
    auto found = part.actors.find(id);
    if (found == part.actors.end()) return;
    last(found->second);
    part.actors.erase(found);
  }

  /// All that are live, taken off.
  std::vector<Handle> take_all() {
    std::vector<Handle> all;
    for (auto& part : shards_) {
      std::lock_guard lock{part.mutex};
      for (auto& [id, handle] : part.actors) all.push_back(std::move(handle));
      part.actors.clear();
    }
    return all;
  }

 private:
  struct alignas(64) shard {
    std::mutex mutex;
    std::unordered_map<Id, Handle> actors;
  };
  shard& shard_of(const Id& id) { return shards_[std::hash<Id>{}(id) % shards_.size()]; }

  std::array<shard, 64> shards_;
};

}  // namespace moim
