#include "sim/match/runs/match_run.hpp"

#include <time.h>

#include <algorithm>

namespace moim::sim {

double process_cpu_s() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

match_run::match_run(const pool_kind& kind, match_options options)
    : options_(std::move(options)), pool_(kind), workspace_(kind) {}

void match_run::run(const recording& history) {
  constexpr auto never = std::numeric_limits<time_ms>::max();
  auto began = process_cpu_s();
  std::vector<pool_command> batch;
  std::size_t next = 0;
  for (;;) {
    bool over = next == history.commands.size();
    if (over && !options_.run_out) break;
    auto at = over ? never : history.commands[next].at;
    if (!coming_.empty()) at = std::min(at, coming_.begin()->first);
    // What is due by time at `at` is one batch with the commands of then.
    if (auto wake = next_wake(pool_); wake && *wake < at) {
      decide_at(*wake, {});
      continue;
    }
    if (at == never) break;
    batch.clear();
    for (; next < history.commands.size() && history.commands[next].at == at; ++next)
      batch.push_back(history.commands[next].command);
    for (; !coming_.empty() && coming_.begin()->first == at; coming_.erase(coming_.begin())) {
      given_.push_back({at, coming_.begin()->second});
      batch.push_back(given_.back().command);
    }
    decide_at(at, batch);
  }
  outcome_.cpu_s += process_cpu_s() - began;
}

void match_run::give(time_ms at, std::vector<pool_command> batch) {
  run_timers_until(at);
  decide_at(at, batch);
}

void match_run::run_timers_until(time_ms at) {
  for (auto wake = next_wake(pool_); wake && *wake < at; wake = next_wake(pool_)) decide_at(*wake, {});
}

void match_run::decide_at(time_ms now, const std::vector<pool_command>& batch) {
  // What fell due while a proposal held its ticket is handled afterwards, not in the past.
  now = std::max(now, pool_.last_at());
  // What is more than one decision takes comes before the batch.
  while (!decide_once(now, batch)) {
  }
}

bool match_run::decide_once(time_ms now, const std::vector<pool_command>& batch) {
  auto began = options_.time_batches ? process_cpu_s() : 0;
  auto decision = decide(pool_, batch, now, options_.budget, workspace_);
  ++version_;
  for (const auto& event : decision.events) {
    count(event, now);
    apply(pool_, event, {version_, now});
  }
  if (options_.time_batches) outcome_.batch_us.push_back((process_cpu_s() - began) * 1e6);
  count(decision, batch, now);
  outcome_.note_size(now, pool_.table().size());
  return !decision.leaves_due;
}

void match_run::react(time_ms now, const proposed& event) {
  proposed_at_[event.proposal] = now;
  if (!options_.on_proposal) return;
  for (auto& each : options_.on_proposal(now, event)) coming_.emplace(std::max(each.at, now + 1), each.command);
}

void match_run::count(const pool_decision& decision, const std::vector<pool_command>& batch, time_ms now) {
  outcome_.work += decision.work;
  for (std::size_t i = 0; i < decision.refusals.size(); ++i) {
    const auto& refusal = decision.refusals[i];
    if (!refusal) continue;
    if (const auto* submit = std::get_if<submit_ticket>(&batch[i]))
      outcome_.refused_tickets.push_back(submit->ticket.id);
    if (options_.on_refusal) options_.on_refusal(now, batch[i], *refusal);
    ++outcome_.refused;
    ++outcome_.refusals[refusal->code];
  }
  if (decision.work.steps() == 0) return;
  auto tried = std::max<std::size_t>(untried_, 1);
  outcome_.ticket_steps.insert(outcome_.ticket_steps.end(), tried, decision.work.steps() / tried);
  untried_ = 0;
}

void match_run::wait_over(const ticket_id& id, time_ms now, bool is_matched) {
  auto which = pool_.table().find(id);
  if (!which) return;
  const auto& of = pool_.table().at(*which);
  outcome_.waits_ms.insert(outcome_.waits_ms.end(), of.people(), now - of.submitted_at);
  if (is_matched) outcome_.matched_waits_ms.insert(outcome_.matched_waits_ms.end(), of.people(), now - of.submitted_at);
}

void match_run::count(const matched& event, time_ms now) {
  ++outcome_.matches;
  outcome_.people_matched += event.people;
  auto found_at = now;
  for (const auto& id : event.tickets) {
    wait_over(id, now, true);
    auto which = pool_.table().find(id);
    auto proposal = which ? pool_.standing(*which).proposal : 0;
    if (auto known = proposed_at_.find(proposal); known != proposed_at_.end()) found_at = known->second;
  }
  outcome_.groups.push_back({now, found_at, event.tickets, event.people});
  if (options_.on_match) options_.on_match(now, event);
}

void match_run::count(const pool_event& event, time_ms now) {
  if (const auto* in = std::get_if<tickets_submitted>(&event)) {
    untried_ += in->tickets.size() + in->matched_at_once.size();
    outcome_.submitted += in->tickets.size();
    for (const auto& each : in->tickets) outcome_.people += each.users.size();
    outcome_.submitted += in->matched_at_once.size();
    for (const auto& each : in->matched_at_once) {
      outcome_.people += each.users.size();
      outcome_.waits_ms.insert(outcome_.waits_ms.end(), each.users.size(), 0);
      outcome_.matched_waits_ms.insert(outcome_.matched_waits_ms.end(), each.users.size(), 0);
    }
  } else if (const auto* formed = std::get_if<matched>(&event)) {
    count(*formed, now);
  } else if (const auto* asked = std::get_if<proposed>(&event)) {
    react(now, *asked);
  } else if (const auto* closed = std::get_if<proposal_closed>(&event)) {
    proposed_at_.erase(closed->proposal);
  } else if (const auto* over = std::get_if<tickets_ended>(&event)) {
    for (const auto& each : over->tickets) {
      ++outcome_.ends[static_cast<std::size_t>(each.why)];
      auto which = pool_.table().find(each.ticket);
      bool out_of_time = each.why == ticket_end::expired || each.why == ticket_end::window_passed;
      if (out_of_time && which) wait_over(each.ticket, pool_.table().at(*which).expires_at, false);
    }
  }
}

const match_outcome& match_run::outcome() {
  outcome_.waiting_at_end = pool_.table().size();
  outcome_.max_bytes = std::max(outcome_.max_bytes, pool_.bytes());
  return outcome_;
}

}  // namespace moim::sim
