#include "app/descriptors.hpp"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace moim {
namespace {

/// Beside connections and the files that the store keeps open: listeners, threads, logs that are being written.
constexpr std::size_t kept_for_the_rest = 200;
constexpr std::size_t kept_beside_connections = store::usual_open_files + kept_for_the_rest;
constexpr std::size_t least_store_files = 20;

}  // namespace

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::numeric_limits<std::size_t>::max();
  auto soft = std::exchange(limit.rlim_cur, limit.rlim_max);
  // The hard one may be more than the kernel gives to anybody.
  return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : soft;
}

std::size_t connections_within(std::size_t descriptors, std::size_t wanted) {
  auto possible = std::max(descriptors / 2, descriptors - std::min(descriptors, kept_beside_connections));
  return std::min(possible, wanted);
}

std::size_t store_files_within(std::size_t descriptors, std::size_t connections, std::size_t wanted) {
  auto left = descriptors - std::min(descriptors, connections);
  auto possible = std::max(left / 2, left - std::min(left, kept_for_the_rest));
  return std::min(wanted, std::max(possible, least_store_files));
}

server_options within_descriptors(server_options options) {
  auto descriptors = raise_descriptor_limit();
  auto possible = connections_within(descriptors, options.edge.max_connections);
  if (possible < options.edge.max_connections)
    spdlog::warn(
        "this process may have {} open files, so there are {} connections at the most, not {}: raise LimitNOFILE",
        descriptors, possible, options.edge.max_connections);
  options.edge.max_connections = possible;
  auto files = store_files_within(descriptors, possible, options.store_files);
  if (files < options.store_files)
    spdlog::warn(
        "this process may have {} open files, so the store keeps {} of its own open, not {}, and has to open the "
        "others for each read: raise LimitNOFILE, or lower --connections",
        descriptors, files, options.store_files);
  options.store_files = files;
  return options;
}

}  // namespace moim
