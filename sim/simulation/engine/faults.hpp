#pragma once

#include "sim/simulation/engine/world.hpp"
#include "sim/simulation/parameters.hpp"
#include "sim/simulation/report/tally.hpp"
#include "store/fault_source.hpp"

#include <functional>
#include <map>

namespace moim::sim {

/// Decides what goes wrong between the nodes and the store, and counts it and what became of it.
class faults final : public store::fault_source {
 public:
  faults(world& world, const parameters& drawn, tally& seen) : world_(world), drawn_(drawn), seen_(seen) {}

  /// Calls `told` with each entity that an exception is thrown in.
  void tell_of_exceptions(std::function<void(const entity_id&)> told) { exception_in_ = std::move(told); }
  /// From now on everything works.
  void stop() { on_ = false; }
  bool is_on() const { return on_; }
  /// The store cannot be reached for a while.
  void store_away(time_ms for_ms) { away_until_ = world_.now() + for_ms; }
  /// The store takes no records for a while.
  void disk_full(time_ms for_ms) { full_until_ = world_.now() + for_ms; }
  void count(std::string_view fault) {
    seen_.count(sighting::fault, fault);
    world_.tell().line(world_.now(), "! {}", fault);
  }
  /// Whether it happens this time; counted if it does.
  bool happens(double rate, std::string_view fault);
  /// The store executed an append: counted if nobody is ever told what became of it.
  void on_executed(commit_id commit, bool landed);

  store::append_plan next_append(const store::append_request& request) override;
  store::call_plan next_read(const store::read_request& request) override;
  store::call_plan next_claim() override { return next_call(drawn_.claim_fails); }
  store::call_plan next_cards() override { return next_call(drawn_.read_fails); }
  store::hint_plan next_hint(const entity_id& entity, const head& now) override;
  bool next_follow_is_dead(const entity_id& entity) override;

 private:
  void throw_now_and_then(const entity_id& entity);
  store::call_plan next_call(double fails);
  time_ms travel() { return drawn_.store_ms == 0 ? 0 : world_.between(0, drawn_.store_ms); }
  time_ms travel_back();

  world& world_;
  const parameters& drawn_;
  std::function<void(const entity_id&)> exception_in_ = [](const entity_id&) {};
  bool on_ = true;
  time_ms away_until_ = 0;
  time_ms full_until_ = 0;
  tally& seen_;
  /// Appends whose answer nobody hears; true if they are late too.
  std::map<commit_id, bool> unheard_;
};

}  // namespace moim::sim
