#include "sim/load/client/enough_descriptors.hpp"

#include "app/descriptors.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace moim::load {
namespace {

/// The loop, the report, libraries.
constexpr std::size_t kept_for_the_harness = 64;

}  // namespace

std::optional<std::string> why_too_few_descriptors(std::size_t connections, std::size_t descriptors, bool own_server) {
  auto possible = descriptors - std::min(descriptors, kept_for_the_harness);
  if (own_server) possible = std::min(possible, connections_within(descriptors, connections));
  if (connections <= possible) return std::nullopt;
  return fmt::format(
      "{} connections are too many for {} open files, the most that this process may have: {} fit. Raise the hard "
      "limit (ulimit -Hn; LimitNOFILE of a service), or ask for fewer with --users and --connections; --retries 0 "
      "needs one for each person, not two",
      connections, descriptors, possible);
}

}  // namespace moim::load
