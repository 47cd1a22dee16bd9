#include "store/memory_store.hpp"

namespace moim::store {

memory_store::memory_store(std::function<time_ms()> clock, std::shared_ptr<memory_logs> logs, bool shared)
    : clock_{std::move(clock)}, logs_{std::move(logs)}, shared_{shared} {}

void memory_store::append(append_request request, completion<append_result> done) {
  auto entity = request.entity;
  auto before = request.expected;
  auto result = logs_->append(std::move(request));
  std::vector<memory_logs::moved_function> others;
  head moved_to;
  if (auto* success = std::get_if<committed>(&result); success && success->now != before) {
    moved_to = success->now;
    others = logs_->followers(this, entity);
  }
  done(std::move(result));
  for (const auto& moved : others) (*moved)(moved_to);
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
