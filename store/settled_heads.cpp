#include "store/settled_heads.hpp"

namespace moim::store {

/// Held for a few instructions and hardly ever contended, so it spins.
class settled_heads::slot_lock {
 public:
  slot_lock(std::vector<slot>& slots, const entity_id& entity)
      : slot_{slots[std::hash<entity_id>{}(entity) & (slots.size() - 1)]} {
    while (slot_.locked.test_and_set(std::memory_order_acquire)) slot_.locked.wait(true, std::memory_order_relaxed);
  }
  ~slot_lock() {
    slot_.locked.clear(std::memory_order_release);
    slot_.locked.notify_one();
  }
  slot_lock(const slot_lock&) = delete;
  slot_lock& operator=(const slot_lock&) = delete;
  slot* operator->() const { return &slot_; }

 private:
  slot& slot_;
};

void settled_heads::begin(const entity_id& entity) {
  slot_lock held{slots_, entity};
  ++held->on_their_way;
}

void settled_heads::end(const entity_id& entity, std::optional<head> now) {
  slot_lock held{slots_, entity};
  --held->on_their_way;
  held->known = now.has_value();
  held->entity = entity;
  if (now) held->now = *now;
}

void settled_heads::begin_all(const append_request& request) {
  begin(request.entity);
  for (const auto& each : request.riders) begin(each.entity);
}

void settled_heads::end_all(const append_request& request) {
  end(request.entity, std::nullopt);
  for (const auto& each : request.riders) end(each.entity, std::nullopt);
}

std::optional<head> settled_heads::find(const entity_id& entity) {
  slot_lock held{slots_, entity};
  if (held->on_their_way > 0 || !held->known || held->entity != entity) return std::nullopt;
  return held->now;
}

}  // namespace moim::store
