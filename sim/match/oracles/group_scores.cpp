#include "sim/match/oracles/group_scores.hpp"

#include "domain/matching/index/choice.hpp"

#include <algorithm>
#include <cmath>

namespace moim::sim {
namespace {

/// The tickets of a recording as they were taken in.
class known_tickets {
 public:
  explicit known_tickets(const recording& history) : kind_(history.kind) {
    for (const auto& each : history.commands) {
      const auto* submit = std::get_if<submit_ticket>(&each.command);
      if (!submit) continue;
      auto from = submit->ticket;
      from.submitted_at = each.at;
      if (from.expires_at == 0) from.expires_at = each.at + kind_.ttl_s * second_ms;
      auto checked = checked_ticket(kind_, std::move(from));
      if (!checked) continue;
      places_.emplace(checked->id, tickets_.size());
      tickets_.push_back(std::move(*checked));
    }
  }

  const std::vector<ticket>& all() const { return tickets_; }
  const ticket* find(const ticket_id& id) const {
    auto found = places_.find(id);
    return found == places_.end() ? nullptr : &tickets_[found->second];
  }
  std::size_t place(const ticket& of) const { return static_cast<std::size_t>(&of - tickets_.data()); }

 private:
  pool_kind kind_;
  std::vector<ticket> tickets_;
  std::unordered_map<ticket_id, std::size_t> places_;
};

/// How hard it is to find a partner for a ticket that `suiting` of `all` others suit.
std::uint16_t worth_of(std::size_t suiting, std::size_t all) {
  return static_cast<std::uint16_t>(1000 / std::sqrt(share_of(suiting, all)));
}

/// What each ticket's people are worth together, by those who came right before.
std::vector<std::uint64_t> worths(const pool_kind& kind, const known_tickets& tickets) {
  constexpr std::size_t max_recent = 256;
  std::vector<std::uint64_t> out;
  std::vector<signature> recent;
  auto layout = make_layout(kind);
  value_names names;
  for (const auto& each : tickets.all()) {
    auto sign = make_signature(layout, make_profile(each, names));
    auto suiting =
        std::count_if(recent.begin(), recent.end(), [&](const signature& other) { return may_suit(sign, other); });
    auto worth = worth_of(static_cast<std::size_t>(suiting), recent.size());
    if (recent.size() < max_recent)
      recent.push_back(sign);
    else
      recent[out.size() % max_recent] = sign;
    out.push_back(std::uint64_t{worth} * each.users.size());
  }
  return out;
}

double share(double part, double whole) { return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 1; }

void add_fit(const recording& history, const known_tickets& tickets, const formed_group& group, group_scores& scores) {
  value_names names;
  std::vector<profile> profiles;
  for (const auto& id : group.tickets) {
    const auto* known = tickets.find(id);
    if (!known) return;
    auto waited = group.found_at - known->submitted_at;
    auto has_come = [&](const relax_step& step) { return step.after_s * second_ms <= waited; };
    auto steps = std::count_if(known->relax.begin(), known->relax.end(), has_come);
    profiles.push_back(make_relaxed_profile(*known, static_cast<std::uint8_t>(steps), names));
  }
  std::vector<const profile*> members;
  members.reserve(profiles.size());
  for (const auto& each : profiles) members.push_back(&each);
  auto reached = agree(history.kind, members, group.found_at);
  if (!reached) return;
  for (const auto& each : profiles) {
    auto fit = fit_of(each, *reached, members);
    if (!fit) continue;
    scores.fit += *fit * each.people();
    scores.fit_people += each.people();
  }
}

}  // namespace

std::optional<double> fit_of(const profile& of, const agreement& reached, std::span<const profile* const> group) {
  double sum = 0;
  int named = 0;
  auto add = [&](double fit) {
    sum += fit;
    ++named;
  };
  for (auto value : reached.values) {
    auto own = values_of(of, criterion_of(value));
    // With one value there was nothing to choose.
    if (own.size() < 2) continue;
    auto rank = std::find(own.begin(), own.end(), value) - own.begin();
    add(1 - static_cast<double>(rank) / static_cast<double>(own.size()));
  }
  for (const auto& settled : reached.windows)
    for (const auto& own : of.windows())
      if (own.criterion == settled.criterion && own.window.from_ms <= settled.from_ms &&
          settled.to_ms <= own.window.to_ms) {
        add(share(static_cast<double>(settled.to_ms - settled.from_ms),
                  static_cast<double>(own.window.to_ms - own.window.from_ms)));
        break;
      }
  for (const auto& own : of.spreads()) {
    // Without a limit there was nothing to spare.
    if (own.limit == spread_ask::no_limit) continue;
    auto low = own.low;
    auto high = own.high;
    for (const auto* member : group)
      for (const auto& other : member->spreads())
        if (other.criterion == own.criterion) {
          low = std::min(low, other.low);
          high = std::max(high, other.high);
        }
    add(1 - share(static_cast<double>(high - low), static_cast<double>(own.limit)));
  }
  for (const auto& settled : reached.points)
    for (const auto& own : of.radii())
      if (own.criterion == settled.criterion)
        add(1 - share(distance_m(own.area.centre, direction_of(settled.lat, settled.lon)), own.area.radius_m));
  return named > 0 ? std::optional{sum / named} : std::nullopt;
}

group_scores score(const recording& history, const match_outcome& outcome) {
  group_scores scores;
  known_tickets tickets{history};
  auto worth = worths(history.kind, tickets);
  for (auto each : worth) scores.worth_of_all += each;
  for (const auto& group : outcome.groups) {
    for (const auto& id : group.tickets)
      if (const auto* known = tickets.find(id)) scores.worth_matched += worth[tickets.place(*known)];
    add_fit(history, tickets, group, scores);
  }
  return scores;
}

}  // namespace moim::sim
