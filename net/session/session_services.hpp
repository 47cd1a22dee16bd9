#pragma once

#include "actors/messages.hpp"
#include "metrics/edge_metrics.hpp"
#include "net/auth/token_check.hpp"
#include "net/kind_table.hpp"
#include "net/session_limits.hpp"
#include "net/topics.hpp"

namespace moim {

/// What the sessions of one hub share.
struct session_services {
  session_limits limits;
  const kind_table& kinds;
  /// What derived ids are keyed with (`log_store::secret`).
  id_secret secret;
  token_check check_token;
  edge_metrics& metrics;
  /// Where the actors' answers to these sessions go.
  outlet& self;

  /// For the actors, in order.
  std::vector<node_message> messages{};
  topic_table topics{};
  /// Calls that were handed to the actors and are not answered, also those of sessions that are gone.
  std::size_t in_flight = 0;
  /// What waits for all clients: in their own outboxes, as it was seen last, and in frames that they share.
  std::size_t outbox_bytes = 0;
  std::size_t frame_bytes = 0;
  bool draining = false;
  /// A message being encoded; kept so that its memory is used again.
  std::string scratch{};

  bool holds_too_much() const { return outbox_bytes + frame_bytes > limits.max_hub_outbox_bytes; }
};

}  // namespace moim
