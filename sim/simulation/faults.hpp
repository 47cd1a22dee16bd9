#pragma once

#include "sim/simulation/parameters.hpp"
#include "sim/simulation/world.hpp"
#include "store/fault_source.hpp"

#include <map>

namespace moim::sim {

/// Decides what goes wrong between the nodes and the store, and counts it.
class faults final : public store::fault_source {
 public:
  faults(world& world, const parameters& drawn) : world_(world), drawn_(drawn) {}

  /// From now on everything works.
  void stop() { on_ = false; }
  bool is_on() const { return on_; }
  /// The store cannot be reached for a while.
  void store_away(time_ms for_ms) { away_until_ = world_.now() + for_ms; }
  /// How often each fault happened.
  const std::map<std::string_view, std::uint64_t>& happened() const { return happened_; }
  void count(std::string_view fault) { ++happened_[fault]; }

  store::append_plan next_append(const store::append_request& request) override;
  store::call_plan next_read(const store::read_request&) override { return next_call(drawn_.read_fails); }
  store::call_plan next_claim() override { return next_call(drawn_.claim_fails); }
  store::call_plan next_cards() override { return next_call(drawn_.read_fails); }
  store::hint_plan next_hint(const entity_id& entity, const head& now) override;
  bool next_follow_is_dead(const entity_id& entity) override;

 private:
  store::call_plan next_call(double fails);
  bool happens(double rate, std::string_view fault);
  time_ms travel() { return drawn_.store_ms == 0 ? 0 : world_.between(0, drawn_.store_ms); }

  world& world_;
  const parameters& drawn_;
  bool on_ = true;
  time_ms away_until_ = 0;
  std::map<std::string_view, std::uint64_t> happened_;
};

}  // namespace moim::sim
