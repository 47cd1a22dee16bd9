#pragma once

#include "sim/match/files/match_recording.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace moim::sim {

/// The tickets of one pool out of what `moimd --record-tickets` wrote: who came, cancelled, accepted and declined, when
/// they did. Who was away is told by the tickets that ended for it. Names are made up (`t1`, `u1`), so that a history
/// can be shown around. What the server decided by itself is left out: that is what the bench does again.
/// \param kind the pool's name, or `name/region`; empty: the only one in which anything happened
/// \return otherwise a sentence that names the pools there are
tl::expected<recording, std::string> read_recorded(std::string_view bytes, const std::string& kind);

}  // namespace moim::sim
