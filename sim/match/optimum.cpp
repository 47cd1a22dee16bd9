#include "sim/match/optimum.hpp"

#include "domain/matching/packing.hpp"

namespace moim::sim {

std::optional<std::uint32_t> optimum_of(const recording& history) {
  auto kind = history.kind;
  kind.prefer.reset();
  ticket_table table{kind};
  std::vector<ticket_ref> tickets;
  time_ms now = history.commands.empty() ? 0 : history.commands.front().at;
  for (const auto& each : history.commands) {
    const auto* submit = std::get_if<submit_ticket>(&each.command);
    if (!submit) continue;
    auto from = submit->ticket;
    from.submitted_at = now;
    from.expires_at = now + kind.ttl_s * second_ms;
    auto checked = checked_ticket(kind, std::move(from));
    if (checked) tickets.push_back(table.add(make_profile(*checked, table.names()), tickets.size() + 1));
  }
  if (tickets.size() > packing::tickets_most) return std::nullopt;
  search_space space{kind};
  space.begin(kind, table, now);
  packing pack{space};
  bool proven = pack.solve(tickets, {.groups = 400'000, .enumeration_nodes = 40'000'000, .branch_steps = 400'000'000});
  return proven ? std::optional{pack.people()} : std::nullopt;
}

}  // namespace moim::sim
