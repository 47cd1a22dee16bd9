#include "actors/pool/pool_entity.hpp"
#include "tests/actors/support/pool_bench.hpp"
#include "tests/domain/matching/support/random_tickets.hpp"

/// A pool from its snapshot is the pool: whatever the versions that its slices are as of.
namespace moim::bench {
namespace {

using matching_test::dice;

/// A random history of a pool, with every slice saved at times of its own.
class history {
 public:
  explicit history(std::uint64_t seed) : chance_(seed) {
    auto kind = matching_test::random_kind(chance_);
    if (chance_.chance(50)) kind.accept_within_s = 20;
    if (chance_.chance(30)) kind.wave_ms = 2'000;
    if (chance_.chance(30)) kind.again_after_days = 1;
    if (chance_.chance(30)) kind.absent_after_s = 30;
    rules_ = {"", kind, make::meal()};
    workspace_.emplace(kind);
    for (std::uint32_t i = 0; i < matcher_slices; ++i) saved_.push_back({i, 0, {}});
  }

  void step() {
    now_ += chance_.between(1, 8) * second_ms;
    std::vector<matcher_request> batch;
    for (auto count = chance_.below(5); count > 0; --count) batch.push_back(request());
    auto decided = decide(state_, batch, now_, {}, *workspace_);
    if (!state_.exists() && decided.events.empty()) return;
    if (chance_.chance(30))
      if (auto owed = state_.outbox.open.begin(); owed != state_.outbox.open.end())
        decided.events.push_back(deliveries_done{{owed->first}});
    ++version_;
    for (const auto& event : decided.events) apply(state_, event, {version_, now_});
    log_.push_back({now_, std::move(decided.events)});
    // All once, then here and there.
    if (version_ == 20)
      for (std::uint32_t i = 0; i < matcher_slices; ++i) save(i);
    for (int i = 0; i < 8 && version_ > 20; ++i) save(chance_.below(matcher_slices));
  }

  /// From the saved slices and the log after the oldest of them.
  matcher recovered() const {
    pool_loading loading{saved_};
    for (auto done = loading.step(); !done || !*done; done = loading.step()) REQUIRE(done);
    auto made = loading.take();
    version oldest = version_;
    for (const auto& each : saved_) oldest = std::min(oldest, each.as_of);
    for (auto v = oldest; v < version_; ++v)
      for (const auto& event : log_[v].second) apply(made, event, {v + 1, log_[v].first});
    return made;
  }
  const matcher& state() const { return state_; }
  /// How many parties became tickets.
  std::size_t formed() const {
    std::size_t count = 0;
    for (const auto& [at, events] : log_)
      for (const auto& event : events)
        if (auto* closed = std::get_if<party_closed>(&event)) count += closed->why ? 0 : 1;
    return count;
  }

 private:
  matcher_request request() {
    auto n = 1 + chance_.below(40);
    caller who{{2, n}, make::key(++keys_, now_), 1, role::person, chance_.chance(50)};
    const auto& asking = state_.tickets.parties().asking(who.user);
    if (!asking.empty() && chance_.chance(80)) return {accept_party{asking.front()}, who};
    if (!asking.empty() && chance_.chance(50)) return {decline_party{asking.front()}, who};
    const auto& table = state_.tickets.table();
    auto mine = table.find_user(who.user);
    if (mine && chance_.chance(60)) {
      auto id = table.at(*mine).id;
      auto proposal = state_.tickets.standing(*mine).proposal;
      if (proposal != 0 && chance_.chance(80)) return {accept_request{id, proposal}, who};
      if (proposal != 0) return {decline_request{id, proposal}, who};
      return {cancel_request{id}, who};
    }
    submit_resolved wanted{std::make_shared<const pool_rules>(rules_),
                           matching_test::random_ticket(rules_.matching, keys_, now_, chance_, 40),
                           {}};
    wanted.ticket.id = submitted_ticket_id(make::secret, who.user, *who.key, id_of(rules_));
    return {wanted, who};
  }
  void save(std::uint32_t index) { saved_[index] = {index, version_, pool_entity_rules::slice(state_, index)}; }

  dice chance_;
  pool_rules rules_;
  std::optional<matcher_workspace> workspace_;
  matcher state_;
  time_ms now_ = make::noon_ms;
  version version_ = 0;
  std::uint64_t keys_ = 0;
  std::vector<std::pair<time_ms, std::vector<matcher_event>>> log_;
  std::vector<store::snapshot_slice> saved_;
};

TEST_CASE("slices of many ages and the log after the oldest make the pool that was") {
  std::size_t formed = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    INFO("seed " << seed);
    history story{seed};
    for (int i = 0; i < 120; ++i) story.step();
    auto recovered = story.recovered();
    for (std::uint32_t i = 0; i < matcher_slices; ++i) {
      INFO("slice " << i);
      REQUIRE(pool_entity_rules::slice(recovered, i) == pool_entity_rules::slice(story.state(), i));
    }
    CHECK(recovered.tickets.table().index_equals_rebuilt());
    CHECK(recovered.tickets.table().filed() == story.state().tickets.table().filed());
    CHECK(next_wake(recovered.tickets) == next_wake(story.state().tickets));
    CHECK(recovered.tickets.parties().due() == story.state().tickets.parties().due());
    formed += story.formed();
  }
  // Else no party was looked at.
  CHECK(formed > 0);
}

TEST_CASE("a large pool is made of its slices in small steps") {
  constexpr std::uint32_t count = 5'000;
  dice chance{1};
  auto kind = matching_test::random_kind(chance);
  matcher before;
  apply(before, pool_created{kind, "", make::meal()}, {1, make::noon_ms});
  tickets_submitted came;
  for (std::uint32_t i = 1; i <= count; ++i) {
    auto& ticket = came.tickets.emplace_back(matching_test::random_ticket(kind, i, make::noon_ms, chance));
    ticket.submitted_at = make::noon_ms;
    ticket.expires_at = make::noon_ms + hour_ms;
  }
  apply(before, came, {2, make::noon_ms});
  std::vector<store::snapshot_slice> slices;
  for (std::uint32_t i = 0; i < matcher_slices; ++i) slices.push_back({i, 2, pool_entity_rules::slice(before, i)});
  pool_loading loading{slices};
  std::size_t steps = 1;
  for (auto done = loading.step(); !done || !*done; done = loading.step(), ++steps) REQUIRE(done);
  CHECK(steps > matcher_slices / 8 + 2 * count / pool_restoring::tickets_a_step);
  auto after = loading.take();
  CHECK(after.tickets.table().size() == count);
  CHECK(after.tickets.table().index_equals_rebuilt());
  bool alike = true;
  for (std::uint32_t i = 0; i < matcher_slices; ++i)
    alike = alike && pool_entity_rules::slice(after, i) == slices[i].bytes;
  CHECK(alike);
}

TEST_CASE("a slice that cannot be read is told as such") {
  std::vector<store::snapshot_slice> slices{{0, 1, pool_entity_rules::slice(matcher{}, 0)}, {1, 1, "\xc1"}};
  pool_loading loading{slices};
  CHECK_FALSE(loading.step());
}

TEST_CASE("a pool saves slice after slice, forgets its log, and comes back from both") {
  world in;
  pool_bench pool{in};
  pool.limits.min_snapshot_bytes = 64;
  pool.restart();
  for (std::uint64_t n = 1; n <= 700; ++n) {
    pool.submit(n, n % 3 == 0 ? "p" : "alone " + std::to_string(n));
    pool.run();
    pool.acknowledge_all();
  }
  auto waiting = pool.waiting();
  CHECK(pool.metrics.entities.snapshots(entity_type::pool).value() > matcher_slices);
  CHECK(in.logs->read({id_of(pool.rules).entity(), 0, 1}).forgotten > 0);
  pool.restart();
  auto ticket = make::ticket_of(make::by(1, 1, make::noon_ms), pool.rules);
  CHECK(pool.view(ticket, pool.by(1)).state == ticket_state::waiting);
  CHECK(pool.waiting() == waiting);
}

}  // namespace
}  // namespace moim::bench
