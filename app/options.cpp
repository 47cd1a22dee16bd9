#include "app/options.hpp"

#include "app/edges.hpp"
#include "app/version.hpp"
#include "net/http/hosts.hpp"
#include "net/wire/openrpc.hpp"
#include "net/wire/protocol_page.hpp"

#include <CLI/CLI.hpp>

namespace moim {
namespace {

/// A usage mistake's status, as it is with most programs.
constexpr int usage_status = 2;

/// Takes whole numbers of a range, which the help shows as `1..64`.
CLI::Option* between(CLI::Option* option, std::int64_t min, std::int64_t max) {
  return option->capture_default_str()
      ->check(CLI::Range(min, max).description(""))
      ->type_name(std::to_string(min) + ".." + std::to_string(max));
}

constexpr const char* about =
    "moimd: rooms with limited seats, over WebSocket, durable in one directory.\n"
    "\n"
    "Examples:\n"
    "  moimd                                         serve 127.0.0.1:8080, data in ./data\n"
    "  moimd --listen 0.0.0.0:8080 --data /var/lib/moim --allow-origin https://example.org\n"
    "  moimd --jwks keys.json --issuer https://id.example.org --audience moim\n"
    "                                                accept also the tokens of your own issuer\n"
    "  moimd --listen 0.0.0.0:443 --tls-certificate full_chain.pem --tls-key key.pem\n"
    "                                                without a proxy: https:// and wss://\n"
    "  moimd --config moim.toml                      the same options in a file: data = \"/var/lib/moim\"\n"
    "\n"
    "SIGTERM or SIGINT drains: no new requests, sessions are closed once theirs are answered. A second one stops.\n"
    "SIGHUP looks at --jwks and --tls-certificate at once.";

void add_server(CLI::App& app, server_options& options) {
  app.add_option("--data", options.data, "Directory of the data and of the server's secret")
      ->capture_default_str()
      ->type_name("DIRECTORY")
      ->group("Server");
  app.add_option("--listen", options.listen, "Address and port; port 0 is any free one")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT")
      ->group("Server");
  app.add_option("--operator-listen", options.operator_listen,
                 "Where operators find /metrics, /healthz and /readyz (default: 127.0.0.1, one port above --listen's)")
      ->type_name("ADDRESS:PORT")
      ->group("Server");
  app.add_option("--tls-certificate", options.tls_certificate,
                 "Speak TLS to people by this certificate (PEM, its issuers' behind it); looked at every five seconds")
      ->type_name("FILE")
      ->group("Server");
  app.add_option("--tls-key", options.tls_key, "The certificate's key (PEM, not encrypted)")
      ->type_name("FILE")
      ->group("Server");
  app.add_option("--kinds", options.kinds, "Directory of the kinds of gathering (default: found beside the program)")
      ->type_name("DIRECTORY")
      ->group("Server");
  app.add_option("--record-tickets", options.record_tickets,
                 "Write all that happens to tickets there, for moim-sim match")
      ->type_name("FILE")
      ->group("Server");
  app.add_flag("--accept-loss", options.accept_loss,
               "Start once although changes that were acknowledged are missing at the end of the log")
      ->group("Server");
  between(app.add_option("--io-threads", options.edge.io_threads, "Threads that move bytes"), 1, 64)->group("Server");
  between(app.add_option("--worker-threads", options.worker_threads, "Threads that decide"), 1, 64)->group("Server");
  between(app.add_option("--drain-seconds", options.drain_within_s,
                         "How long a shutdown may take before connections are cut"),
          0, 600)
      ->group("Server");
  app.add_option("--log-level", options.log_level, "What is logged, to stderr")
      ->capture_default_str()
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}).description(""))
      ->type_name("debug|info|warn|error")
      ->group("Server");
  app.add_flag("--test-clock", options.test_clock,
               "For tests, on loopback only: time stands still until POST /clock on the operators' port moves it")
      ->group("Server");
}

void add_access(CLI::App& app, server_options& options) {
  app.add_option("--jwks", options.jwks, "The keys (JWKS) of your own tokens' issuer; looked at every five seconds")
      ->type_name("FILE")
      ->group("Access");
  app.add_option("--issuer", options.issuer, "What `iss` says in tokens by a key of --jwks (default: anything)")
      ->type_name("TEXT")
      ->group("Access");
  app.add_option("--audience", options.audience, "What `aud` names in tokens by a key of --jwks (default: anything)")
      ->type_name("TEXT")
      ->group("Access");
  app.add_option("--allow-origin", options.edge.origins,
                 "Whose pages may connect beside the server's own; may be given again; * is all")
      ->type_name("ORIGIN")
      ->group("Access");
  between(app.add_option("--guests-per-second", options.edge.addresses.guests.per_s,
                         "Guests' tokens for one address; 0: no guests at all"),
          0, 1'000'000)
      ->group("Access");
  app.add_option("--allow-host", options.edge.hosts,
                 "By which names the server may be asked; may be given again; * is any (default: on loopback addresses "
                 "and names without a dot, else any)")
      ->type_name("NAME")
      ->group("Access");
  app.add_option("--trust-proxy", options.trust_proxy,
                 "Proxies that are believed whose requests they hand on, by X-Forwarded-For or Forwarded; may be given "
                 "again")
      ->type_name("NETWORK")
      ->group("Access");
  app.add_flag("--proxy-protocol", options.edge.proxy_protocol,
               "These proxies begin each connection by the PROXY protocol, version 1 or 2")
      ->group("Access");
}

void add_bounds(CLI::App& app, server_options& options) {
  auto& session = options.edge.session;
  auto add = [&](const char* name, auto& value, const char* text, std::int64_t max) {
    between(app.add_option(name, value, text), 1, max)->group("Bounds");
  };
  // Without a default of their own: their text says what holds.
  auto add_unset = [&](const char* name, auto& value, const char* text, std::int64_t max) {
    app.add_option(name, value, text)
        ->check(CLI::Range(std::int64_t{1}, max).description(""))
        ->type_name("1.." + std::to_string(max))
        ->group("Bounds");
  };
  add("--connections", options.edge.max_connections, "Connections at once", 10'000'000);
  add_unset("--connections-per-address", options.connections_per_address,
            "Connections of one address at once, an IPv6 address being its first 64 bits (default: a quarter of "
            "--connections, and no more than 5000)",
            10'000'000);
  add("--handshakes-per-second", options.edge.addresses.handshakes.per_s,
      "Sessions that one address begins a second, and handshakes of TLS", 1'000'000);
  add_unset("--http-requests-per-second", options.http_requests_per_s,
            "Requests of plain HTTP by one address, those for guests' tokens included (default: 200, or twice "
            "--guests-per-second if that is more)",
            2'000'000);
  add("--request-seconds", options.request_within_s, "How long a client may take to send an HTTP request", 3'600);
  add("--answer-seconds", options.answer_within_s, "How long a client may take to read an HTTP answer", 3'600);
  add("--keep-alive-seconds", options.keep_alive_s, "How long a connection may wait for its next HTTP request", 3'600);
  add("--send-buffer-bytes", options.edge.send_buffer_bytes,
      "Bytes that the system holds for a connection whose client reads slowly", 16'777'216);
  add("--receive-buffer-bytes", options.edge.receive_buffer_bytes,
      "Bytes that the system takes of a connection before they are read", 16'777'216);
  add("--in-flight", session.max_in_flight, "Unanswered requests of one session", 10'000);
  add("--batch-requests", session.max_batch_calls, "Requests of one batch; never more than --in-flight", 10'000);
  add("--in-flight-per-io-thread", session.max_hub_in_flight, "Unanswered requests of all sessions of an I/O thread",
      10'000'000);
  add("--requests-per-second", session.requests_per_s, "Requests of one session a second", 1'000'000);
  add("--requests-burst", session.requests_burst, "Requests of one session at once after a pause", 1'000'000);
  add_unset("--open-rooms", options.open_rooms,
            "Rooms of one kind that one person may have open (default: as the kind says)", 10'000);
  add("--rooms-per-hour", session.max_rooms_per_hour, "Rooms that one person creates in an hour", 1'000'000);
  add("--explanations-per-minute", options.explanations_per_minute,
      "Answers to ticket.explain for one person, of one pool", 600);
  add("--invitations-per-minute", options.invitations_per_minute,
      "Tickets of one person that invite others, in one pool", 600);
  add("--subscriptions", session.max_subscriptions, "Rooms that one session follows", 100'000);
  add("--outbox-bytes", session.max_outbox_bytes, "Bytes of pushes that wait for a slow reader before it is closed",
      1'000'000'000);
  add("--outbox-mb", options.outbox_mb, "MiB that wait for all clients before those with most are closed", 1'000'000);
}

/// Each I/O thread has its part.
void share_out(server_options& options) {
  options.edge.session.max_hub_outbox_bytes = options.outbox_mb * 1'048'576 / options.edge.io_threads;
}

/// Empty is what a script passes whose variable is not set: nobody's tokens would be accepted.
std::optional<std::string> why_not_bound(const server_options& options) {
  for (const auto& [name, value] : {std::pair{"--issuer", options.issuer}, std::pair{"--audience", options.audience}}) {
    if (value && value->empty()) return std::string{name} + " is empty: say which tokens are accepted, or leave it out";
    if (value && !options.jwks)
      return std::string{name} + " is about tokens by the keys of --jwks: say where these are, too";
  }
  return std::nullopt;
}

}  // namespace

command read_command_line(int count, const char* const* words) {
  command asked;
  CLI::App app{about, "moimd"};
  app.get_formatter()->column_width(36);
  bool print_protocol = false;
  bool print_openrpc = false;
  app.set_version_flag("--version", "moimd " + std::string{moim_version});
  app.add_flag("--print-protocol", print_protocol, "Print the protocol's documentation (Markdown) and end");
  app.add_flag("--print-openrpc", print_openrpc, "Print the protocol for code generators (OpenRPC, JSON) and end");
  app.set_config("--config", "", "Any of these options, as TOML; the command line wins")->type_name("FILE");
  add_server(app, asked.options);
  add_access(app, asked.options);
  add_bounds(app, asked.options);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& ended) {
    std::ostringstream out;
    asked.status = app.exit(ended, out, out) == 0 ? 0 : usage_status;
    asked.print = out.str();
    return asked;
  }
  share_out(asked.options);
  if (auto why = why_not_together(asked.options)) {
    asked.status = usage_status;
    asked.print = "moimd: " + *why + '\n';
    return asked;
  }
  if (print_protocol) asked.print = protocol_page();
  if (print_openrpc) asked.print = openrpc_document() + '\n';
  return asked;
}

tl::expected<std::pair<std::string, std::uint16_t>, std::string> operators_listen(const server_options& options) {
  if (options.operator_listen) return parse_listen(*options.operator_listen);
  return parse_listen(options.listen).map([](const auto& people) {
    auto port = people.second == 0 || people.second == 65'535 ? 0 : people.second + 1;
    return std::pair{std::string{"127.0.0.1"}, static_cast<std::uint16_t>(port)};
  });
}

std::optional<std::string> why_not_together(const server_options& options) {
  auto people = parse_listen(options.listen);
  if (!people) return people.error();
  auto operators = operators_listen(options);
  if (!operators) return operators.error();
  auto networks = trusted_networks(options);
  if (!networks) return networks.error();
  if (options.edge.proxy_protocol && networks->empty())
    return "--proxy-protocol says how proxies begin: name them with --trust-proxy, such as 10.0.0.0/8";
  for (const auto& each : options.edge.hosts)
    if (each != "*" && http::host_name(each) != each)
      return "--allow-host " + each + ": a name without a port, please: example.org";
  if (auto each = options.connections_per_address.value_or(0); each > options.edge.max_connections)
    return "--connections-per-address " + std::to_string(each) + " is more than --connections " +
           std::to_string(options.edge.max_connections) + ": lower the one, or raise the other";
  if (options.tls_certificate.has_value() != options.tls_key.has_value())
    return "--tls-certificate and --tls-key are a pair: name both files, or neither";
  if (options.test_clock && !(http::is_loopback(people->first) && http::is_loopback(operators->first)))
    return "--test-clock is for tests: with it --listen and --operator-listen have to be on loopback, such as "
           "127.0.0.1:8080";
  return why_not_bound(options);
}

tl::expected<std::pair<std::string, std::uint16_t>, std::string> parse_listen(const std::string& text) {
  auto wrong = [&] { return tl::unexpected{"--listen " + text + ": an address and a port, please: 127.0.0.1:8080"}; };
  auto colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return wrong();
  auto address = text.substr(0, colon);
  if (address.front() == '[' && address.back() == ']') address = address.substr(1, address.size() - 2);
  auto digits = text.substr(colon + 1);
  if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string::npos)
    return wrong();
  auto port = std::stoul(digits);
  if (port > 65'535) return wrong();
  return std::pair{address, static_cast<std::uint16_t>(port)};
}

}  // namespace moim
