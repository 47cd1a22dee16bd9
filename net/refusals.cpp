#include "net/refusals.hpp"

#include <spdlog/spdlog.h>

namespace moim {
namespace {

constexpr time_ms told_every_ms = minute_ms;

}  // namespace

void refusals::add(edge_refusal why, time_ms now, const std::function<std::string()>& sentence) {
  metrics_.refused(why).add();
  std::uint64_t more = 0;
  {
    std::lock_guard held{guarding_};
    auto& of = told_[static_cast<std::size_t>(why)];
    if (of.last_ms && now - *of.last_ms < told_every_ms) {
      ++of.since;
      return;
    }
    of.last_ms = now;
    more = std::exchange(of.since, 0);
  }
  auto line = sentence();
  if (more != 0) line += " (and " + std::to_string(more) + " more since this was last told)";
  tell_(line);
}

void refusals::tell_log(const std::string& line) { spdlog::warn("{}", line); }

}  // namespace moim
