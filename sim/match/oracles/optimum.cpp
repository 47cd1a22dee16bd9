#include "sim/match/oracles/optimum.hpp"

#include "domain/matching/search/packing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <unordered_set>

namespace moim::sim {
namespace {

/// Every pair is looked at.
constexpr std::size_t max_tickets = 5'000;

/// The tickets in parts: no two of different parts suit each other.
std::vector<std::vector<ticket_ref>> parts_of(const ticket_table& table, const std::vector<ticket_ref>& tickets) {
  std::vector<std::size_t> leader(tickets.size());
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  auto lead = [&](std::size_t of) {
    while (leader[of] != of) of = leader[of] = leader[leader[of]];
    return of;
  };
  for (std::size_t a = 0; a < tickets.size(); ++a)
    for (std::size_t b = a + 1; b < tickets.size(); ++b)
      if (may_suit(table.signature_of(tickets[a]), table.signature_of(tickets[b]))) leader[lead(b)] = lead(a);
  std::vector<std::vector<ticket_ref>> parts(tickets.size());
  for (std::size_t i = 0; i < tickets.size(); ++i) parts[lead(i)].push_back(tickets[i]);
  std::erase_if(parts, [](const auto& part) { return part.size() < 2; });
  return parts;
}

/// The tickets that never waited.
std::unordered_set<ticket_id> never_waited(const recording& history, const match_outcome& run) {
  std::unordered_set<ticket_id> out{run.refused_tickets.begin(), run.refused_tickets.end()};
  std::unordered_map<ticket_id, time_ms> came;
  for (const auto& each : history.commands) {
    if (const auto* submit = std::get_if<submit_ticket>(&each.command)) came.emplace(submit->ticket.id, each.at);
    const auto* cancel = std::get_if<cancel_ticket>(&each.command);
    auto found = cancel ? came.find(cancel->ticket) : came.end();
    if (found != came.end() && found->second == each.at) out.insert(cancel->ticket);
  }
  return out;
}

}  // namespace

tl::expected<std::uint32_t, std::string> optimum_of(const recording& history, const match_outcome& run) {
  auto kind = history.kind;
  kind.prefer.reset();
  auto without = never_waited(history, run);
  ticket_table table{kind};
  std::vector<ticket_ref> tickets;
  time_ms now = history.commands.empty() ? 0 : history.commands.front().at;
  for (const auto& each : history.commands) {
    const auto* submit = std::get_if<submit_ticket>(&each.command);
    if (!submit || without.contains(submit->ticket.id)) continue;
    if (!submit->ticket.relax.empty()) return tl::unexpected{std::string{"tickets ask for less later"}};
    auto from = submit->ticket;
    from.submitted_at = now;
    from.expires_at = now + kind.ttl_s * second_ms;
    auto checked = checked_ticket(kind, std::move(from));
    if (checked) tickets.push_back(table.add(make_profile(*checked, table.names()), tickets.size() + 1));
    if (tickets.size() > max_tickets) return tl::unexpected{fmt::format("more than {} tickets", max_tickets)};
  }
  auto parts = parts_of(table, tickets);
  for (const auto& part : parts)
    if (part.size() > packing::max_tickets)
      return tl::unexpected{fmt::format("{} tickets hang together, it can do {}", part.size(), packing::max_tickets)};
  search_space space{kind};
  space.begin(kind, table, now);
  std::uint32_t people = 0;
  for (const auto& part : parts) {
    packing pack{space};
    bool proven = pack.solve(part, {.groups = 400'000, .enumeration_nodes = 40'000'000, .branch_steps = 400'000'000});
    if (!proven) return tl::unexpected{std::string{"there are too many groups to try them all"}};
    people += pack.people();
  }
  return people;
}

}  // namespace moim::sim
