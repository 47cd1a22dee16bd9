#pragma once

#include "domain/declare/time.hpp"
#include "net/http/request_reader.hpp"
#include "net/http/response.hpp"

#include <tl/expected.hpp>

#include <functional>

namespace moim::http {

/// The clock of a server that was started for tests (`moimd --test-clock`). Both are safe from any thread.
struct clock_control {
  std::function<time_ms()> now;
  /// Moves it forward to `to`, and returns when all that is due by then is done; the error is a sentence.
  std::function<tl::expected<void, std::string>(time_ms to)> move_to;
};

/// `POST /clock` with `{"to_ms": …}` or `{"by_ms": …}`: moves the clock, and answers `{"now_ms": …}`. 400 if it says
/// neither, or both, or a time that has passed; 503 if what is due could not be done.
response move_clock(const request& asked, const clock_control& clock);

}  // namespace moim::http
