#pragma once

#include "app/options.hpp"

namespace moim {

/// The connections that one address may have, of all that there may be: a quarter, so that no single address keeps
/// others out, but enough for a few browsers, and no more than any household or office has.
std::size_t usual_connections_per_address(std::size_t connections);

/// The requests of plain HTTP that one address may send a second, where so many guests may come of one: twice as many,
/// so that this bound never stands before theirs, and some in any case.
std::uint32_t usual_requests_per_address(std::uint32_t guests_per_s);

/// The networks that `--trust-proxy` names; the error is a sentence for the operator.
tl::expected<std::vector<http::network>, std::string> trusted_networks(const server_options& options);

/// What the edge for people does by these options, its address and its networks included. They go together
/// (`why_not_together`).
edge_options edge_for_people(const server_options& options);
/// The same of the edge for operators.
edge_options edge_for_operators(const server_options& options);

}  // namespace moim
