#include "domain/matching/round/pool_round.hpp"
#include "domain/matching/search/naive.hpp"
#include "tests/domain/matching/support/random_tickets.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace moim {
namespace {

using matching_test::dice;
using matching_test::random_kind;
using matching_test::random_ticket;

/// A pool under random commands, watched by rules that know nothing of how it decides.
class stream {
 public:
  /// \param due_tickets for how many tickets one decision brings about what is due
  stream(std::uint64_t seed, std::uint32_t due_tickets)
      : chance_(seed), kind_(kind_of(chance_)), pool_(kind_), workspace_(kind_) {
    budget_.due_tickets = due_tickets;
  }

  void run(int steps) {
    for (int i = 0; i < steps; ++i) {
      step();
      if (pool_.table().size() > 13) thin_out();
    }
  }

  int matches = 0;
  int proposals = 0;
  /// Decisions that left something due.
  int partial = 0;

 private:
  static pool_kind kind_of(dice& chance) {
    auto kind = random_kind(chance);
    if (chance.chance(20)) kind.accept_within_s = 10;
    if (chance.chance(20)) kind.wave_ms = 3000;
    if (chance.chance(20)) kind.again_after_days = 1;
    if (chance.chance(30)) kind.absent_after_s = 20;
    return kind;
  }

  void step() {
    now_ += chance_.between(0, 4) * second_ms;
    if (auto wake = next_wake(pool_); wake && chance_.chance(70))
      now_ = std::min(now_, std::max(*wake, pool_.last_at()));
    std::vector<pool_command> batch;
    for (auto count = chance_.below(4); count > 0; --count) batch.push_back(random_command());
    decide_and_check(batch);
  }

  pool_command random_command() {
    if (chance_.chance(65) || known_.empty()) return submit_ticket{random_ticket(kind_, ++last_, now_, chance_, 24)};
    auto which = known_[chance_.below(static_cast<std::uint32_t>(known_.size()))];
    if (chance_.chance(20)) return cancel_ticket{which};
    if (chance_.chance(20)) return set_presence{which, chance_.chance(50)};
    const auto& users = people_[which];
    return answer_proposal{which, users[chance_.below(static_cast<std::uint32_t>(users.size()))], chance_.chance(80)};
  }

  void decide_and_check(const std::vector<pool_command>& batch) {
    for (const auto& command : batch)
      if (const auto* submit = std::get_if<submit_ticket>(&command)) {
        known_.push_back(submit->ticket.id);
        people_[submit->ticket.id] = submit->ticket.users;
      }
    while (decide_once(batch)) ++partial;
    check_nobody_overdue();
    if (kind_.wave_ms == 0) check_no_ready_group();
  }

  /// Whether more was due than one decision takes.
  bool decide_once(const std::vector<pool_command>& batch) {
    auto decision = decide(pool_, batch, now_, budget_, workspace_);
    auto again = decide(pool_, batch, now_, budget_, workspace_);
    REQUIRE(again.events.size() == decision.events.size());
    due_tickets_ = 0;
    for (const auto& event : decision.events) {
      check(event);
      apply(pool_, event, {++version_, now_});
    }
    REQUIRE(pool_.table().index_equals_rebuilt());
    REQUIRE(decision.work.cuts == 0);
    if (!decision.leaves_due) return false;
    REQUIRE(decision.refusals.empty());
    REQUIRE(decision.wake_by == now_);
    REQUIRE(due_tickets_ > 0);
    if (kind_.wave_ms == 0) check_no_ready_group();
    return true;
  }

  void check(const pool_event& event) {
    if (const auto* in = std::get_if<tickets_submitted>(&event)) {
      for (const auto& each : in->tickets) know(each);
      for (const auto& each : in->matched_at_once) know(each);
    } else if (const auto* relaxed = std::get_if<tickets_relaxed>(&event)) {
      due_tickets_ += relaxed->tickets.size();
      for (const auto& each : relaxed->tickets)
        profiles_[each.ticket] = make_relaxed_profile(tickets_[each.ticket], each.steps, names_);
    } else if (const auto* formed = std::get_if<matched>(&event)) {
      ++matches;
      if (kind_.accept_within_s == 0) check_valid(formed->tickets);
      for (const auto& id : formed->tickets) REQUIRE(ends_.emplace(id, "matched").second);
    } else if (const auto* found = std::get_if<proposed>(&event)) {
      ++proposals;
      check_valid(found->tickets);
    } else if (const auto* over = std::get_if<tickets_ended>(&event)) {
      due_tickets_ += over->tickets.size();
      for (const auto& each : over->tickets) REQUIRE(ends_.emplace(each.ticket, "ended").second);
    } else {
      due_tickets_ += std::holds_alternative<tickets_retried>(event) ||
                      std::holds_alternative<proposal_closed>(event) || std::holds_alternative<presence_changed>(event);
    }
  }

  void know(const ticket& submitted) {
    tickets_[submitted.id] = submitted;
    profiles_[submitted.id] = make_profile(submitted, names_);
  }

  void check_valid(const std::vector<ticket_id>& tickets) {
    std::vector<const profile*> group;
    for (const auto& id : tickets) {
      REQUIRE(profiles_.contains(id));
      REQUIRE(profiles_[id].expires_at > now_);
      group.push_back(&profiles_[id]);
    }
    REQUIRE(is_ready_group(kind_, group, now_));
  }

  void check_nobody_overdue() {
    auto wake = next_wake(pool_);
    if (wake && *wake <= now_) {
      // What was held by a proposal may have fallen due meanwhile: handled right after, without end.
      while (decide_once({})) ++partial;
    }
    wake = next_wake(pool_);
    REQUIRE((!wake || *wake > now_));
  }

  void check_no_ready_group() {
    std::vector<const profile*> waiting;
    const auto& table = pool_.table();
    for (auto each = table.oldest(); each != ticket_table::nowhere; each = table.newer(each))
      if (table.is_filed(each) && next_due(kind_, table.at(each), pool_.standing(each)) > now_)
        waiting.push_back(&table.at(each));
    if (waiting.size() > 14) return;
    REQUIRE(naive_ready_group(kind_, waiting, now_).empty());
  }

  void thin_out() {
    std::vector<pool_command> batch;
    const auto& table = pool_.table();
    for (auto each = table.oldest(); each != ticket_table::nowhere && batch.size() < 6; each = table.newer(each))
      batch.push_back(cancel_ticket{table.at(each).id});
    decide_and_check(batch);
  }

  dice chance_;
  pool_kind kind_;
  pool pool_;
  matcher_workspace workspace_;
  search_budget budget_;
  std::size_t due_tickets_ = 0;
  time_ms now_ = 1'000'000;
  std::uint64_t last_ = 0;
  version version_ = 0;
  std::vector<ticket_id> known_;
  std::map<ticket_id, std::vector<user_id>> people_;
  std::map<ticket_id, std::string> ends_;
  value_names names_;
  std::map<ticket_id, ticket> tickets_;
  std::map<ticket_id, profile> profiles_;
};

TEST_CASE("after every decision no ready group is left, each group is valid and each ticket ends once") {
  int matches = 0;
  int proposals = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    INFO("seed " << seed);
    stream run{seed, 1'000};
    run.run(60);
    matches += run.matches;
    proposals += run.proposals;
  }
  CHECK(matches > 900);
  CHECK(proposals > 100);
}

TEST_CASE("what one decision leaves due is in no group, and no ready group is left of the others") {
  int partial = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    stream run{seed, static_cast<std::uint32_t>(1 + seed % 2)};
    run.run(60);
    partial += run.partial;
  }
  CHECK(partial > 200);
}

TEST_CASE("a batch of few tickets holds as many people as possible") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    dice chance{seed};
    auto kind = random_kind(chance);
    kind.prefer.reset();
    pool state{kind};
    matcher_workspace workspace{kind};
    std::vector<pool_command> batch;
    for (std::uint64_t i = 1; i <= 13; ++i) batch.push_back(submit_ticket{random_ticket(kind, i, 1'000'000, chance)});
    auto decision = decide(state, batch, 1'000'000, {}, workspace);
    value_names names;
    std::vector<profile> profiles;
    std::uint32_t people = 0;
    for (const auto& event : decision.events) {
      if (const auto* in = std::get_if<tickets_submitted>(&event))
        for (const auto* list : {&in->tickets, &in->matched_at_once})
          for (const auto& each : *list) profiles.push_back(make_profile(each, names));
      if (const auto* formed = std::get_if<matched>(&event)) people += formed->people;
    }
    std::vector<const profile*> views;
    for (const auto& each : profiles) views.push_back(&each);
    CHECK(people == naive_optimum(kind, views, 1'000'000));
  }
}

}  // namespace
}  // namespace moim
