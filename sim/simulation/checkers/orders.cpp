#include "sim/simulation/checkers/orders.hpp"

#include "sim/checks/linearizability.hpp"

namespace moim::sim {
namespace {

// A room of a run takes some thousands; past this a search mostly goes on for ever.
constexpr std::uint64_t max_steps = 50'000;

}  // namespace

void check_orders(const history& told, const log_checker& logs, verdict& verdict, tally& seen) {
  for (const auto& room : told.rooms()) {
    auto* story = logs.find(room.room);
    if (!room.whole || room.cut_short || !story || story->forks > 0) continue;
    auto found = find_order(room, told, max_steps);
    seen.count(sighting::order, enum_names(found.is)[static_cast<std::size_t>(found.is)]);
    if (found.is == linearizable::no) verdict.broken("linearisable", room.room, found.why);
  }
}

}  // namespace moim::sim
