#include "sim/simulation/report/recoveries.hpp"
#include "sim/simulation/report/run_report.hpp"

#include <catch2/catch.hpp>
#include <spdlog/spdlog.h>

using namespace moim;

namespace {

// Under the sanitizers a seed takes eight times as long, and what they look for does not hide in the rarer ones.
#ifdef MOIM_SANITIZED
constexpr std::uint64_t seeds = 100;
#else
constexpr std::uint64_t seeds = 1'000;
#endif

/// Runs in which rooms look for people and people for rooms: drawn alone it is too rare that one gets in another's way.
const sim::fixed_parameters mostly_backfill{{"ticket-share", 0.9}, {"backfill", 1}};
/// One room in which much is done beyond coming and going.
const sim::fixed_parameters mostly_facets{
    {"ticket-share", 0}, {"talk-share", 0}, {"facet-share", 0.7}, {"think-ms", 50}, {"rooms", 1}};

sim::outcome run(std::uint64_t seed, catalogue& metrics, const sim::fixed_parameters& fixed = {}) {
  return sim::simulation{seed, metrics, {fixed, nullptr}}.run();
}

/// Every fault that the simulator can make; one that never happens is not a test of anything.
constexpr std::array faults{"append refused",
                            "append answer lost",
                            "append never executed",
                            "append executed later",
                            "append while the store was away",
                            "append to a full disk",
                            "store answer late",
                            "call failed",
                            "hint lost",
                            "hint doubled",
                            "follow dead",
                            "request doubled",
                            "frame in two pieces",
                            "frame cut off",
                            "answer cut off",
                            "reader slow",
                            "blunder",
                            "node killed",
                            "node killed after a commit",
                            "node paused",
                            "node drained",
                            "event of a newer version",
                            "clock jump",
                            "connection cut",
                            "store away",
                            "disk full",
                            "tail lost",
                            "backup restored",
                            "rush"};

/// Every way back from a fault that the entities and the clients know. What is put aside needs an hour of a person's
/// log being out of reach, and has its own tests.
constexpr std::array ways_back{"append conflicted",
                               "append of unknown outcome",
                               "append refused",
                               "batch replayed",
                               "replayed once",
                               "replayed twice",
                               "replayed 3 times",
                               "replayed 4 times",
                               "replayed 5, 6 times",
                               "replayed more than 8 times",
                               "unheard append: landed",
                               "unheard append: shut out",
                               "late append: landed",
                               "late append: shut out",
                               "fence appended",
                               "head confirmed",
                               "request answered again",
                               "delivery sent",
                               "delivery done",
                               "wake-up claimed",
                               "wake-up handled",
                               "room loaded",
                               "person loaded",
                               "room left memory",
                               "person left memory",
                               "room saved",
                               "person saved",
                               "load began with what was saved",
                               "slow reader closed",
                               "resume: told what was missed",
                               "resume: nothing missed",
                               "resume: not recovered",
                               "reset after a fork",
                               "pool loaded",
                               "pool left memory",
                               "pool saved in part",
                               "inbox loaded",
                               "inbox left memory",
                               "inbox saved"};

/// What rooms, people, pools and inboxes can go through; of what is put aside see above.
constexpr std::array events{"room_created",
                            "seat_taken",
                            "seat_left",
                            "room_locked",
                            "room_cancelled",
                            "room_closed",
                            "outbox_begun",
                            "request_answered",
                            "fenced",
                            "membership_noted",
                            "pool_created",
                            "tickets_submitted",
                            "tickets_ended",
                            "tickets_relaxed",
                            "matched",
                            "proposed",
                            "answered",
                            "proposal_closed",
                            "avoided",
                            "tickets_retried",
                            "wave_matched",
                            "requests_answered",
                            "deliveries_owed",
                            "noted",
                            "inbox_marked",
                            "deliveries_done",
                            "backfill_answered",
                            "presence_changed",
                            "penalised",
                            "party_invited",
                            "party_accepted",
                            "party_closed",
                            "seat_kept",
                            "seat_freed",
                            "host_changed",
                            "kicked",
                            "banned",
                            "unbanned",
                            "applied",
                            "waiting_began",
                            "waiting_ended",
                            "applicant_accepted",
                            "applicant_rejected",
                            "application_ended",
                            "room_described",
                            "room_resized",
                            "room_ended",
                            "entry_code_seeded",
                            "entry_code_renewed",
                            "wrong_code_given",
                            "comment_posted",
                            "comment_edited",
                            "comment_removed",
                            "announced",
                            "announcement_edited",
                            "announcement_removed",
                            "liked",
                            "unliked"};

/// What people are told: every method that rooms, people, pools and inboxes have, and every refusal but `internal`,
/// which nobody may ever be told, `too_many_sessions`: nobody here has sixteen, and `too_many_blocks`: more than are
/// allowed are `invalid_params` before they come to a pool.
constexpr std::array answers{"room.create",
                             "room.join",
                             "room.leave",
                             "room.lock",
                             "room.cancel",
                             "room.read",
                             "room.list",
                             "room.subscribe",
                             "session.resume",
                             "user.rooms",
                             "parse_error",
                             "unknown_method",
                             "invalid_request",
                             "unauthenticated",
                             "token_invalid",
                             "token_expired",
                             "key_missing",
                             "key_reused",
                             "key_expired",
                             "key_ahead",
                             "kind_unknown",
                             "seats_out_of_range",
                             "not_subscribed",
                             "rate_limited",
                             "draining",
                             "too_many_subscriptions",
                             "contended",
                             "invalid_params",
                             "room_not_found",
                             "room_full",
                             "room_locked",
                             "room_cancelled",
                             "room_closed",
                             "already_member",
                             "not_member",
                             "not_host",
                             "host_cannot_leave",
                             "overloaded",
                             "too_many_in_flight",
                             "deadline_exceeded",
                             "outcome_unknown",
                             "storage_full",
                             "unavailable",
                             "entity_unreadable",
                             "ticket.submit",
                             "ticket.cancel",
                             "ticket.read",
                             "ticket.list",
                             "ticket.explain",
                             "ticket.accept",
                             "ticket.decline",
                             "party.accept",
                             "party.decline",
                             "party.list",
                             "pool.list",
                             "inbox.read",
                             "inbox.mark",
                             "room.members",
                             "room.apply",
                             "room.withdraw",
                             "room.accept",
                             "room.reject",
                             "room.applicants",
                             "room.hold",
                             "room.invite",
                             "room.confirm",
                             "room.release",
                             "room.wait",
                             "room.unwait",
                             "room.kick",
                             "room.ban",
                             "room.unban",
                             "room.banned",
                             "room.hand_over",
                             "comment.post",
                             "comment.edit",
                             "comment.remove",
                             "comment.list",
                             "announcement.post",
                             "announcement.edit",
                             "announcement.remove",
                             "announcement.list",
                             "room.like",
                             "room.unlike",
                             "room.likes",
                             "text_invalid",
                             "comment_not_found",
                             "not_author",
                             "thread_too_deep",
                             "too_many_comments",
                             "announcement_not_found",
                             "too_many_likes",
                             "not_offered",
                             "banned",
                             "approval_needed",
                             "already_applied",
                             "not_applied",
                             "already_held",
                             "not_held",
                             "held_before",
                             "too_many_holds",
                             "already_in_line",
                             "not_in_line",
                             "waitlist_full",
                             "too_many_applicants",
                             "too_many_banned",
                             "room_matched",
                             "pool_unknown",
                             "already_waiting",
                             "ticket_not_found",
                             "ticket_over",
                             "criterion_invalid",
                             "empty_list",
                             "too_many_values",
                             "too_many_windows",
                             "size_out_of_range",
                             "party_invalid",
                             "party_fills_group",
                             "too_many_invitations",
                             "not_invited",
                             "still_inviting",
                             "not_proposed",
                             "being_seated",
                             "penalised",
                             "room.describe",
                             "room.resize",
                             "room.end",
                             "room.code",
                             "room.renew_code",
                             "revision_stale",
                             "code_wrong",
                             "seats_taken",
                             "not_locked",
                             "room_ended",
                             "not_allowed"};

constexpr std::array orders{"an order was found"};

template <std::size_t Size>
void check_all_happened(const sim::tally& seen, sim::sighting group, const std::array<const char*, Size>& expected) {
  for (std::string_view what : expected) {
    INFO(what);
    auto found = seen.of(group).find(what);
    CHECK(found != seen.of(group).end());
    if (found != seen.of(group).end()) CHECK(found->second > 0);
  }
}

}  // namespace

TEST_CASE("every promise is kept under every fault, over a thousand seeds") {
  spdlog::set_level(spdlog::level::off);
  catalogue metrics{"tests"};
  sim::tally seen;
  auto check = [&](const sim::outcome& done) {
    if (done.broken) FAIL(sim::failure_of(done));
    seen.add(done.seen);
  };
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) check(run(seed, metrics));
  for (std::uint64_t seed = 1; seed <= seeds / 10; ++seed) check(run(seed, metrics, mostly_backfill));
  for (std::uint64_t seed = 1; seed <= seeds / 10; ++seed) check(run(seed, metrics, mostly_facets));
  sim::add_recoveries(metrics, seen);
  // The rarest need all of the thousand.
  if (seeds < 1'000) return;
  check_all_happened(seen, sim::sighting::fault, faults);
  check_all_happened(seen, sim::sighting::recovery, ways_back);
  check_all_happened(seen, sim::sighting::event, events);
  check_all_happened(seen, sim::sighting::answer, answers);
  check_all_happened(seen, sim::sighting::order, orders);
}

TEST_CASE("a simulation is its seed") {
  catalogue metrics{"tests"};
  for (std::uint64_t seed : {7, 8, 9}) {
    auto first = run(seed, metrics);
    auto again = run(seed, metrics);
    CHECK(first.digest == again.digest);
    CHECK(first.steps == again.steps);
    CHECK(first.answers == again.answers);
  }
  CHECK(run(7, metrics).digest != run(8, metrics).digest);
}

TEST_CASE("a parameter that is fixed leaves those that the seed draws alone") {
  catalogue metrics{"tests"};
  auto drawn = run(7, metrics).drawn;
  auto fixed = sim::simulation{7, metrics, {{{"people", 3}, {"append-refused", 0}}, nullptr}}.run().drawn;
  for (const auto& each : sim::all_parameters()) {
    INFO(each.name);
    auto expected = each.name == "people" ? 3 : each.name == "append-refused" ? 0 : value_of(drawn, each);
    CHECK(value_of(fixed, each) == expected);
  }
}
