#pragma once

#include "metrics/catalogue.hpp"

#include <string>

namespace moim {

/// What the answer to `GET /metrics` says it is.
inline constexpr std::string_view exposition_content_type = "text/plain; version=0.0.4; charset=utf-8";

/// All metrics in Prometheus' text format 0.0.4, brought up to date first. Every series is there from the start, so
/// that `rate` sees the first error too.
std::string exposition(catalogue& metrics);

/// The same for families outside a catalogue, such as a load harness has of its own.
std::string exposition(const metric_list& families);

}  // namespace moim
