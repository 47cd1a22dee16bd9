#pragma once

#include "store/memory_store.hpp"

#include <stdexcept>
#include <utility>

namespace moim::bench {

/// Logs in memory that take as long as a test wants to take a record.
class stalling_store final : public store::log_store {
 public:
  explicit stalling_store(std::function<time_ms()> clock)
      : inner_{std::move(clock), std::make_shared<store::memory_logs>(), false} {}

  store::memory_logs& logs() { return inner_.logs(); }
  void stall() { stalled_ = true; }
  void take_no_riders() { takes_riders_ = false; }
  /// The next append throws: a bug in whatever an entity calls.
  void throw_once() { throws_ = true; }
  void go_on() {
    stalled_ = false;
    for (auto& [request, done] : std::exchange(waiting_, {})) inner_.append(std::move(request), std::move(done));
  }

  time_ms now() override { return inner_.now(); }
  void append(store::append_request request, store::completion<store::append_result> done) override {
    if (std::exchange(throws_, false)) throw std::runtime_error{"planned"};
    if (!stalled_) return inner_.append(std::move(request), std::move(done));
    waiting_.emplace_back(std::move(request), std::move(done));
  }
  void read(store::read_request request, store::completion<store::read_result> done) override {
    inner_.read(std::move(request), std::move(done));
  }
  void claim(time_ms now, time_ms lease, std::size_t limit,
             store::completion<std::optional<std::vector<entity_id>>> done) override {
    inner_.claim(now, lease, limit, std::move(done));
  }
  store::following follow(entity_id entity, std::function<void(head)> moved) override {
    return inner_.follow(entity, std::move(moved));
  }
  bool is_shared() const override { return false; }
  bool takes_riders() const override { return takes_riders_; }
  id_secret secret() const override { return inner_.secret(); }
  void cards(std::optional<entity_id> after, std::size_t limit,
             store::completion<std::optional<std::vector<store::stored_card>>> done) override {
    inner_.cards(after, limit, std::move(done));
  }

 private:
  store::memory_store inner_;
  bool takes_riders_ = true;
  bool stalled_ = false;
  bool throws_ = false;
  std::vector<std::pair<store::append_request, store::completion<store::append_result>>> waiting_;
};

}  // namespace moim::bench
