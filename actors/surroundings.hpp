#pragma once

#include "actors/neighbours.hpp"
#include "actors/node_limits.hpp"
#include "actors/riders.hpp"
#include "actors/tick_wheel.hpp"
#include "metrics/catalogue.hpp"
#include "store/log_store.hpp"

namespace moim {

/// What the actors of one node share: where they keep their logs, and whom they can reach.
class surroundings : public neighbours {
 public:
  virtual store::log_store& store() = 0;
  virtual catalogue& metrics() = 0;
  virtual const node_limits& limits() const = 0;
  virtual tick_wheel& ticks() = 0;
  /// A steady clock that begins anywhere (`entity_port::machine_now`).
  virtual time_ms machine_now() = 0;
  virtual std::uint64_t random() = 0;
  /// False once the node was killed: then nothing that its actors still do may be seen.
  virtual bool is_alive() const = 0;
  /// What the entity's wake-up was for is done, or cannot be done now.
  virtual void wake_up_over(const entity_id& entity) = 0;
  /// What rode on an append has landed (`entity_port::riders_landed`).
  virtual void riders_landed(const carried& landed, const std::vector<head>& heads) = 0;
  /// Takes an idle actor off the registry; false if something is on its way to it, beyond the `messages_read`.
  virtual bool retire(const entity_id& entity, std::uint64_t messages_read) = 0;
};

}  // namespace moim
