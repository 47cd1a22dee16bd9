#pragma once

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <sstream>
#include <string>

namespace moim::test {

/// What is logged while it lives, a line each: "warning: …".
class told_log {
 public:
  explicit told_log(spdlog::level::level_enum level = spdlog::level::info) : before_{spdlog::default_logger()} {
    auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_);
    auto logger = std::make_shared<spdlog::logger>("told", std::move(sink));
    logger->set_pattern("%l: %v");
    logger->set_level(level);
    spdlog::set_default_logger(std::move(logger));
  }
  ~told_log() { spdlog::set_default_logger(before_); }
  told_log(const told_log&) = delete;
  told_log& operator=(const told_log&) = delete;

  /// The lines since the last time.
  std::string take() {
    auto text = lines_.str();
    lines_.str({});
    return text;
  }

 private:
  std::shared_ptr<spdlog::logger> before_;
  std::ostringstream lines_;
};

}  // namespace moim::test
