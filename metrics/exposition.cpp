#include "metrics/exposition.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <limits>

namespace moim {
namespace {

prometheus::MetricType type_of(const metric_family& family) {
  if (family.type() == counter::type) return prometheus::MetricType::Counter;
  if (family.type() == gauge::type) return prometheus::MetricType::Gauge;
  return prometheus::MetricType::Histogram;
}

std::vector<prometheus::ClientMetric::Label> labels_of(const metric_family& family, std::size_t cell) {
  std::vector<prometheus::ClientMetric::Label> labels(family.labels().size());
  for (auto at = labels.size(); at-- > 0;) {
    const auto& [name, values] = family.labels()[at];
    labels[at] = {std::string{name}, std::string{values[cell % values.size()]}};
    cell /= values.size();
  }
  return labels;
}

prometheus::ClientMetric::Histogram read(const histogram& cell, double unit) {
  prometheus::ClientMetric::Histogram result;
  result.sample_sum = static_cast<double>(cell.sum()) * unit;
  std::uint64_t so_far = 0;
  for (std::size_t at = 0; at < cell.bounds().size(); ++at) {
    so_far += cell.in_bucket(at);
    // Divided, because 0.0001 is nearer to 100,000 / 1e9 than to 100,000 * 1e-9.
    result.bucket.push_back({so_far, static_cast<double>(cell.bounds()[at]) / (1 / unit)});
  }
  so_far += cell.in_bucket(cell.bounds().size());
  result.bucket.push_back({so_far, std::numeric_limits<double>::infinity()});
  // The buckets' sum, not a count of its own: a scrape amid observations stays consistent.
  result.sample_count = so_far;
  return result;
}

prometheus::MetricFamily read(const metric_family& family) {
  prometheus::MetricFamily result{
      std::string{family.declaration().name}, std::string{family.declaration().help}, type_of(family), {}};
  result.metric.resize(family.size());
  for (std::size_t cell = 0; cell < family.size(); ++cell) {
    auto& metric = result.metric[cell];
    metric.label = labels_of(family, cell);
    if (const auto* distribution = family.as_histogram(cell))
      metric.histogram = read(*distribution, family.unit());
    else if (result.type == prometheus::MetricType::Counter)
      metric.counter.value = family.value(cell) * family.unit();
    else
      metric.gauge.value = family.value(cell) * family.unit();
  }
  return result;
}

}  // namespace

std::string exposition(catalogue& metrics) {
  metrics.refresh();
  return exposition(metrics.all());
}

std::string exposition(const metric_list& families) {
  std::vector<prometheus::MetricFamily> readings;
  for (const auto* family : families) readings.push_back(read(*family));
  return prometheus::TextSerializer{}.Serialize(readings);
}

}  // namespace moim
