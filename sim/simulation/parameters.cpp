#include "sim/simulation/parameters.hpp"

#include "sim/scenarios/random_source.hpp"
#include "sim/simulation/engine/world.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace moim::sim {
namespace {

using p = parameters;

constexpr parameter size(std::string_view name, std::string_view about, std::int64_t p::*member, double min,
                         double max) {
  return {name, about, member, 1, min, max, false};
}
constexpr parameter rate(std::string_view name, std::string_view about, double p::*member, double max) {
  return {name, about, member, 0.5, max / 1000, max, true};
}
constexpr parameter every(std::string_view name, std::string_view about, std::int64_t p::*member, double on, double min,
                          double max) {
  return {name, about, member, on, min, max, true};
}
constexpr parameter of_tickets(std::string_view name, std::string_view about, auto p::*member, double on, double min,
                               double max) {
  return {name, about, member, on, min, max, true, true};
}
constexpr parameter of_people(std::string_view name, std::string_view about, std::int64_t p::*member, double on,
                              double min, double max) {
  return of_tickets(name, about, member, on, min, max);
}

constexpr std::array table{
    size("nodes", "Nodes over the one shared store.", &p::nodes, 2, 3),
    size("people", "Clients.", &p::people, 6, 20),
    size("rooms", "Rooms that people create.", &p::rooms, 1, 6),
    size("seats", "The most seats of a room.", &p::seats, 2, 8),
    size("think-ms", "How long a person pauses between two requests, on average.", &p::think_ms, 50, 800),
    size("network-ms", "The longest way between a client and a node.", &p::network_ms, 1, 60),
    size("store-ms", "The longest way between a node and the store.", &p::store_ms, 0, 40),
    size("fault-phase-ms", "How long faults happen.", &p::fault_phase_ms, 10'000, 25'000),
    size("recovery-phase-ms", "How long everything works after that.", &p::recovery_phase_ms, 180'000, 180'000),
    size("rest-after-ms", "How long an entity that nobody needs stays in memory.", &p::rest_after_ms, 20, 6'000),
    size("batch", "The most requests in one commit.", &p::batch, 1, 24),
    every("waiting", "The most requests that wait for an entity; 0: as many as come.", &p::waiting, 0.3, 2, 12),
    every("outbox-bytes", "The most bytes that wait for a slow reader; 0: moimd's own bound.", &p::outbox_bytes, 0.5,
          1'000, 4'000),
    every("requests-per-s", "Requests a second of one connection; 0: moimd's own bound.", &p::requests_per_s, 0.2, 3,
          20),
    every("subscriptions", "Rooms that one connection follows; 0: moimd's own bound.", &p::subscriptions, 0.2, 1, 2),
    size("snapshot-records", "Commits between two savings of an entity.", &p::snapshot_records, 4, 64),

    rate("append-refused", "The store refuses an append.", &p::append_refused, 0.1),
    rate("append-answer-lost", "An append is executed, and its answer is lost.", &p::append_answer_lost, 0.1),
    rate("append-never-executed", "An append is lost on its way.", &p::append_never_executed, 0.1),
    rate("append-executed-later", "An append lands seconds after it was given up.", &p::append_executed_later, 0.1),
    rate("store-answer-late", "An answer of the store comes late, after those of later calls.", &p::store_answer_late,
         0.2),
    rate("read-fails", "A read fails.", &p::read_fails, 0.2),
    rate("claim-fails", "A claim of wake-ups fails, or only its answer.", &p::claim_fails, 0.3),
    rate("hint-lost", "A follower is not told that a log has moved.", &p::hint_lost, 0.9),
    rate("hint-doubled", "A follower is told twice.", &p::hint_doubled, 0.3),
    rate("follow-dead", "A follow never tells anything.", &p::follow_dead, 0.5),
    rate("request-doubled", "A request arrives twice.", &p::request_doubled, 0.3),
    rate("frame-split", "A frame arrives in two pieces.", &p::frame_split, 0.3),
    rate("frame-cut-off", "A connection ends in the middle of a frame, in either direction.", &p::frame_cut_off, 0.02),
    rate("reader-slow", "A client does not read for a while after it has connected.", &p::reader_slow, 0.5),
    rate("blunder", "A client sends what no careful client would.", &p::blunder, 0.05),
    rate("killed-after-commit", "A node dies between a room's commit and all that follows from it.",
         &p::killed_after_commit, 0.02),
    parameter{"entity-throws", "An exception in an entity's code.", &p::entity_throws, 0.3, 0.0002, 0.02, true, true},
    every("newer-nodes", "Nodes of a newer version, whose events the others cannot read.", &p::newer_nodes, 0.25, 1, 1),
    every("clock-skew-ms", "How far the nodes' clocks are apart, at most.", &p::clock_skew_ms, 0.5, 1, 3'000),

    every("node-killed-every", "ms between two kills of a node.", &p::node_killed_every, 0.6, 1'000, 15'000),
    every("node-paused-every", "ms between two long pauses of a node.", &p::node_paused_every, 0.4, 3'000, 15'000),
    every("node-drained-every", "ms between two ends of a node that are announced.", &p::node_drained_every, 0.3, 3'000,
          15'000),
    every("connection-cut-every", "ms between two lost connections.", &p::connection_cut_every, 0.6, 200, 5'000),
    every("store-away-every", "ms between two times that the store cannot be reached.", &p::store_away_every, 0.4,
          3'000, 15'000),
    every("disk-full-every", "ms between two times that the disk is full.", &p::disk_full_every, 0.3, 3'000, 15'000),
    every("tail-lost-every", "ms between two failovers that lose a log's newest commits.", &p::tail_lost_every, 0.25,
          3'000, 15'000),
    every("backup-restored-every", "ms between two restored backups of everything.", &p::backup_restored_every, 0.15,
          5'000, 15'000),
    every("clock-jump-every", "ms between two jumps of a node's clock.", &p::clock_jump_every, 0.3, 1'000, 10'000),
    every("rush-every", "ms between two rushes of everybody on one room.", &p::rush_every, 0.4, 1'000, 10'000),

    of_tickets("ticket-share", "How much of what people do is about tickets; 0: nothing.", &p::ticket_share, 0.6, 0.2,
               0.9),
    of_tickets("facet-share",
               "How much of what people do is about what rooms can do beyond coming and going; 0: nothing.",
               &p::facet_share, 0.5, 0.1, 0.6),
    of_tickets("talk-share", "How much of what people do is to talk in rooms; 0: nothing.", &p::talk_share, 0.5, 0.1,
               0.7),
    of_tickets("ticket-ttl-s", "After how long a ticket is over; 0: after half an hour.", &p::ticket_ttl_s, 0.8, 2, 30),
    of_tickets("accept-within-s", "How long people have to accept a proposal; 0: a group is a match at once.",
               &p::accept_within_s, 0.9, 1, 6),
    of_tickets("patience-s", "How long a ticket waits for a group of the preferred size.", &p::patience_s, 0.6, 1, 5),
    of_tickets("again-after-days", "For how long people who were matched do not meet again.", &p::again_after_days, 0.3,
               1, 2),
    of_tickets("absent-after-s", "How long a ticket outlives the connections of its people; 0: for its whole time.",
               &p::absent_after_s, 0.5, 2, 6),
    of_tickets("penalty-s", "For how long who declines or is silent may not submit again.", &p::penalty_s, 0.4, 1, 5),
    of_tickets("invite-s", "How long those whom a ticket names have to join it; 0: a minute.", &p::invite_s, 0.8, 1, 8),
    of_tickets("vouching", "People who bring others along without asking them.", &p::vouching, 0.5, 1, 4),
    of_tickets("table-open-s", "After how long a room of a table's match closes; 0: never.", &p::table_open_s, 0.7, 20,
               20),
    of_tickets("backfill", "Whether groups that lose somebody are filled up again.", &p::backfill, 0.6, 1, 1),
    of_tickets("room-squatted", "Somebody creates a match's room by its id, before it is born.", &p::room_squatted, 0.2,
               0.05, 0.5),
    of_tickets("wave-ms", "How long a pool gathers tickets before it matches them; 0: not at all.", &p::wave_ms, 0.7,
               200, 3'000),

    of_people("clocks-ahead-s", "How far the clocks of some people are ahead.", &p::clocks_ahead_s, 0.3, 10, 320),
    of_people("restless", "People who join and leave one room without a pause, some hundred times.", &p::restless, 0.15,
              1, 3),
    of_people("embedded", "One node over a store of its own: no failovers, no lost answers, nobody else's commits.",
              &p::embedded, 0.2, 1, 1),
    of_people("riding", "What commutes rides on the append that owes it: 1 on all nodes, 2 on every second.",
              &p::riding, 0.7, 1, 2),
};

/// What only a shared store and its nodes bring along.
constexpr std::array of_shared_stores{std::string_view{"newer-nodes"},
                                      std::string_view{"tail-lost-every"},
                                      std::string_view{"backup-restored-every"},
                                      std::string_view{"append-answer-lost"},
                                      std::string_view{"append-never-executed"},
                                      std::string_view{"append-executed-later"},
                                      std::string_view{"follow-dead"}};

bool is_of_shared_stores(const parameter& which) {
  return std::find(of_shared_stores.begin(), of_shared_stores.end(), which.name) != of_shared_stores.end();
}

void set(parameters& drawn, const parameter& which, double value) {
  if (auto* number = std::get_if<std::int64_t p::*>(&which.member))
    drawn.*(*number) = std::llround(value);
  else
    drawn.*std::get<double p::*>(which.member) = value;
}

/// Whoever fixes something that only a shared store has means one.
void leave_to_one_node(parameters& drawn, const fixed_parameters& fixed) {
  auto means_shared = [&](const parameter& each) {
    auto given = fixed.find(each.name);
    bool many = given != fixed.end() && each.name == "nodes" && given->second > 1;
    return many || (given != fixed.end() && given->second > 0 && is_of_shared_stores(each));
  };
  if (std::any_of(table.begin(), table.end(), means_shared)) drawn.embedded = 0;
  if (drawn.embedded == 0) return;
  drawn.nodes = 1;
  for (const auto& each : table)
    if (is_of_shared_stores(each)) set(drawn, each, 0);
}

}  // namespace

std::span<const parameter> all_parameters() { return table; }

double value_of(const parameters& drawn, const parameter& which) {
  if (auto* number = std::get_if<std::int64_t p::*>(&which.member)) return static_cast<double>(drawn.*(*number));
  return drawn.*std::get<double p::*>(which.member);
}

parameters draw_parameters(std::uint64_t seed, world& chance, const fixed_parameters& fixed) {
  parameters drawn;
  for (const auto& each : table) {
    auto own = seed;
    for (char letter : each.name) own = mix64(own ^ static_cast<unsigned char>(letter));
    random_source by_name{own};
    bool on = each.by_name ? by_name.chance(each.on) : chance.chance(each.on);
    auto part = each.by_name ? by_name.share() : static_cast<double>(chance.random() >> 11) * 0x1p-53;
    if (on) set(drawn, each, each.min + part * (each.max - each.min));
    if (auto given = fixed.find(each.name); given != fixed.end()) set(drawn, each, given->second);
  }
  leave_to_one_node(drawn, fixed);
  return drawn;
}

std::string to_text(const parameters& drawn) {
  std::string text;
  for (const auto& each : table)
    if (auto value = value_of(drawn, each); value != 0)
      text += fmt::format("{}{} {:.6g}", text.empty() ? "" : ", ", each.name, value);
  return text;
}

}  // namespace moim::sim
