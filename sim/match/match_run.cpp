#include "sim/match/match_run.hpp"

#include <time.h>

#include <algorithm>
#include <numeric>

namespace moim::sim {

double process_cpu_s() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double match_outcome::mean_wait_s() const {
  if (waits_ms.empty()) return 0;
  return static_cast<double>(std::accumulate(waits_ms.begin(), waits_ms.end(), time_ms{0})) /
         static_cast<double>(waits_ms.size()) / 1000;
}

double match_outcome::wait_quantile_s(double share) const {
  if (waits_ms.empty()) return 0;
  auto sorted = waits_ms;
  auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(at), sorted.end());
  return static_cast<double>(sorted[at]) / 1000;
}

match_run::match_run(const pool_kind& kind, match_options options)
    : options_(std::move(options)), pool_(kind), workspace_(kind) {}

void match_run::run(const recording& history) {
  auto began = process_cpu_s();
  std::vector<pool_command> batch;
  for (std::size_t i = 0; i < history.commands.size();) {
    auto at = history.commands[i].at;
    batch.clear();
    for (; i < history.commands.size() && history.commands[i].at == at; ++i)
      batch.push_back(history.commands[i].command);
    run_timers_until(at);
    decide_at(at, batch);
  }
  if (options_.run_out) run_timers_until(std::numeric_limits<time_ms>::max());
  outcome_.cpu_s += process_cpu_s() - began;
}

void match_run::give(time_ms at, std::vector<pool_command> batch) {
  run_timers_until(at);
  decide_at(at, batch);
}

// Up to but not with `at`: what is due then is one batch with the commands of then.
void match_run::run_timers_until(time_ms at) {
  for (auto wake = next_wake(pool_); wake && *wake < at; wake = next_wake(pool_)) decide_at(*wake, {});
}

void match_run::decide_at(time_ms now, const std::vector<pool_command>& batch) {
  auto began = options_.time_batches ? process_cpu_s() : 0;
  auto decision = decide(pool_, batch, now, options_.budget, workspace_);
  outcome_.work += decision.work;
  ++version_;
  for (const auto& event : decision.events) {
    count(event, now);
    apply(pool_, event, {version_, now});
  }
  if (options_.time_batches) outcome_.batch_us.push_back((process_cpu_s() - began) * 1e6);
  for (const auto& refusal : decision.refusals) outcome_.refused += refusal.has_value();
  outcome_.waiting_at_most = std::max(outcome_.waiting_at_most, pool_.table().size());
}

void match_run::wait_over(const ticket_id& id, time_ms now) {
  auto which = pool_.table().find(id);
  if (!which) return;
  const auto& of = pool_.table().at(*which);
  outcome_.waits_ms.insert(outcome_.waits_ms.end(), of.people(), now - of.submitted_at);
}

void match_run::count(const pool_event& event, time_ms now) {
  if (const auto* in = std::get_if<tickets_submitted>(&event)) {
    outcome_.submitted += in->tickets.size();
    for (const auto& each : in->tickets) outcome_.people += each.users.size();
    outcome_.submitted += in->matched_at_once.size();
    for (const auto& each : in->matched_at_once) {
      outcome_.people += each.users.size();
      outcome_.waits_ms.insert(outcome_.waits_ms.end(), each.users.size(), 0);
    }
  } else if (const auto* formed = std::get_if<matched>(&event)) {
    ++outcome_.matches;
    outcome_.people_matched += formed->people;
    for (const auto& id : formed->tickets) wait_over(id, now);
    if (options_.on_match) options_.on_match(now, *formed);
  } else if (const auto* over = std::get_if<tickets_ended>(&event)) {
    outcome_.ended += over->tickets.size();
    for (const auto& each : over->tickets) {
      auto which = pool_.table().find(each.ticket);
      if (each.why == ticket_end::cancelled || !which) continue;
      wait_over(each.ticket, pool_.table().at(*which).expires_at);
    }
  }
}

const match_outcome& match_run::outcome() {
  outcome_.waiting_at_end = pool_.table().size();
  outcome_.bytes_at_most = std::max(outcome_.bytes_at_most, pool_.bytes());
  return outcome_;
}

}  // namespace moim::sim
