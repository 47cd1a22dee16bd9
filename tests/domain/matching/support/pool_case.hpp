#pragma once

#include "domain/matching/round/decide.hpp"

namespace moim::matching_test {

/// A pool to be told what happens, minute by minute.
class pool_case {
 public:
  explicit pool_case(pool_kind kind) : state(kind), workspace(kind) {}

  pool_decision give(time_ms at, std::vector<pool_command> batch) {
    auto decision = decide(state, batch, at, {}, workspace);
    for (const auto& event : decision.events) apply(state, event, {++version, at});
    return decision;
  }

  template <class Event>
  static std::vector<Event> all(const pool_decision& decision) {
    std::vector<Event> found;
    for (const auto& event : decision.events)
      if (const auto* each = std::get_if<Event>(&event)) found.push_back(*each);
    return found;
  }

  /// Why the only ticket that ended did, if it is this one.
  static std::optional<ticket_end> ended(const pool_decision& decision, std::uint64_t id) {
    auto found = all<tickets_ended>(decision);
    if (found.empty() || found[0].tickets[0].ticket != ticket_id{0, id}) return std::nullopt;
    return found[0].tickets[0].why;
  }

  pool state;
  matcher_workspace workspace;
  moim::version version = 0;
};

/// 42Partner's pool.
inline pool_kind meal() {
  pool_kind kind;
  kind.key = "meal";
  kind.ttl_s = 1'800;
  kind.criteria = {{"place", criterion_type::any_of, true}, {"way", criterion_type::any_of, true}};
  return kind;
}

/// For a group of two.
inline submit_ticket apply_for(std::uint64_t user, std::vector<std::string> places, std::vector<std::string> ways,
                               std::uint64_t id = 0) {
  ticket made;
  made.id = {0, id == 0 ? user : id};
  made.users = {{0, user}};
  made.sizes = size_of(2);
  made.wishes.sets = {{0, std::move(places)}, {1, std::move(ways)}};
  return {made};
}

}  // namespace moim::matching_test
