#pragma once

#include "tests/domain/matching/support/pool_case.hpp"

namespace moim::matching_test {

/// A ticket of the first of `users` that names all of them; for a group of one more.
inline invite_party invite(std::uint64_t id, const std::vector<std::uint64_t>& users) {
  auto made = apply_for(users.front(), {}, {}, id).ticket;
  made.users.clear();
  for (auto user : users) made.users.push_back({0, user});
  made.sizes = size_of(static_cast<std::uint32_t>(users.size()) + 1);
  return {made};
}
inline answer_invitation say_yes(std::uint64_t user, std::uint64_t id) { return {{0, id}, {0, user}, true}; }
inline answer_invitation say_no(std::uint64_t user, std::uint64_t id) { return {{0, id}, {0, user}, false}; }
/// Somebody who wants to be one of three, so that a pair and they make a group.
inline submit_ticket one_of_three(std::uint64_t user) {
  auto made = apply_for(user, {}, {});
  made.ticket.sizes = size_of(3);
  return made;
}

/// The code of the only refusal; nothing: there was none.
inline std::optional<errc> refusal(const pool_decision& decision) {
  const auto& first = decision.refusals.at(0);
  return first ? std::optional{first->code} : std::nullopt;
}
/// How the only party that was closed ended: nothing if none was.
inline std::optional<party_closed> closed(const pool_decision& decision) {
  auto found = pool_case::all<party_closed>(decision);
  return found.size() == 1 ? std::optional{found[0]} : std::nullopt;
}

}  // namespace moim::matching_test
