#pragma once

#include "metrics/buckets.hpp"
#include "metrics/family.hpp"
#include "sim/load/load_options.hpp"

namespace moim::load {

/// How a request of the run ended.
enum class request_end : std::uint8_t { done, refused };
constexpr std::string_view label_name(request_end) { return "outcome"; }
constexpr std::array<std::string_view, 2> enum_names(request_end) { return {"done", "refused"}; }

/// The harness's own metrics, so that a run can be seen beside the server's in Grafana.
struct load_metrics {
  metric_list all;

  family<counter, operation, request_end> requests{
      all, {.name = "moim_load_requests_total", .help = "Requests of the run that have their outcome."}};
  family<duration_histogram, operation> latency{
      all,
      {.name = "moim_load_request_duration_seconds",
       .help = "From when a request was due to its outcome, as its sender saw it.",
       .when_high = "moim_request_duration_seconds: what of it is the server's.",
       .bounds = request_buckets}};
  family<gauge> connections{all, {.name = "moim_load_connections", .help = "Open connections."}};
  family<gauge> in_flight{all, {.name = "moim_load_requests_in_flight", .help = "Requests without an outcome yet."}};
  family<counter> pushes{all, {.name = "moim_load_pushes_total", .help = "Notifications that were pushed."}};
  family<counter> sent_again{
      all, {.name = "moim_load_sent_again_total", .help = "Requests sent again with the key they had."}};
  family<counter> violations{all,
                             {.name = "moim_load_violations_total",
                              .help = "Broken promises.",
                              .when_high = "The end of the run names them."}};
};

}  // namespace moim::load
