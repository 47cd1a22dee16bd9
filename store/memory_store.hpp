#pragma once

#include "store/forward_clock.hpp"
#include "store/log_store.hpp"
#include "store/memory_logs.hpp"

namespace moim::store {

/// The port over logs in memory. Every completion and every hint is called before the call that caused it returns,
/// outside of all locks. Nodes that are to share their data are given the same `logs`.
class memory_store final : public log_store {
 public:
  /// `clock` tells the store's time; it may go back, `now()` does not.
  explicit memory_store(std::function<time_ms()> clock,
                        std::shared_ptr<memory_logs> logs = std::make_shared<memory_logs>(), bool shared = true,
                        bool takes_riders = true);

  time_ms now() override { return clock_.now(); }
  void append(append_request request, completion<append_result> done) override;
  void read(read_request request, completion<read_result> done) override;
  void claim(time_ms now, time_ms lease, std::size_t limit,
             completion<std::optional<std::vector<entity_id>>> done) override;
  following follow(entity_id entity, std::function<void(head)> moved) override;
  bool is_shared() const override { return shared_; }
  bool takes_riders() const override { return takes_riders_; }
  id_secret secret() const override { return logs_->secret(); }
  void cards(std::optional<entity_id> after, std::size_t limit,
             completion<std::optional<std::vector<stored_card>>> done) override;

  /// What lies behind, to look into and to harm.
  memory_logs& logs() { return *logs_; }

 private:
  forward_clock clock_;
  std::shared_ptr<memory_logs> logs_;
  bool shared_;
  bool takes_riders_;
};

}  // namespace moim::store
