#pragma once

#include "sim/match/files/match_recording.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace moim::sim {

/// Reads a ticket file: JSON lines, first the pool, then its history. A file may begin with a byte order mark, its
/// lines may end in CRLF, empty ones are passed over; so are names that the format does not know, with a note.
/// \param rules instead of the file's own; criteria of the file's own pool that they have not are passed over
/// \return what is wrong, with the number of the line
tl::expected<recording, std::string> read_tickets(std::string_view text, const pool_kind* rules = nullptr);

/// The pool of a ticket file, or of a file that has nothing else.
tl::expected<pool_kind, std::string> read_rules(std::string_view text);

/// The recording as a ticket file. `read_tickets` makes the same of it again, up to the numbers behind the names.
std::string ticket_text(const recording& of);

/// One line of the answer: a match at a time, with its tickets' own names.
std::string match_line(const recording& of, time_ms at, const matched& event, std::size_t number);

/// A value of a set criterion as JSON.
std::string value_json(std::string_view value);

}  // namespace moim::sim
