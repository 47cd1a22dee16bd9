#pragma once

#include "sim/simulation/checkers/log_checker.hpp"
#include "sim/simulation/engine/faults.hpp"
#include "store/memory_store.hpp"

namespace moim::sim {

/// One node's way to the shared logs, with the checker looking on: whatever lands is seen at the moment it lands, also
/// if nobody is ever told.
class watched_store final : public store::log_store {
 public:
  struct watchers {
    moim::sim::world& world;
    const parameters& drawn;
    moim::sim::faults& faults;
    log_checker& checker;
    tally& seen;
  };
  /// `newer`: the node's binary is of a newer version than the others'. `rides`: it takes riders. `on_room_commit` is
  /// called after a room's commit has landed and before the node hears of it.
  watched_store(std::function<time_ms()> clock, std::shared_ptr<store::memory_logs> logs, watchers who, bool newer,
                bool rides, std::function<void()> on_room_commit);

  time_ms now() override { return inner_.now(); }

  void append(store::append_request request, store::completion<store::append_result> done) override;
  void read(store::read_request request, store::completion<store::read_result> done) override;
  void claim(time_ms now, time_ms lease, std::size_t limit,
             store::completion<std::optional<std::vector<entity_id>>> done) override {
    inner_.claim(now, lease, limit, std::move(done));
  }
  store::following follow(entity_id entity, std::function<void(head)> moved) override {
    return inner_.follow(entity, std::move(moved));
  }
  bool is_shared() const override { return inner_.is_shared(); }
  bool takes_riders() const override { return inner_.takes_riders(); }
  id_secret secret() const override { return inner_.secret(); }
  void cards(std::optional<entity_id> after, std::size_t limit,
             store::completion<std::optional<std::vector<store::stored_card>>> done) override {
    inner_.cards(after, limit, std::move(done));
  }

 private:
  void see(const entity_id& entity, const head& now, const std::string& record, bool rode);
  void see_riders(const std::vector<store::rider>& riders, const store::committed& landed);
  void squat(const std::string& pool_record);
  void squat_riders(const std::vector<store::rider>& riders);
  void take(const entity_id& room, moim::kind kind, time_ms at);
  void land_alone(const std::vector<store::rider>& riders);
  void land(const entity_id& entity, commit_id commit, const std::string& record);

  store::memory_store inner_;
  watchers who_;
  bool newer_;
  std::function<void()> on_room_commit_;
};

}  // namespace moim::sim
