#pragma once

#include "metrics/catalogue.hpp"
#include "net/http/response.hpp"

#include <mutex>
#include <optional>

namespace moim::http {

/// What `GET /metrics` answers. To write all series down costs milliseconds, and asks the store how large it is, so it
/// is done once at a time, and for all who ask within a second: readers, however many, cost those who are served
/// nothing. Safe from any thread.
class metrics_page {
 public:
  /// How long a reading is good for: no scraper comes more often than once a second.
  static constexpr time_ms good_for_ms = second_ms;

  explicit metrics_page(catalogue& metrics) : metrics_{metrics} {}

  /// `now` is by a steady clock.
  response show(time_ms now);
  /// The next one to ask gets a reading of then.
  void renew();

 private:
  catalogue& metrics_;
  std::mutex rendering_;
  std::optional<time_ms> read_ms_;
  std::string text_;
};

}  // namespace moim::http
