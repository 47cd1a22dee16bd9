#include "domain/entity_types.hpp"
#include "sim/simulation/checkers/orders.hpp"
#include "sim/simulation/checkers/room_hours.hpp"
#include "sim/simulation/simulation.hpp"

#include <set>

/// What must be so once the faults have been over for a while, and once everybody has gone home.
namespace moim::sim {
namespace {

/// Whose own log is told that they sit in a room.
const user_id witness_user{0x200, 1};

/// A lease, what the clocks are apart, and the pauses of an entity that could not reach the store.
constexpr time_ms max_closing_late_ms = 30 * second_ms;

/// What the room's schedule or its history wakes it for.
std::optional<time_ms> next_hour(const room_story& story) {
  auto hours = hours_of(story);
  if (story.phase == room_phase::open) return hours.locks_at;
  if (story.phase == room_phase::locked) return hours.ends_at;
  const auto* kept = story.kind.rules<kept_history>();
  if (!kept || story.is_forgotten) return std::nullopt;
  return story.over_at.value_or(0) + kept->keep_days * 24 * hour_ms;
}

}  // namespace

void simulation::check_recovered() {
  if (!verdict_.first()) check_people();
  if (!verdict_.first()) check_rooms_and_memberships();
  if (!verdict_.first()) check_tickets();
  if (!verdict_.first()) check_notices();
  if (!verdict_.first()) check_heads();
  if (!verdict_.first()) check_saved();
  if (!verdict_.first()) probe_free_seats();
  if (!verdict_.first()) check_nothing_left();
  if (!verdict_.first()) check_no_tickets_left();
  if (!verdict_.first()) check_orders(told_, checker_, verdict_, seen_);
  if (!verdict_.first()) check_refusals();
}

/// Everybody has the answers to all that they asked, and knows all that happened in what they follow.
void simulation::check_people() {
  for (const auto& each : people_)
    if (auto why = each->why_not_content(); !why.empty()) verdict_.broken("liveness", why);
}

/// Rooms closed when their time was over, and people's own logs say where they sit.
void simulation::check_rooms_and_memberships() {
  std::map<user_id, std::set<room_id>> seated;
  for (const auto& [room, story] : checker_.rooms()) {
    bool may_stay = story.forks > 0 || !story.closes_at || is_over(story.phase) || story.phase == room_phase::locked;
    auto closed_at = story.closed_at.value_or(may_stay ? 0 : world_.now());
    // Wake-ups that a dead node claimed come again after their lease.
    auto latest = std::max(story.closes_at.value_or(0), recovered_since_) + max_closing_late_ms;
    if (closed_at > latest && story.forks == 0)
      verdict_.broken("P6", room, fmt::format("it closed {} s late, or not at all", (closed_at - latest) / second_ms));
    if (auto hour = next_hour(story);
        hour && story.forks == 0 && std::max(*hour, recovered_since_) + max_closing_late_ms < world_.now())
      verdict_.broken("P6", room, "it neither locked in nor ended, long past its time");
    for (const auto& [user, kept] : story.kept)
      if (story.forks == 0 && std::max(kept.until, recovered_since_) + max_closing_late_ms < world_.now())
        verdict_.broken("P6", room, "a seat is still kept for " + moim::to_text(user) + ", long past its time");
    for (const auto& [user, seat] : story.seats)
      if (!is_over(story.phase)) seated[user].insert(room);
  }
  for (const auto& [user, rooms] : seated)
    for (const auto& room : rooms) {
      auto person = checker_.people().find(user);
      bool told = person != checker_.people().end() && person->second.contains(room) &&
                  person->second.at(room).what == membership::seated;
      if (!told)
        verdict_.broken("memberships",
                        moim::to_text(user) + " sits in " + moim::to_text(room) + ", and their own log does not know");
    }
  for (const auto& [user, rooms] : checker_.people())
    for (const auto& [room, word] : rooms)
      if (word.what == membership::seated && !seated[user].contains(room))
        verdict_.broken("memberships", moim::to_text(user) + "'s own log says that they sit in " + moim::to_text(room));
}

/// Every node has come as far as the logs have.
void simulation::check_heads() {
  for (auto& node : nodes_) {
    auto asking = std::make_unique<witness>(shared_, verdict_, *node, witness_user, rooms_);
    run_until(world_.now() + 10 * second_ms);
    if (asking->missing() > 0) verdict_.broken("liveness", fmt::format("node {} does not answer", node->index()));
    asking->leave();
    witnesses_.push_back(std::move(asking));
  }
}

/// A free seat is given to somebody who asks now, once their key is not ahead of the servers' time any more.
void simulation::probe_free_seats() {
  std::map<time_ms, std::map<room_id, std::size_t>> taken_before;  // by how long the newcomer's key waits
  for (const auto& room : rooms_) {
    auto* story = checker_.find(room);
    if (!story || story->phase != room_phase::open) continue;
    auto newcomer = std::find_if(people_.begin(), people_.end(), [&](const auto& each) {
      return !story->seats.contains(each->user()) && !story->banned.contains(each->user());
    });
    const auto& kind = story->kind;
    bool anybody_may = !kind.rules<approval>() && !kind.rules<entry_code>() && !kind.rules<assignment>();
    bool may_come = newcomer != people_.end() && anybody_may;
    if (!may_come || story->occupied() >= story->capacity) continue;
    taken_before[(*newcomer)->new_key_waits()][room] = story->seats.size();
    (*newcomer)->join_now(room);
  }
  auto in_time = world_.now() + 20 * second_ms;
  run_until(in_time);
  for (const auto& [waits, rooms] : taken_before) {
    run_until(in_time + waits);
    for (const auto& [room, taken] : rooms)
      if (checker_.find(room)->seats.size() <= taken)
        verdict_.broken("P1", moim::to_text(room) + ": a free seat was not given to somebody who asked for it");
  }
  check_people();
}

/// A log that only others' commits make longer is saved as well: it does not grow for ever.
void simulation::check_saved() {
  if (shared_.drawn.embedded == 0) return;
  // The first save comes after one or two of these, the next, which forgets, when three times as much has come.
  auto surely_forgotten = static_cast<std::size_t>(16 * shared_.drawn.snapshot_records);
  auto check = [&](const entity_id& log, std::size_t length) {
    if (length > surely_forgotten && checker_.forgotten(log) == 0)
      verdict_.broken("left behind", fmt::format("{} has {} records, and was never saved", moim::to_text(log), length));
  };
  for (const auto& [user, rooms] : checker_.people()) check(user.entity(), checker_.length_of(user));
  for (const auto& [user, story] : checker_.inboxes().inboxes()) check(inbox_of(user), story.records.size());
}

/// Nobody was refused for a reason that the method's declaration does not name.
void simulation::check_refusals() {
  for (const auto& each : people_)
    for (const auto& what : each->undeclared()) verdict_.broken("declared", what);
}

/// Everybody goes home: no session, request, actor, delivery or wake-up stays without a reason.
void simulation::check_nothing_left() {
  for (auto& each : people_) each->go_home();
  run_until(world_.now() + 4 * minute_ms);
  for (const auto& node : nodes_)
    if (node->sessions().sessions() > 0 || node->sessions().in_flight() > 0)
      verdict_.broken("left behind",
                      fmt::format("node {} has {} sessions and {} requests that nobody waits for", node->index(),
                                  node->sessions().sessions(), node->sessions().in_flight()));
  for (auto type : all_entity_types())
    // Pools that have to know who is connected stay (`check_no_tickets_left`).
    if (auto live = shared_.metrics.entities.live(type).value(); live != 0 && type != entity_type::pool)
      verdict_.broken("left behind",
                      fmt::format("{} of type {} are in memory, and nobody needs them", live, names_of(type).name));
  for (const auto& [room, story] : checker_.rooms()) {
    auto wake = shared_.logs->wake_of(room.entity());
    bool has_reason = (story.phase == room_phase::open && story.closes_at) || next_hour(story);
    if (wake && !has_reason && story.forks == 0)
      verdict_.broken("left behind", moim::to_text(room) + " is to be woken, and there is nothing to do");
    if (!story.owed.empty() && story.forks == 0)
      verdict_.broken("left behind", fmt::format("{} owes {} deliveries that are not known to be done",
                                                 moim::to_text(room), story.owed.size()));
  }
}

}  // namespace moim::sim
