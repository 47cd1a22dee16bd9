#pragma once

#include "actors/messages.hpp"
#include "metrics/edge_metrics.hpp"
#include "net/auth/token_check.hpp"
#include "net/kind_table.hpp"
#include "net/list_topics.hpp"
#include "net/session/follow_wanted.hpp"
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
  list_topics list_followers{};
  /// Calls that were handed to the actors and are not answered, also those of sessions that are gone.
  std::size_t in_flight = 0;
  /// What waits for all clients: in their own outboxes, as it was seen last, and in frames that they share.
  std::size_t outbox_bytes = 0;
  std::size_t frame_bytes = 0;
  bool draining = false;
  /// A message being encoded; kept so that its memory is used again.
  std::string scratch{};

  /// Tells an entity that no session of the hub follows it any more, if that is so.
  void let_go(const entity_id& topic) {
    if (topics.let_go(topic)) messages.push_back(unfollow_message(topic, &self));
  }
  bool holds_too_much() const { return outbox_bytes + frame_bytes > limits.max_hub_outbox_bytes; }
};

}  // namespace moim
