#include "sim/simulation/simulation.hpp"

/// What must be so of tickets, matches and inboxes once the faults have been over for a while.
namespace moim::sim {
namespace {

/// Allows for a lease, the clocks' difference and the pauses of a pool that could not reach the store. A pool
/// in memory looks by itself only later, which would hide that it never asked to be woken.
constexpr time_ms max_late_ms = 20 * second_ms;

}  // namespace

/// Nobody is in limbo: whoever still waits has time left, and every decision has reached everybody. What a failover
/// took from a pool's log is nowhere else either.
void simulation::check_tickets() {
  check_births();
  for (const auto& [pool, story] : checker_.pools().pools()) {
    if (checker_.trusts_matches()) check_times(pool, story);
    if (checker_.trusts_matches()) check_fillings(story.ledger);
    check_matches(story.ledger);
    for (const auto& [user, news] : story.ledger.owed()) {
      const auto* inbox = checker_.inboxes().find(user);
      if (!inbox || !inbox->known.contains(news))
        verdict_.broken("P4", fmt::format("{} was never told: {} {}", moim::to_text(user), enum_name(news.what),
                                          moim::to_text(news.ticket)));
    }
  }
}

/// What time alone brings about came in time.
void simulation::check_times(const pool_id& pool, const pool_story& story) {
  for (const auto& [what, ticket, due, kept_at] : story.times.kept()) {
    auto late_ms = kept_at - std::max(due, recovered_since_);
    if (late_ms > max_late_ms)
      verdict_.broken("P6", fmt::format("{}: {} s late: {} {}", moim::to_text(pool), late_ms / second_ms, what,
                                        moim::to_text(ticket)));
  }
  for (const auto& what : story.times.undone(story.ledger, world_.now() - max_late_ms))
    verdict_.broken(what.substr(0, 2), moim::to_text(pool) + what.substr(2));
}

/// No room stands of a match that its pool's log denies, and nobody sits in one on a proposal that it denies.
void simulation::check_births() {
  for (const auto& [room, story] : checker_.rooms()) {
    if (!story.match || is_over(story.phase)) continue;
    const auto* match = checker_.pools().find(*story.match);
    if (!match) verdict_.broken("P4", room, "it stands, and its pool does not know the match that it was born of");
    const auto* oldest = match ? checker_.pools().find(match->first) : nullptr;
    if (oldest && oldest->room != room) verdict_.broken("P4", room, "it stands, and its match has another room");
    for (const auto& [user, proposal] : story.came_by)
      if (!checker_.pools().knows_proposal(*story.match, room, proposal))
        verdict_.broken(
            "P4", room,
            fmt::format("{} sits in it on proposal {}, and no pool knows that", moim::to_text(user), proposal));
  }
}

/// A room has taken those whom its pool says that it has taken, and nobody who waits on.
void simulation::check_fillings(const ticket_ledger& ledger) {
  for (const auto& [number, asked] : ledger.proposals()) {
    if (!asked.room) continue;
    const auto* room = checker_.find(*asked.room);
    if (room && room->forks > 0) continue;
    auto answered = room ? room->backfills.find(number) : decltype(room->backfills.end()){};
    bool taken = room && answered != room->backfills.end() && answered->second;
    if (taken != asked.taken)
      verdict_.broken("P4", fmt::format("{} was offered people by proposal {}: room and pool do not agree on that",
                                        moim::to_text(*asked.room), number));
  }
}

/// Each match has one room, which began with its members (that it did is seen when it is born) or has taken them.
void simulation::check_matches(const ticket_ledger& ledger) {
  for (const auto& [match, story] : ledger.matches()) {
    if (story.fills_a_room) continue;
    const auto* oldest = checker_.pools().find(story.first);
    const auto* room = oldest ? checker_.find(oldest->room) : nullptr;
    if (!room || room->match != match) verdict_.broken("P4", moim::to_text(match) + " has no room");
  }
}

/// Everybody has gone home: pools are in memory for those who wait only, and have nothing left to tell.
void simulation::check_no_tickets_left() {
  bool anybody_waits = false;
  for (const auto& [pool, story] : checker_.pools().pools()) {
    anybody_waits |= story.ledger.live() > 0;
    if (!checker_.trusts_matches()) continue;
    const auto& outbox = story.shadow->outbox;
    if (!outbox.open.empty())
      verdict_.broken("left behind", fmt::format("{} owes {} deliveries that are not known to be done",
                                                 moim::to_text(pool), outbox.open.size()));
    if (!outbox.aside.empty())
      verdict_.broken("left behind",
                      fmt::format("{} has given up {} deliveries", moim::to_text(pool), outbox.aside.size()));
    if (shared_.logs->wake_of(pool.entity()) && story.ledger.live() == 0)
      verdict_.broken("left behind", moim::to_text(pool) + " is to be woken, and there is nothing to do");
  }
  // Pools that have to know who is connected stay.
  auto attended = static_cast<std::int64_t>(shared_.kinds.attended_pools().size() * nodes_.size());
  auto pools = shared_.metrics.entities.live(entity_type::pool).value();
  if (pools > attended && !anybody_waits)
    verdict_.broken("left behind", fmt::format("{} pools are in memory, and nobody waits", pools));
}

}  // namespace moim::sim
