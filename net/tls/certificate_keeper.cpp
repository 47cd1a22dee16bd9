#include "net/tls/certificate_keeper.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <ctime>

namespace moim::tls {
namespace {

std::string day_and_time(std::int64_t seconds) {
  std::time_t at = seconds;
  tm parts{};
  std::array<char, 32> text{};
  auto size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", gmtime_r(&at, &parts));
  return {text.data(), size};
}

}  // namespace

std::optional<std::string> certificate_keeper::begin() {
  auto found = read();
  return found ? use(std::move(*found)) : found.error();
}

void certificate_keeper::look() {
  auto found = read();
  if (found && *found == seen_) return failure_.clear();
  auto why = found ? use(std::move(*found)) : found.error();
  if (why && *why != failure_) spdlog::error("{}. The certificate from before stays in use", *why);
  failure_ = why.value_or("");
}

tl::expected<certificate_keeper::pair, std::string> certificate_keeper::read() const {
  auto certificate = certificate_.read();
  if (!certificate) return tl::unexpected{certificate_.name + " " + certificate.error()};
  auto key = key_.read();
  if (!key) return tl::unexpected{key_.name + " " + key.error()};
  return pair{std::move(*certificate), std::move(*key)};
}

/// Nothing, or why the pair cannot be used.
std::optional<std::string> certificate_keeper::use(pair found) {
  auto made = context::make(found.certificate, found.key);
  if (!made) return "no TLS by " + certificate_.name + " with " + key_.name + ": " + made.error();
  auto expires_s = made->expires_s();
  auto names = made->names();
  newest_ = std::make_shared<const context>(std::move(*made));
  seen_ = std::move(found);
  metrics_.certificate_expires().set(expires_s);
  // Once whoever connects gets it.
  spdlog::info("TLS by {}, for {}, good until {}", certificate_.name, names, day_and_time(expires_s));
  if (expires_s <= std::time(nullptr)) spdlog::warn("{} is over: clients will not connect", certificate_.name);
  return std::nullopt;
}

}  // namespace moim::tls
