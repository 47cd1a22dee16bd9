#include "metrics/edge_metrics.hpp"

namespace moim {

edge_metrics::edge_metrics(metric_list& all)
    : connections(all, {.name = "moim_connections",
                        .help = "WebSocket connections that are open.",
                        .when_high = "Compare with moim_sessions: connections that never authenticate are not users."}),
      connections_opened(all, {.name = "moim_connections_opened_total",
                               .help = "WebSocket connections that were opened.",
                               .when_high = "A burst is a reconnect storm: see moim_connections_closed_total."}),
      connections_closed(
          all, {.name = "moim_connections_closed_total",
                .help = "WebSocket connections that ended, by reason.",
                .when_high = "slow_reader: clients or their networks do not keep up with pushes. outboxes_full: so "
                             "many of them that memory was short, see --outbox-mb. vanished and idle: a "
                             "network or a balancer drops connections. internal: the server's log."}),
      sessions(all, {.name = "moim_sessions", .help = "Connections that have said who they are."}),
      requests(all, {.name = "moim_requests_total",
                     .help = "Requests answered, by method and how they ended (ok or an error's code).",
                     .when_high = "Errors by code; docs/protocol.md says what each means."}),
      request_duration(all, {.name = "moim_request_duration_seconds",
                             .help = "Time from a request's last byte to its answer handed to the socket, by method.",
                             .when_high = "moim_store_sync_duration_seconds for methods that change something, else "
                                          "moim_requests_in_flight and the process's CPU.",
                             .bounds = request_buckets}),
      requests_in_flight(all, {.name = "moim_requests_in_flight",
                               .help = "Requests that wait for their answer.",
                               .when_high = "Something behind the edge is slow: the store's sync time, or loads."}),
      refused(all, {.name = "moim_edge_refused_total",
                    .help = "Requests and connections turned away before they cost anything, by reason.",
                    .when_high = "rate and in_flight: some clients send too much. overload: the server is full, add "
                                 "nodes. draining: expected while it shuts down. address_connections, handshakes and "
                                 "guests: one address takes much; the log names it, and if it is your proxy, see "
                                 "--trust-proxy. descriptors: raise LimitNOFILE. origin and host: see --allow-origin "
                                 "and --allow-host. tls: somebody asks for plain HTTP, or does not trust the "
                                 "certificate; the log says which."}),
      tokens_refused(all, {.name = "moim_tokens_refused_total",
                           .help = "Tokens that were not accepted, by reason.",
                           .when_high = "expired: clients do not renew in time. invalid: a key was changed on one side "
                                        "only, or somebody guesses."}),
      received_bytes(all, {.name = "moim_received_bytes_total", .help = "Bytes read from WebSocket connections."}),
      sent_bytes(all, {.name = "moim_sent_bytes_total", .help = "Bytes written to WebSocket connections."}),
      publications(all, {.name = "moim_publications_total",
                         .help = "Changes of rooms handed to an I/O thread, each for all followers there."}),
      pushes(all, {.name = "moim_pushes_total",
                   .help = "Notifications written to sessions.",
                   .when_high = "Pushes per publication is the fan-out: large rooms with many changes."}),
      subscriptions(all, {.name = "moim_subscriptions", .help = "Rooms followed, summed over all sessions."}),
      outbox_bytes(all,
                   {.name = "moim_outbox_bytes",
                    .help = "Bytes waiting to be written, summed over all sessions.",
                    .when_high = "Readers are slow, or a large room changes fast; those at their bound are closed."}),
      http_requests(all, {.name = "moim_http_requests_total",
                          .help = "Plain HTTP requests, by what they asked for and the group of the status.",
                          .when_high = "5xx on readiness: the server is not ready, balancers send it nothing."}) {}

}  // namespace moim
