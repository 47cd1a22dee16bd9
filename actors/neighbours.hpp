#pragma once

#include "actors/entity_item.hpp"
#include "domain/declare/keyed_hash.hpp"

namespace moim {

/// Whom an entity talks to beside its callers.
class neighbours {
 public:
  virtual ~neighbours() = default;
  /// The one door between entities: hands `item` to an entity, which comes into memory for it unless the item
  /// is `only_if_live`. The item may be lost; a sender who needs it sends it again. Safe from any thread.
  virtual void deliver(const entity_id& to, entity_item item) = 0;
  /// Nothing: the room is not listed any more.
  virtual void tell_directory(const room_id& room, std::optional<room_card> card) = 0;
  /// Whether a person has sessions on this node. Both are safe from any thread.
  virtual void set_here(const user_id& user, bool here) = 0;
  virtual bool is_here(const user_id& user) const = 0;
  /// The store's, with which ids are derived.
  virtual id_secret secret() const = 0;
};

}  // namespace moim
