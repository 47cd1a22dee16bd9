#pragma once

#include "store/log_store.hpp"

#include <future>

namespace moim::store {

/// Calls `start` with a completion and waits for what it is given.
template <class Result, class Start>
Result wait_for(Start start) {
  auto promise = std::make_shared<std::promise<Result>>();
  auto result = promise->get_future();
  start([promise](Result given) { promise->set_value(std::move(given)); });
  return result.get();
}

inline append_result append(log_store& store, append_request request) {
  return wait_for<append_result>([&](auto done) { store.append(std::move(request), std::move(done)); });
}

inline read_result read(log_store& store, read_request request) {
  return wait_for<read_result>([&](auto done) { store.read(request, std::move(done)); });
}

inline std::vector<entity_id> claim(log_store& store, time_ms now, time_ms lease, std::size_t limit) {
  using claimed = std::optional<std::vector<entity_id>>;
  return wait_for<claimed>([&](auto done) { store.claim(now, lease, limit, std::move(done)); }).value();
}

inline std::vector<stored_card> cards(log_store& store, std::optional<entity_id> after, std::size_t limit) {
  using page = std::optional<std::vector<stored_card>>;
  return wait_for<page>([&](auto done) { store.cards(after, limit, std::move(done)); }).value();
}

/// The entity that the tests call by a small number: a room.
inline entity_id numbered(std::uint64_t number) { return {entity_type::room, 7, number}; }

/// One more record on top of `expected`, whose commit id is `commit`.
inline append_request record_on(const entity_id& entity, head expected, commit_id commit, std::string bytes) {
  append_request request;
  request.entity = entity;
  request.expected = expected;
  request.commit = commit;
  request.record = std::move(bytes);
  return request;
}

/// Appends `count` records named 1, 2, 3… with the bytes "r1", "r2", …; the new head.
inline head fill(log_store& store, const entity_id& entity, std::uint64_t count, head from = {}) {
  for (std::uint64_t i = 0; i < count; ++i) {
    auto number = from.version + 1;
    auto result = append(store, record_on(entity, from, number, "r" + std::to_string(number)));
    from = std::get<committed>(result).now;
  }
  return from;
}

}  // namespace moim::store
