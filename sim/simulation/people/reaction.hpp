#pragma once

#include "net/wire/client_codec.hpp"
#include "sim/simulation/checkers/sent_request.hpp"

namespace moim::sim {

/// What a client does about a refusal.
enum class reaction : std::uint8_t {
  settle,     ///< it is the request's outcome
  ask_again,  ///< the same again after a pause
  reconnect,  ///< the same again over another connection, perhaps to another node
};

reaction reaction_to(const failure& why, const sent_request& asked);

}  // namespace moim::sim
