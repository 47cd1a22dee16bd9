#include "app/edges.hpp"

#include "net/http/hosts.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace moim {

std::size_t usual_connections_per_address(std::size_t connections) {
  constexpr std::size_t few = 8;
  return std::clamp<std::size_t>(connections / 4, few, http::address_limits{}.max_connections);
}

std::uint32_t usual_requests_per_address(std::uint32_t guests_per_s) {
  return std::max(http::address_limits{}.requests.per_s, 2 * guests_per_s);
}

tl::expected<std::vector<http::network>, std::string> trusted_networks(const server_options& options) {
  std::vector<http::network> networks;
  for (const auto& each : options.trust_proxy) {
    auto parsed = http::parse_network(each);
    if (!parsed) return tl::unexpected{"--trust-proxy " + parsed.error()};
    networks.push_back(*parsed);
  }
  return networks;
}

edge_options edge_for_people(const server_options& options) {
  auto made = options.edge;
  std::tie(made.address, made.port) = *parse_listen(options.listen);
  made.http_times = {options.request_within_s * second_ms, options.answer_within_s * second_ms,
                     options.keep_alive_s * second_ms};
  made.addresses.max_connections =
      std::min(options.connections_per_address.value_or(usual_connections_per_address(made.max_connections)),
               made.max_connections);
  made.addresses.requests.per_s =
      options.http_requests_per_s.value_or(usual_requests_per_address(made.addresses.guests.per_s));
  made.trusted_proxies = *trusted_networks(options);
  if (made.hosts.empty()) made.hosts = http::usual_hosts(made.address);
  return made;
}

edge_options edge_for_operators(const server_options& options) {
  edge_options made;
  made.serves = http::listener::operators;
  made.max_connections = 64;
  made.addresses.max_connections = made.max_connections;
  made.io_threads = 1;
  std::tie(made.address, made.port) = *operators_listen(options);
  made.hosts = http::usual_hosts(made.address);
  // A name that was given for people is the machine's name for operators, too.
  std::vector<std::string> names;
  std::copy_if(options.edge.hosts.begin(), options.edge.hosts.end(), std::back_inserter(names),
               [](const std::string& each) { return each != "*"; });
  // Who reads metrics often asks by address, which is nobody's to point elsewhere.
  if (made.hosts.empty() && !names.empty()) made.hosts = {std::string{http::local_hosts}};
  made.hosts.insert(made.hosts.end(), names.begin(), names.end());
  return made;
}

}  // namespace moim
