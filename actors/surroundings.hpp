#pragma once

#include "actors/limits.hpp"
#include "actors/messages.hpp"
#include "actors/news.hpp"
#include "actors/tick_wheel.hpp"
#include "actors/user/user_entity.hpp"
#include "metrics/catalogue.hpp"
#include "store/log_store.hpp"

#include <functional>

namespace moim {

/// What the actors of one node share: where they keep their logs, and whom they can reach.
class surroundings {
 public:
  virtual ~surroundings() = default;
  virtual store::log_store& store() = 0;
  virtual catalogue& metrics() = 0;
  virtual const node_limits& limits() const = 0;
  virtual tick_wheel& ticks() = 0;
  /// A steady clock that begins anywhere (`entity_port::machine_now`).
  virtual time_ms machine_now() = 0;
  virtual std::uint64_t random() = 0;
  /// False once the node was killed: then nothing that its actors still do may be seen.
  virtual bool is_alive() const = 0;

  virtual void tell_user(const room_id& from, const membership_effect& effect) = 0;
  virtual void tell_room(const room_id& room, const membership_effect& effect) = 0;
  virtual void tell_directory(const room_id& room, std::optional<room_card> card) = 0;
  virtual void bear(bear_room message) = 0;
  virtual void tell_inbox(take_note message) = 0;
  virtual void tell_pool(const news_taken& taken) = 0;
  virtual void tell_pool(const seats_answered& answered) = 0;
  virtual void tell_room(const seek_taken& taken) = 0;
  virtual void offer(offer_seats message) = 0;
  virtual void seek(seek_for_room message) = 0;
  virtual void push(push_to_sessions message) = 0;
  virtual void watch(const watch_inbox& message) = 0;
  /// Whether a person has sessions on this node. Both are safe from any thread.
  virtual void set_here(const user_id& user, bool here) = 0;
  virtual bool is_here(const user_id& user) const = 0;
  virtual void wake_up(const entity_id& entity) = 0;
  /// What the wake-up was for is done, or cannot be done now.
  virtual void wake_up_over(const entity_id& entity) = 0;
  /// Takes an idle actor off the registry; false if something is on its way to it, beyond the `messages_read`.
  virtual bool retire_room(const room_id& room, std::uint64_t messages_read) = 0;
  virtual bool retire_user(const user_id& user, std::uint64_t messages_read) = 0;
  virtual bool retire_pool(const pool_id& pool, std::uint64_t messages_read) = 0;
  virtual bool retire_inbox(const user_id& user, std::uint64_t messages_read) = 0;
};

}  // namespace moim
