#pragma once

#include "sim/match/recording.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace moim::sim {

/// Reads a ticket file: JSON lines, first the pool, then its history.
/// \return what is wrong, with the number of the line
tl::expected<recording, std::string> read_tickets(std::string_view text);

/// One line of the answer: a match at a time, with its tickets' own names.
std::string match_line(const recording& of, time_ms at, const matched& event, std::size_t number);

}  // namespace moim::sim
