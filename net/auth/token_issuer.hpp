#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"
#include "net/auth/server_secret.hpp"
#include "net/auth/token_key.hpp"

#include <string>
#include <string_view>

namespace moim {

/// What `iss` says in tokens of this server.
inline constexpr std::string_view own_issuer = "moim";

/// The key by which a `token_verifier` accepts this server's own tokens.
token_key own_key(const server_secret& secret);

/// Signs this server's own tokens (HS256), such as guests get.
class token_issuer {
 public:
  explicit token_issuer(const server_secret& secret) : secret_(secret) {}
  /// Valid from `now` for `lifetime_ms`, in whole seconds.
  std::string issue(const user_id& user, time_ms now, time_ms lifetime_ms) const;

 private:
  server_secret secret_;
};

}  // namespace moim
