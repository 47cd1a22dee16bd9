#include "app/openness.hpp"

#include "app/edges.hpp"
#include "net/http/hosts.hpp"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>

namespace moim {
namespace {

std::string about_tls(const server_options& options) {
  if (options.tls_certificate) return fmt::format("TLS: for people, by {}", *options.tls_certificate);
  return "TLS: none; a proxy can do it, or --tls-certificate";
}

std::string about_guests(const edge_options& edge) {
  const auto& rate = edge.addresses.guests;
  if (rate.per_s == 0) return "guests: none (--guests-per-second 0)";
  return fmt::format("guests: anybody gets a token at POST /auth/guest, {} a second of one address, {} at once",
                     rate.per_s, rate.burst());
}

std::string about_pages(const edge_options& edge) {
  if (std::count(edge.origins.begin(), edge.origins.end(), "*") != 0) return "pages: of all origins (--allow-origin *)";
  return fmt::format("pages: of the server's own origin{}{}", edge.origins.empty() ? "" : " and of ",
                     fmt::join(edge.origins, ", "));
}

std::string about_hosts(const edge_options& edge) {
  bool any = edge.hosts.empty() || std::count(edge.hosts.begin(), edge.hosts.end(), "*") != 0;
  if (any) return "host names: any; --allow-host names the server's own";
  if (edge.hosts == http::usual_hosts(edge.address)) return "host names: addresses, and names without a dot";
  return fmt::format("host names: {}", fmt::join(edge.hosts, ", "));
}

std::string about_proxies(const server_options& options) {
  if (options.trust_proxy.empty())
    return "proxies: none is believed; behind one everybody has its address until --trust-proxy names it";
  return fmt::format("proxies: {}, by X-Forwarded-For and Forwarded{}", fmt::join(options.trust_proxy, ", "),
                     options.edge.proxy_protocol ? ", and by the PROXY protocol, which they have to begin with" : "");
}

std::string about_operators(const edge_options& edge) {
  return fmt::format("operators: /metrics on {} is for {}", edge.address,
                     http::is_loopback(edge.address) ? "this machine only" : "whoever reaches it");
}

std::string about_bounds(const edge_options& edge) {
  const auto& one = edge.addresses;
  return fmt::format(
      "bounds: {} connections, {} of one address, {} handshakes a second of one address, {} at once, {} requests of "
      "plain HTTP, {} at once",
      edge.max_connections, one.max_connections, one.handshakes.per_s, one.handshakes.burst(), one.requests.per_s,
      one.requests.burst());
}

}  // namespace

std::vector<std::string> what_is_open(const server_options& options) {
  auto people = edge_for_people(options);
  auto operators = edge_for_operators(options);
  bool only_here = http::is_loopback(people.address) && http::is_loopback(operators.address);
  bool lets_others_in = !options.trust_proxy.empty() || !options.edge.origins.empty() || !options.edge.hosts.empty();
  if (only_here && !lets_others_in) return {};
  return {fmt::format("people: {} is open to {}", people.address,
                      http::is_loopback(people.address) ? "this machine only" : "whoever reaches it"),
          about_tls(options),
          about_guests(people),
          about_pages(people),
          about_hosts(people),
          about_proxies(options),
          about_operators(operators),
          about_bounds(people)};
}

std::optional<std::string> who_is_believed(const server_options& options) {
  constexpr unsigned bits_before_v4 = 96;
  auto networks = trusted_networks(options).value();
  bool all = std::any_of(networks.begin(), networks.end(), [](const http::network& each) {
    return each.bits == 0 || (each.bits == bits_before_v4 && http::is_v4(each.base));
  });
  if (!all) return std::nullopt;
  return "--trust-proxy names all addresses: whoever connects may say that they are somebody else; name your proxies' "
         "own networks";
}

std::optional<std::string> what_can_be_read(const server_options& options) {
  auto address = edge_for_people(options).address;
  if (options.tls_certificate || !options.trust_proxy.empty() || http::is_loopback(address)) return std::nullopt;
  return fmt::format(
      "{} is served without TLS: whoever is on the way reads people's tokens and all they say; let a proxy do it "
      "(--trust-proxy), or name a certificate (--tls-certificate)",
      address);
}

}  // namespace moim
