#include "net/http/clock.hpp"

#include <simdjson.h>

#include <optional>

namespace moim::http {
namespace {

/// The year 9999: an honest test has no need of more, and sums stay far from their bounds.
constexpr std::int64_t latest_ms = 253'402'300'799'999;

std::optional<std::int64_t> number_of(const simdjson::dom::element& object, std::string_view name) {
  std::int64_t number = 0;
  if (object[name].get(number) != simdjson::SUCCESS) return std::nullopt;
  return number;
}

/// Where the clock is to be moved to; nothing if that is not said.
std::optional<time_ms> wanted(const std::string& body, time_ms now) {
  simdjson::dom::parser parser;
  simdjson::dom::element asked;
  if (parser.parse(body).get(asked) != simdjson::SUCCESS) return std::nullopt;
  auto to = number_of(asked, "to_ms");
  auto by = number_of(asked, "by_ms");
  if (to.has_value() == by.has_value()) return std::nullopt;
  if (by && (*by < 0 || *by > latest_ms)) return std::nullopt;
  auto at = to ? *to : now + *by;
  return at < now || at > latest_ms ? std::nullopt : std::optional<time_ms>{at};
}

}  // namespace

response move_clock(const request& asked, const clock_control& clock) {
  auto to = wanted(asked.body, clock.now());
  if (!to)
    return {
        400, "text/plain; charset=utf-8",
        "Say {\"to_ms\": a time} or {\"by_ms\": how far}, and not back: it is " + std::to_string(clock.now()) + ".\n"};
  if (auto moved = clock.move_to(*to); !moved) return {503, "text/plain; charset=utf-8", moved.error() + '\n'};
  return {200, "application/json", "{\"now_ms\":" + std::to_string(clock.now()) + "}\n"};
}

}  // namespace moim::http
