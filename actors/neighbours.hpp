#pragma once

#include "actors/entity_item.hpp"
#include "actors/people_here.hpp"
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
  virtual void tell_directory(const room_id& room, std::optional<directory_card> card) = 0;
  /// Whether a person has sessions on this node. Safe from any thread.
  virtual bool is_here(const user_id& user) const = 0;
  /// Tells all sessions that a person has on this node. Somebody without one reads it later. Safe from any thread.
  virtual void push(const user_id& user, const person_push& told) = 0;
  /// How far a person's inbox has come, so that the next note can be pushed without it. Where no other node appends.
  virtual void know_inbox(const user_id& user, const inbox_place& now) = 0;
  /// The store's, with which ids are derived.
  virtual id_secret secret() const = 0;
};

}  // namespace moim
