#include "sim/load/run/order_finder.hpp"

#include "sim/checks/linearizability.hpp"

namespace moim::load {
namespace {

constexpr std::uint64_t steps_max = 20'000'000;
constexpr std::uint64_t steps_of_room_max = 50'000;

}  // namespace

void find_orders(const sim::history& told, sim::verdict& found, report& counted) {
  std::uint64_t steps = 0;
  for (const auto& room : told.rooms()) {
    if (!room.whole || room.cut_short || steps > steps_max) {
      ++counted.orders_not_searched;
      continue;
    }
    auto order = sim::find_order(room, told, steps_of_room_max);
    steps += order.steps;
    ++(order.is == sim::linearizable::undecided ? counted.orders_undecided : counted.orders_searched);
    if (order.is == sim::linearizable::no) found.broken("linearisable", room.room, order.why);
  }
}

}  // namespace moim::load
