#include "net/reception.hpp"

#include "net/http/cors.hpp"
#include "net/http/hosts.hpp"

namespace moim {
namespace {

http::response plain(unsigned status, std::string body, std::string headers = {}) {
  return {status, "text/plain; charset=utf-8", std::move(body), std::move(headers)};
}

/// What a client made up, fit for a line of the log.
std::string shown(std::string_view made_up) {
  constexpr std::size_t max_shown_bytes = 100;
  std::string text{made_up.substr(0, max_shown_bytes)};
  for (auto& letter : text)
    if (letter < ' ' || letter > '~') letter = '?';
  return text.size() < made_up.size() ? text + "..." : text;
}

/// What an operator does about an address that is refused for what many do together.
std::string proxy_advice(const edge_shared& edge, const http::client_address& from) {
  if (!http::contains(edge.options.trusted_proxies, from)) return "if it is your proxy, name it with --trust-proxy";
  return "it is a proxy by --trust-proxy, and does not say for whom, or says it by two headers that differ";
}

/// Whether the server is alive, and ready, balancers ask by its address, and it is nobody's secret.
bool is_for_balancers(std::string_view path) { return path == "/healthz" || path == "/readyz"; }

/// Why neither this name nor this page may be answered, if so. What a foreign page may read anyway it may ask for.
std::optional<http::response> why_not_here(edge_shared& edge, const http::request& asked,
                                           const http::client_address& from, const instant& now) {
  const auto& options = edge.options;
  if (!is_for_balancers(asked.path) && !http::is_allowed_host(asked.host, options.hosts)) {
    edge.refused.add(edge_refusal::host, now.steady_ms(), [&] {
      return http::to_text(from) + " asked for the host '" + shown(asked.host) +
             "', which is no name of this server: refused; if it is one, name it with --allow-host";
    });
    return plain(421, "This server does not answer to that host name.\n");
  }
  bool only_reads = asked.only_reads() && asked.path != "/ws";
  if (only_reads || http::may_connect(asked, options.origins)) return std::nullopt;
  edge.refused.add(edge_refusal::origin, now.steady_ms(), [&] {
    return "a page of the origin '" + shown(*asked.origin) + "' asked for the host '" + shown(asked.host) +
           "': refused; if it may, name it with --allow-origin";
  });
  return plain(403, "This origin may not connect.\n");
}

/// Operators are trusted, and bounded by their connections.
bool is_within_rate(edge_shared& edge, const http::client_address& from, const instant& now) {
  return edge.options.serves == http::listener::operators ||
         edge.addresses.take(http::address_rate::requests, from, now.steady_ms());
}

/// Whoever asks too much has to connect again for each answer, and over TLS to shake hands.
reply_to_request answer_plainly(edge_shared& edge, const http::request& asked, const http::client_address& from,
                                const instant& now) {
  bool within_rate = is_within_rate(edge, from, now);
  // What balancers ask costs no more than a refusal, and a refusal could have them take the server for dead.
  if (within_rate || is_for_balancers(asked.path)) return {edge.routes.answer(asked, from, now), within_rate};
  edge.refused.add(edge_refusal::http_requests, now.steady_ms(), [&] {
    return http::to_text(from) +
           " asks for more pages and tokens a second than --http-requests-per-second lets one address ask for: "
           "refused; " +
           proxy_advice(edge, from);
  });
  constexpr unsigned too_many = 429;
  edge.routes.count(http_path::other, too_many);
  auto told = plain(too_many, "Too many requests from this address.\n", "Retry-After: 1\r\n");
  // Of what only reads nobody has asked yet whose page it is.
  return {asked.only_reads() ? std::move(told) : http::readable_by_page(asked, std::move(told)), false};
}

std::optional<http::response> why_no_handshake(edge_shared& edge, const http::client_address& from,
                                               const instant& now) {
  if (edge.draining) {
    edge.services.metrics.edge.refused(edge_refusal::draining).add();
    return plain(503, "draining\n", "Retry-After: 1\r\n");
  }
  if (edge.addresses.take(http::address_rate::handshakes, from, now.steady_ms())) return std::nullopt;
  edge.refused.add(edge_refusal::handshakes, now.steady_ms(), [&] {
    return http::to_text(from) +
           " begins more sessions a second than --handshakes-per-second lets one address begin: refused; " +
           proxy_advice(edge, from);
  });
  return plain(429, "Too many handshakes from this address.\n", "Retry-After: 1\r\n");
}

tl::expected<admission, http::response> admit(edge_shared& edge, const http::request& asked,
                                              const http::client_address& from, bool is_counted, const instant& now) {
  if (auto why = why_no_handshake(edge, from, now)) return tl::unexpected{*why};
  auto upgrade = http::accept_upgrade(asked);
  if (!upgrade) return tl::unexpected{upgrade.error()};
  std::optional<identity> who;
  if (auto token = http::bearer_token(asked)) {
    auto claimed = edge.services.check_token(*token, now.at);
    if (!claimed)
      return tl::unexpected{
          plain(401, std::string{describe(claimed.error().code).name} + '\n', "WWW-Authenticate: Bearer\r\n")};
    who = *claimed;
  }
  std::optional<http::address_book::lease> counted;
  if (!is_counted) {
    counted = edge.addresses.connect(from, now.steady_ms());
    if (!counted) return tl::unexpected{refuse_connection(edge, from, now)};
  }
  return admission{std::move(*upgrade), std::move(who), std::move(counted)};
}

}  // namespace

reception receive_request(edge_shared& edge, const http::request& asked, const http::client_address& from,
                          bool is_counted, const instant& now) {
  bool for_session = asked.path == "/ws" && edge.options.serves == http::listener::everybody;
  auto path = for_session ? http_path::websocket : http_path::other;
  if (auto why = why_not_here(edge, asked, from, now)) {
    edge.routes.count(path, why->status);
    return reply_to_request{std::move(*why), false};
  }
  if (!for_session) return answer_plainly(edge, asked, from, now);
  auto admitted = admit(edge, asked, from, is_counted, now);
  edge.routes.count(path, admitted ? 101 : admitted.error().status);
  if (!admitted) return reply_to_request{std::move(admitted.error()), false};
  return std::move(*admitted);
}

http::response refuse_connection(edge_shared& edge, const http::client_address& from, const instant& now) {
  edge.refused.add(edge_refusal::address_connections, now.steady_ms(), [&] {
    return http::to_text(from) + " has " + std::to_string(edge.addresses.limits().max_connections) +
           " connections, as many as --connections-per-address lets one address have: more are refused; " +
           proxy_advice(edge, from);
  });
  return plain(429, "Too many connections from this address.\n", "Retry-After: 10\r\n");
}

}  // namespace moim
