#include "sim/simulation/report/run_metrics.hpp"

#include "metrics/exposition.hpp"
#include "sim/simulation/report/recoveries.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace moim::sim {
namespace {

using prometheus::ClientMetric;

struct group_metric {
  const char* name;
  const char* help;
  const char* label;
};

constexpr group_metric metric_of(sighting group) {
  switch (group) {
    case sighting::fault:
      return {"moim_sim_faults_total", "Faults that the simulator made.", "fault"};
    case sighting::recovery:
      return {"moim_sim_ways_back_total", "Ways back from a fault that entities and clients took.", "way_back"};
    case sighting::event:
      return {"moim_sim_logged_total", "Events that landed in the logs of rooms and people.", "event"};
    case sighting::answer:
      return {"moim_sim_told_total", "What people were told: answers by method, refusals by code.", "answer"};
    case sighting::order:
      break;
  }
  return {"moim_sim_orders_total", "Rooms' histories that were searched for an order, by what was found.", "order"};
}

ClientMetric counted(double value, std::vector<ClientMetric::Label> labels = {}) {
  ClientMetric metric;
  metric.label = std::move(labels);
  metric.counter.value = value;
  return metric;
}

prometheus::MetricFamily one(const char* name, const char* help, double value) {
  return {name, help, prometheus::MetricType::Counter, {counted(value)}};
}

prometheus::MetricFamily family_of(sighting group, const tally& seen) {
  auto [name, help, label] = metric_of(group);
  prometheus::MetricFamily family{name, help, prometheus::MetricType::Counter, {}};
  for (const auto& [what, times] : seen.of(group))
    family.metric.push_back(counted(static_cast<double>(times), {{label, std::string{what}}}));
  return family;
}

}  // namespace

std::string exposition(const totals& so_far, catalogue& metrics) {
  auto seen = so_far.seen;
  add_recoveries(metrics, seen);
  std::vector<prometheus::MetricFamily> families{
      one("moim_sim_seeds_total", "Seeds that were run to their end and broke nothing.",
          static_cast<double>(so_far.runs)),
      one("moim_sim_failures_total", "Seeds that broke a promise.", static_cast<double>(so_far.failures)),
      one("moim_sim_steps_total", "Steps: messages that an actor handled, and whatever else happened at its time.",
          static_cast<double>(so_far.steps)),
      one("moim_sim_cpu_seconds_total", "CPU time of the runs; steps over this is the simulator's speed.",
          so_far.cpu_s),
      one("moim_sim_commits_total", "Commits that landed in a log.", static_cast<double>(so_far.commits)),
      one("moim_sim_answers_total", "Messages that people got.", static_cast<double>(so_far.answers)),
  };
  for (std::size_t group = 0; group < enum_names(sighting{}).size(); ++group)
    families.push_back(family_of(static_cast<sighting>(group), seen));
  return prometheus::TextSerializer{}.Serialize(families) + moim::exposition(metrics);
}

}  // namespace moim::sim
