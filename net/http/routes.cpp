#include "net/http/routes.hpp"

#include "net/http/console.hpp"
#include "net/http/cors.hpp"
#include "net/http/upgrade.hpp"

namespace moim::http {
namespace {

http_path path_of(std::string_view path) {
  if (path == "/metrics") return http_path::metrics;
  if (path == "/healthz") return http_path::health;
  if (path == "/readyz") return http_path::readiness;
  if (path == "/auth/guest") return http_path::guest;
  if (path == "/") return http_path::console;
  return http_path::other;
}

response refuse(unsigned status, std::string body, std::string headers = {}) {
  return {status, "text/plain; charset=utf-8", std::move(body), std::move(headers)};
}

}  // namespace

response routes::answer(const request& asked, const client_address& from, const instant& now) {
  auto path = is_here(asked.path) ? path_of(asked.path) : http_path::other;
  auto given = [&]() -> response {
    if (serves_ == listener::operators && asked.path == "/clock" && clock_.move_to)
      return answer_operators_clock(asked);
    if (path == http_path::other && serves_ == listener::operators)
      return refuse(404, "Nothing here. For operators there are /metrics, /healthz and /readyz.\n");
    if (path == http_path::other) return refuse(404, "Nothing here. See / for what there is.\n");
    if (path == http_path::guest && asked.method == "OPTIONS") return allow_page(asked, "POST");
    if (path == http_path::guest && asked.method != "POST") return refuse(405, "POST only.\n", "Allow: POST\r\n");
    if (path != http_path::guest && !asked.only_reads()) return refuse(405, "GET only.\n", "Allow: GET, HEAD\r\n");
    switch (path) {
      case http_path::metrics:
        return page_.show(now.steady_ms());
      case http_path::health:
        return {200, "text/plain; charset=utf-8", "alive\n"};
      case http_path::readiness:
        return answer_readiness();
      case http_path::guest:
        return readable_by_page(asked, answer_guest(asked, from, now));
      default:
        return show_console();
    }
  }();
  count(path, given.status);
  return given;
}

response routes::answer_guest(const request& asked, const client_address& from, const instant& now) {
  if (auto token = bearer_token(asked)) return guests_.renew(*token, from, now);
  return guests_.welcome(from, now);
}

/// Operators' listener has no part of what people use, and people's nothing of what only operators need.
bool routes::is_here(std::string_view path) const {
  if (serves_ == listener::everybody) return path != "/metrics";
  return path != "/" && path != "/auth/guest";
}

/// Not for a page in the browser of whoever runs the tests.
response routes::answer_operators_clock(const request& asked) {
  if (asked.method != "POST") return refuse(405, "POST only.\n", "Allow: POST\r\n");
  if (asked.origin) return refuse(403, "Pages may not move the clock.\n");
  // Whoever moves time looks at what came of it.
  page_.renew();
  return move_clock(asked, clock_);
}

response routes::answer_readiness() const {
  auto now = ready_();
  if (now.ready && now.warming) return {200, "application/json", "{\"ready\":true,\"warming\":true}\n"};
  if (now.ready) return {200, "application/json", "{\"ready\":true}\n"};
  return {503, "application/json", "{\"ready\":false,\"why\":\"" + now.why + "\"}\n"};
}

}  // namespace moim::http
