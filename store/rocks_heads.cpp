#include "store/rocks_heads.hpp"

namespace moim::store::rocks {

head_cache::head_cache(std::size_t entities_max) : entities_max_{entities_max} { ring_.newer = ring_.older = &ring_; }

void head_cache::unlink(node& from) {
  from.newer->older = from.older;
  from.older->newer = from.newer;
}

void head_cache::link_newest(node& from) {
  from.newer = &ring_;
  from.older = ring_.older;
  from.older->newer = &from;
  ring_.older = &from;
}

entity_state* head_cache::find(const entity_id& entity) {
  auto found = nodes_.find(entity);
  if (found == nodes_.end()) return nullptr;
  unlink(found->second);
  link_newest(found->second);
  return &found->second.state;
}

entity_state& head_cache::insert(const entity_id& entity, head now) {
  auto& [key, inserted] = *nodes_.try_emplace(entity).first;
  inserted.state.now = now;
  inserted.entity = &key;
  link_newest(inserted);
  return inserted.state;
}

void head_cache::trim() {
  while (nodes_.size() > entities_max_) {
    auto& oldest = *ring_.newer;
    unlink(oldest);
    nodes_.erase(nodes_.find(*oldest.entity));
  }
}

}  // namespace moim::store::rocks
