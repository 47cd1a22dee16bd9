#pragma once

#include "domain/errors.hpp"
#include "net/auth/identity.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace moim {

/// The server's own secret: what its guest tokens are signed with.
using server_secret = std::array<unsigned char, 32>;

/// Reads the secret, or makes it at the first start: 32 random bytes in a file that only its owner can read, on disk
/// before this returns. `unavailable`, saying why, if the file can be read by others, is damaged or cannot be written.
result<server_secret> load_or_create_secret(const std::filesystem::path& file);

/// What `iss` says in tokens of this server.
inline constexpr std::string_view own_issuer = "moim";

/// Signs tokens (HS256) that a `token_verifier` with the same secret accepts.
class token_issuer {
 public:
  explicit token_issuer(const server_secret& secret);
  std::string issue(const user_id& user, time_ms now, time_ms lifetime_ms) const;

 private:
  server_secret secret_;
};

}  // namespace moim
