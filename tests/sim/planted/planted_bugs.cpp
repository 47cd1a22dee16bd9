#include "domain/planted.hpp"
#include "sim/simulation/report/run_report.hpp"
#include "sim/simulation/shrink.hpp"

#include <catch2/catch.hpp>
#include <spdlog/spdlog.h>

#ifndef MOIM_PLANTED_BUGS
#error "without the switches nothing is tested here"
#endif

using namespace moim;

namespace {

/// Where bugs are looked for. One that needs more seeds than that is one that the simulator does not look for.
struct hunting_ground {
  sim::fixed_parameters fixed;
  std::uint64_t max_seeds = 400;
};

/// For bugs in what rooms, people and sessions stand on. Nobody looks for company, so that what breaks first is not the
/// same bug seen through a pool, and each stays within its number of seeds; nor does anybody talk (`run`).
const hunting_ground rooms_alone{{{"riding", 0}, {"ticket-share", 0}, {"facet-share", 0}}};
/// For what clients miss that do not read.
const hunting_ground slow_readers{
    {{"riding", 0}, {"ticket-share", 0}, {"facet-share", 0}, {"reader-slow", 0.5}, {"outbox-bytes", 1'000}}, 100};
/// For bugs in what is saved of an entity beside its log.
const hunting_ground hasty_saves{{{"riding", 0},
                                  {"ticket-share", 0},
                                  {"facet-share", 0},
                                  {"snapshot-records", 2},
                                  {"append-never-executed", 0.1},
                                  {"node-killed-every", 2'000}}};
/// For bugs in how logs agree again after failovers.
const hunting_ground failovers{{{"riding", 0}, {"ticket-share", 0}, {"facet-share", 0}, {"tail-lost-every", 2'000}}};
/// The same for matches, and for what comes of them.
const hunting_ground failovers_of_pools{
    {{"riding", 0}, {"ticket-share", 0.9}, {"facet-share", 0}, {"tail-lost-every", 2'000}}, 100};
/// The same for rooms that look for others.
const hunting_ground failovers_of_backfills{{{"riding", 0},
                                             {"ticket-share", 0.9},
                                             {"facet-share", 0},
                                             {"backfill", 1},
                                             {"table-open-s", 0},
                                             {"rooms", 0},
                                             {"think-ms", 50},
                                             {"node-killed-every", 0},
                                             {"tail-lost-every", 200}},
                                            100};
/// The same where nearly all that is lost was about one person.
const hunting_ground two_friends{{{"riding", 0},
                                  {"ticket-share", 0},
                                  {"facet-share", 0},
                                  {"people", 2},
                                  {"rooms", 1},
                                  {"think-ms", 50},
                                  {"tail-lost-every", 1'000}}};
/// For bugs in what kinds' tables switch on.
const hunting_ground facets_mostly{{{"riding", 0}, {"ticket-share", 0}, {"facet-share", 0.7}}};
/// For bugs in what people say in rooms.
const hunting_ground talkative{{{"riding", 0}, {"ticket-share", 0}, {"facet-share", 0}, {"talk-share", 0.7}}};
/// The same where nobody is cut off from what a room has said, so that who is out may not hear a word more.
const hunting_ground talkative_alone{{{"riding", 0},
                                      {"ticket-share", 0},
                                      {"facet-share", 0},
                                      {"talk-share", 0.6},
                                      {"embedded", 1},
                                      {"fault-phase-ms", 60'000}}};
/// For bugs of tickets, pools and inboxes.
const hunting_ground tickets_mostly{{{"riding", 0}, {"ticket-share", 0.9}, {"facet-share", 0}}};
/// The same where some bring others along without asking them.
const hunting_ground vouching_servers{{{"riding", 0}, {"ticket-share", 0.9}, {"facet-share", 0}, {"vouching", 4}}};
/// For what comes of rooms that somebody created under the ids of matches' rooms.
const hunting_ground squatters{{{"riding", 0}, {"ticket-share", 0.9}, {"facet-share", 0}, {"room-squatted", 0.3}}, 100};
/// For what comes of proposals that people do not accept.
const hunting_ground let_down{{{"riding", 0}, {"ticket-share", 0.9}, {"accept-within-s", 2}, {"penalty-s", 5}}};
/// For rooms that look for others while tickets soon end.
const hunting_ground short_tickets{
    {{"riding", 0}, {"ticket-share", 0.9}, {"facet-share", 0}, {"backfill", 1}, {"ticket-ttl-s", 2}}, 100};
/// For what comes of very many requests: people who join and leave without a pause, some with clocks that are ahead.
const hunting_ground restless_people{{{"riding", 0},
                                      {"ticket-share", 0},
                                      {"facet-share", 0},
                                      {"restless", 3},
                                      {"clocks-ahead-s", 200},
                                      {"network-ms", 5},
                                      {"store-ms", 3}},
                                     100};
/// For those that only a pool with hundreds of commits can show: it is saved a slice a commit.
const hunting_ground long_queues{
    {{"riding", 0}, {"ticket-share", 0.9}, {"think-ms", 50}, {"fault-phase-ms", 90'000}, {"node-killed-every", 6'000}},
    30};

/// For bugs in what rides on others' appends.
const hunting_ground riding_matches{{{"riding", 1}, {"ticket-share", 0.9}, {"facet-share", 0}}, 100};
/// The same after failovers, and where the names of matches' rooms are taken.
const hunting_ground riding_failovers{
    {{"riding", 1}, {"ticket-share", 0}, {"facet-share", 0}, {"tail-lost-every", 2'000}}, 100};
const hunting_ground riding_failovers_of_pools{
    {{"riding", 1}, {"ticket-share", 0.9}, {"facet-share", 0}, {"tail-lost-every", 2'000}}, 100};
/// The same where logs are saved often.
const hunting_ground riding_hasty{{{"riding", 1},
                                   {"ticket-share", 0.9},
                                   {"facet-share", 0},
                                   {"embedded", 1},
                                   {"snapshot-records", 4},
                                   {"think-ms", 50},
                                   {"fault-phase-ms", 60'000},
                                   {"node-killed-every", 0}},
                                  100};
const hunting_ground riding_squatters{
    {{"riding", 1}, {"ticket-share", 0.9}, {"facet-share", 0}, {"room-squatted", 0.3}}, 100};
/// With one node over a store of its own whose disk is often full.
const hunting_ground riding_alone{
    {{"riding", 1}, {"ticket-share", 0}, {"facet-share", 0}, {"embedded", 1}, {"disk-full-every", 2'000}}, 100};

/// What such a bug does is set right within a minute or two, since rooms tell what they told once more, and people's
/// logs ask whether it still stands: nothing is wrong in the end.
constexpr std::string_view heals = "";

struct expected_catch {
  planted_bug bug;
  /// The promise that names it, or that it heals.
  std::string_view promise;
  const hunting_ground* among = &rooms_alone;
};

using enum planted_bug;
constexpr std::array bugs{
    expected_catch{one_seat_too_many, "P1"},
    expected_catch{last_seat_refused, "P1"},
    expected_catch{seat_given_twice, "P1"},
    expected_catch{lock_forgotten, "P1"},
    expected_catch{closed_again, "P6"},
    expected_catch{closing_forgotten, "P6"},
    expected_catch{old_words_taken, "memberships", &failovers},
    expected_catch{done_not_kept, "left behind"},
    expected_catch{approval_not_asked, "P1", &facets_mostly},
    expected_catch{banned_may_come, "P1", &facets_mostly},
    expected_catch{kept_outlives_time, "P6", &facets_mostly},
    expected_catch{kept_outlives_lock, "P1", &facets_mostly},
    expected_catch{last_in_line_first, "P1", &facets_mostly},
    expected_catch{line_not_served, "P1", &facets_mostly},
    expected_catch{threads_bottomless, "threads", &facets_mostly},
    expected_catch{removed_text_kept, "forgotten", &facets_mostly},
    expected_catch{liked_twice, "likes", &facets_mostly},
    expected_catch{rooms_not_counted, "quota", &rooms_alone},
    expected_catch{revision_not_asked, "edits", &facets_mostly},
    expected_catch{resized_below_taken, "P1", &facets_mostly},
    expected_catch{seats_not_assigned, "P1", &facets_mostly},
    expected_catch{code_not_asked, "P1", &facets_mostly},
    expected_catch{schedule_not_moved, "P6", &facets_mostly},
    expected_catch{forgotten_early, "P6", &facets_mostly},
    expected_catch{notices_of_askers_alone, "notices", &facets_mostly},
    expected_catch{hosts_notices_for_all, "notices", &facets_mostly},
    expected_catch{actors_noted, "notices", &facets_mostly},
    expected_catch{room_marks_go_back, "notices", &facets_mostly},
    expected_catch{muted_pushed, "notices", &facets_mostly},
    expected_catch{version_check_skipped, "P1"},
    expected_catch{answered_before_commit, "P2"},
    expected_catch{keys_forgotten_on_restart, "P3"},
    expected_catch{replayed_on_old_state, "P1"},
    expected_catch{batch_decided_apart, "P1"},
    expected_catch{unknown_taken_as_done, "P2"},
    expected_catch{unknown_taken_as_refused, "linearisable"},
    expected_catch{refusals_not_confirmed, "linearisable"},
    expected_catch{missed_not_published, "P7"},
    expected_catch{time_goes_back, "P6"},
    expected_catch{wake_up_not_rewritten, "left behind"},
    expected_catch{saved_ahead_of_log, "memberships", &hasty_saves},
    expected_catch{hints_trusted, "liveness"},
    expected_catch{exceptions_swallowed, "liveness"},
    expected_catch{watermark_follows_keys, "P3", &restless_people},
    expected_catch{expired_keys_begun, "P3", &restless_people},
    expected_catch{deliveries_not_repeated, "memberships", &tickets_mostly},
    expected_catch{deliveries_not_due, "memberships"},
    expected_catch{done_when_sent, "P4", &tickets_mostly},
    expected_catch{taken_not_told_again, "memberships", &failovers},
    expected_catch{lost_words_kept, "memberships", &failovers},
    expected_catch{lost_births_kept, "P4", &failovers_of_pools},
    expected_catch{lost_proposals_kept, "P4", &failovers_of_backfills},
    expected_catch{numbers_given_again, heals, &two_friends},
    expected_catch{riders_sent_twice, "P3", &riding_matches},
    expected_catch{riders_told_early, "P2", &riding_alone},
    expected_catch{riders_not_told, "liveness", &riding_matches},
    expected_catch{riders_land_alone, "P3", &riding_matches},
    expected_catch{riders_lost_alone, "memberships", &riding_failovers},
    expected_catch{riders_outlive_source, "P4", &riding_failovers_of_pools},
    expected_catch{riders_not_saved, "left behind", &riding_hasty},
    expected_catch{births_ride_on_anything, "P3", &riding_squatters},
    expected_catch{resume_off_by_one, "P7"},
    expected_catch{slow_reader_skipped, "P7", &slow_readers},
    expected_catch{rooms_not_let_go, "left behind"},
    expected_catch{room_id_by_chance, "P3"},
    expected_catch{matched_stays, "P4", &tickets_mostly},
    expected_catch{cancelled_and_matched, "P4", &tickets_mostly},
    expected_catch{blocks_one_way, "P4", &tickets_mostly},
    expected_catch{met_again, "P4", &tickets_mostly},
    expected_catch{time_outlived, "P4", &tickets_mostly},
    expected_catch{held_still_found, "P4", &tickets_mostly},
    expected_catch{back_in_limbo, "P4", &tickets_mostly},
    expected_catch{back_as_youngest, "P4", &tickets_mostly},
    expected_catch{silent_come_back, "P4", &tickets_mostly},
    expected_catch{matched_without_all, "P4", &tickets_mostly},
    expected_catch{proposal_stays_open, "P4", &tickets_mostly},
    expected_catch{company_not_looked_at, "P4", &vouching_servers},
    expected_catch{silence_is_consent, "P4", &tickets_mostly},
    expected_catch{relaxed_not_tried, "left waiting", &tickets_mostly},
    expected_catch{patience_forgotten, "left waiting", &tickets_mostly},
    expected_catch{old_postings_kept, "index", &tickets_mostly},
    expected_catch{steps_not_due, "P6", &tickets_mostly},
    expected_catch{times_not_due, "P6", &tickets_mostly},
    expected_catch{gathered_forgotten, "left waiting", &tickets_mostly},
    expected_catch{backfilled_again, "P3", &short_tickets},
    expected_catch{outcomes_not_recalled, "P3", &tickets_mostly},
    expected_catch{born_one_short, "P4", &tickets_mostly},
    expected_catch{born_again, "P3", &tickets_mostly},
    expected_catch{born_into_anything, "P4", &squatters},
    expected_catch{penalties_forgotten, "P4", &let_down},
    expected_catch{expiry_not_told, "P4", &tickets_mostly},
    expected_catch{slices_a_commit_ahead, "P4", &long_queues},
    expected_catch{news_taken_twice, "P3", &tickets_mostly},
    expected_catch{page_off_by_one, "liveness", &tickets_mostly},
    expected_catch{others_notes_not_pushed, "liveness", &tickets_mostly},
    expected_catch{talk_not_asked, "talk", &talkative},
    expected_catch{message_doubled, "P3", &talkative},
    expected_catch{redacted_text_kept, "P7", &talkative},
    expected_catch{talk_not_published, "P7", &talkative},
    expected_catch{messages_forgotten_early, "P7", &talkative},
    expected_catch{shut_out_not_told, "audience", &talkative_alone},
};

/// Switches a bug on until the end of the scope.
struct plant {
  explicit plant(planted_bug bug) { planted = bug; }
  ~plant() { planted = planted_bug::none; }
};

/// Where nothing is said of talking nobody does.
sim::outcome run(std::uint64_t seed, sim::fixed_parameters fixed) {
  static catalogue metrics{"planted"};
  fixed.try_emplace("talk-share", 0);
  return sim::simulation{seed, metrics, {std::move(fixed), nullptr}}.run();
}

/// The first run in which anything was wrong, and the first in which this promise was broken.
struct caught {
  std::optional<sim::outcome> by_any;
  std::optional<sim::outcome> by_promise;
};

caught run_until_broken(std::string_view promise, const hunting_ground& among) {
  caught found;
  for (std::uint64_t seed = 1; seed <= among.max_seeds && !found.by_promise; ++seed) {
    auto done = run(seed, among.fixed);
    if (!done.broken) continue;
    if (!found.by_any) found.by_any = done;
    if (done.broken->promise == promise) found.by_promise = std::move(done);
  }
  return found;
}

void check_that_it_heals(std::string_view name, const hunting_ground& among) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    auto done = run(seed, among.fixed);
    INFO(name << ": " << sim::command_of(seed, among.fixed) << (done.broken ? ": " + done.broken->what : ""));
    CHECK_FALSE(done.broken);
  }
  fmt::print("  {:<27}     heals\n", name);
}

}  // namespace

TEST_CASE("each planted bug is caught, and named by the promise that it breaks, or heals") {
  spdlog::set_level(spdlog::level::off);
  fmt::print("\n  {:<27}{:>10}  {:>8} {}\n", "planted bug", "seen after", "named by", "after, and what it said");
  for (const auto& [bug, promise, among] : bugs) {
    plant it{bug};
    auto name = planted_bug_names[static_cast<std::size_t>(bug)];
    if (promise == heals) {
      check_that_it_heals(name, *among);
      continue;
    }
    auto found = run_until_broken(promise, *among);
    INFO(name << " has to be named by " << promise << ", not by "
              << (found.by_any ? found.by_any->broken->promise + ": " + found.by_any->broken->what : "nothing"));
    CHECK(found.by_promise);
    if (!found.by_promise) continue;
    fmt::print("  {:<27}{:>10}  {:>8} {:>3}, {}\n", name, found.by_any->seed, promise, found.by_promise->seed,
               found.by_promise->broken->what);
  }
}

TEST_CASE("every bug that can be planted is looked for") {
  // directory_bugs.cpp looks for the directory's.
  constexpr auto first_of_directory = static_cast<std::size_t>(card_change_lost);
  constexpr std::size_t of_directory = 5;
  CHECK(bugs.size() + of_directory == planted_bug_names.size() - 1);
  std::size_t next = 1;
  for (const auto& each : bugs) {
    if (next == first_of_directory) next += of_directory;
    CHECK(static_cast<std::size_t>(each.bug) == next++);
  }
}

TEST_CASE("a failing run is made smaller, and fails in the same way") {
  spdlog::set_level(spdlog::level::off);
  plant it{one_seat_too_many};
  catalogue metrics{"planted"};
  auto failed = *run_until_broken("P1", {}).by_promise;
  auto smaller = sim::shrink(failed, {}, metrics, [](const std::string&) {});
  REQUIRE(smaller.done.broken);
  CHECK(smaller.done.broken->promise == "P1");
  CHECK(smaller.done.steps < failed.steps);
  CHECK(smaller.done.drawn.people <= 2);
  CHECK(smaller.done.drawn.nodes == 1);
  for (const auto& each : sim::all_parameters()) {
    INFO(each.name);
    if (each.is_fault) CHECK(value_of(smaller.done.drawn, each) == 0);
  }
  // What is printed is enough to see it again.
  auto again = sim::simulation{smaller.seed, metrics, {smaller.fixed, nullptr}}.run();
  CHECK(again.digest == smaller.done.digest);
  fmt::print("\n  {} runs: {} steps, where {} were needed\n  {}\n", smaller.runs, smaller.done.steps, failed.steps,
             sim::command_of(smaller.seed, smaller.fixed));
}

TEST_CASE("with no bug planted the same seeds pass") {
  spdlog::set_level(spdlog::level::off);
  for (const auto& among :
       {hunting_ground{}, rooms_alone, hasty_saves, failovers, two_friends, facets_mostly, tickets_mostly,
        vouching_servers, squatters, let_down, short_tickets, restless_people, long_queues})
    for (std::uint64_t seed = 1; seed <= among.max_seeds; ++seed) {
      auto done = run(seed, among.fixed);
      INFO(sim::command_of(seed, among.fixed) << (done.broken ? ": " + done.broken->what : ""));
      REQUIRE_FALSE(done.broken);
    }
}
