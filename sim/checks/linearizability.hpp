#pragma once

#include "sim/checks/history.hpp"

#include <string>

namespace moim::sim {

enum class linearizable : std::uint8_t { yes, no, undecided };
constexpr std::array<std::string_view, 3> enum_names(linearizable) {
  return {"an order was found", "there is no order", "not decided"};
}

/// What came of looking for an order.
struct order_found {
  linearizable is = linearizable::yes;
  /// How often an operation was tried.
  std::uint64_t steps = 0;
  /// If there is no order: the operation at whose return there is none any more, what the room may have been before
  /// it, and what was under way. For people, in several lines.
  std::string why;
};

/// Looks for an order of a room's operations that explains every answer: each operation at one moment between its
/// invocation and its return, one after the other, by the rules of `room_model`. After Wing and Gong (1993) and Lowe
/// (2017): a search with memory, that puts an operation only where a return needs it.
///
/// Gives up as `undecided` after `max_steps`: with many operations of unknown ending under way the search can be long.
order_found find_order(const room_history& seen, const history& names, std::uint64_t max_steps);

/// For people: the person, the call and its ending.
std::string to_text(const room_operation& asked, const history& names);

}  // namespace moim::sim
