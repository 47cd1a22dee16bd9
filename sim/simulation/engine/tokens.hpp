#pragma once

#include "domain/declare/errors.hpp"
#include "net/auth/identity.hpp"
#include "sim/simulation/parameters.hpp"

#include <string>
#include <string_view>

namespace moim::sim {

/// Tokens of a run: `user_… until 1767225600000`. Signatures are not what a simulation is about.
std::string token_of(const user_id& user, time_ms expires_at);
/// Errors: `token_invalid`, `token_expired`.
result<identity> check_token(std::string_view token, time_ms now, const parameters& drawn);
/// Whether the person's tokens vouch for those whom they name: those of the first few do.
bool vouches(const user_id& user, const parameters& drawn);

}  // namespace moim::sim
