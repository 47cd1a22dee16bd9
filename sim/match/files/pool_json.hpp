#pragma once

#include "domain/matching/tickets/pool_kind.hpp"
#include "sim/match/files/line_value.hpp"

#include <functional>

namespace moim::sim {

/// The rules of a pool, from what stands after `"pool":` in a ticket file. Throws `bad_line`.
/// \param unknown is told the names that the format does not know
pool_kind read_pool(const line_value& from, const std::function<void(std::string_view)>& unknown);

/// `text` as JSON writes it, in quotes.
std::string json_text(std::string_view text);

/// The same the other way round: a line of a ticket file, with its end.
std::string pool_line(const pool_kind& kind);

}  // namespace moim::sim
