#pragma once

#include "actors/messages.hpp"
#include "metrics/edge_metrics.hpp"
#include "net/auth/identity.hpp"
#include "net/kind_table.hpp"
#include "net/session_limits.hpp"
#include "net/topics.hpp"

#include <functional>

namespace moim {

/// Whose token it is, at a time (`token_verifier::verify`).
using token_check = std::function<result<identity>(std::string_view token, time_ms now)>;

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
  bool draining = false;
  /// A message being encoded; kept so that its memory is used again.
  std::string scratch{};
};

}  // namespace moim
