#include "app/descriptors.hpp"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace moim {
namespace {

/// The store opens a thousand files at the most (store/rocks_tuning.cpp).
constexpr std::size_t kept_for_the_rest = 1'200;

}  // namespace

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::numeric_limits<std::size_t>::max();
  auto soft = std::exchange(limit.rlim_cur, limit.rlim_max);
  // The hard one may be more than the kernel gives to anybody.
  return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : soft;
}

std::size_t connections_within(std::size_t descriptors, std::size_t wanted) {
  auto possible = std::max(descriptors / 2, descriptors - std::min(descriptors, kept_for_the_rest));
  return std::min(possible, wanted);
}

server_options within_descriptors(server_options options) {
  auto descriptors = raise_descriptor_limit();
  auto possible = connections_within(descriptors, options.edge.max_connections);
  if (possible < options.edge.max_connections)
    spdlog::warn(
        "this process may have {} open files, so there are {} connections at the most, not {}: raise LimitNOFILE",
        descriptors, possible, options.edge.max_connections);
  options.edge.max_connections = possible;
  return options;
}

}  // namespace moim
