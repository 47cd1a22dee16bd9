#pragma once

#include "store/fault_source.hpp"
#include "store/log_store.hpp"

namespace moim::store {

/// Calls the function after that many milliseconds of whatever time the caller lives in.
using defer_function = std::function<void(time_ms delay_ms, std::function<void()>)>;

/// Any store, made as unreliable as the port allows and no more: it is late, unreachable, silent about what it did, and
/// its hints go astray. What is deferred keeps the inner store alive, not this one, as a request on the wire outlives
/// the process that sent it.
class faulty_store final : public log_store {
 public:
  faulty_store(std::shared_ptr<log_store> inner, std::shared_ptr<fault_source> faults, defer_function defer);

  time_ms now() override { return inner_->now(); }
  void append(append_request request, completion<append_result> done) override;
  void read(read_request request, completion<read_result> done) override;
  void claim(time_ms now, time_ms lease, std::size_t limit,
             completion<std::optional<std::vector<entity_id>>> done) override;
  following follow(entity_id entity, std::function<void(head)> moved) override;
  bool is_shared() const override { return inner_->is_shared(); }
  bool takes_riders() const override { return inner_->takes_riders(); }
  id_secret secret() const override { return inner_->secret(); }
  void cards(std::optional<entity_id> after, std::size_t limit,
             completion<std::optional<std::vector<stored_card>>> done) override;

 private:
  std::shared_ptr<log_store> inner_;
  std::shared_ptr<fault_source> faults_;
  defer_function defer_;
};

}  // namespace moim::store
