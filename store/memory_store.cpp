#include "store/memory_store.hpp"

namespace moim::store {

memory_store::memory_store(std::function<time_ms()> clock, std::shared_ptr<memory_logs> logs, bool shared,
                           bool takes_riders)
    : clock_{std::move(clock)}, logs_{std::move(logs)}, shared_{shared}, takes_riders_{takes_riders} {}

void memory_store::append(append_request request, completion<append_result> done) {
  struct hint {
    memory_logs::moved_function moved;
    head to;
  };
  std::vector<hint> hints;
  auto add_hints = [&](const entity_id& entity, const head& to) {
    for (auto& moved : logs_->followers(this, entity)) hints.push_back({std::move(moved), to});
  };
  auto entity = request.entity;
  auto before = request.expected;
  std::vector<entity_id> carried;
  for (const auto& each : request.riders) carried.push_back(each.entity);
  auto result = logs_->append(std::move(request));
  if (auto* success = std::get_if<committed>(&result)) {
    if (success->now != before) add_hints(entity, success->now);
    for (std::size_t i = 0; i < carried.size(); ++i) add_hints(carried[i], success->riders[i]);
  }
  done(std::move(result));
  for (const auto& each : hints) (*each.moved)(each.to);
}

void memory_store::read(read_request request, completion<read_result> done) { done(logs_->read(request)); }

void memory_store::claim(time_ms now, time_ms lease, std::size_t limit,
                         completion<std::optional<std::vector<entity_id>>> done) {
  done(logs_->claim(now, lease, limit));
}

following memory_store::follow(entity_id entity, std::function<void(head)> moved) {
  return logs_->follow(this, entity, std::move(moved));
}

void memory_store::cards(std::optional<entity_id> after, std::size_t limit,
                         completion<std::optional<std::vector<stored_card>>> done) {
  done(logs_->cards(after, limit));
}

}  // namespace moim::store
