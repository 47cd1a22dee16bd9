#pragma once

#include "sim/match/files/match_recording.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace moim::sim {

/// The tickets of one pool from what `moimd --record-tickets` wrote: who came, cancelled, accepted and
/// declined, and when. Tickets that ended for it tell who was away. Names are made up (`t1`, `u1`), so that a
/// history can be shown around. What the server decided by itself is left out: the bench decides that again.
/// \param kind the pool's name, or `name/region`; empty: the only one in which anything happened
/// \return otherwise a sentence that names the pools there are
tl::expected<recording, std::string> read_recorded(std::string_view bytes, const std::string& kind);

}  // namespace moim::sim
