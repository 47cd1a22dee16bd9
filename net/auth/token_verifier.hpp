#pragma once

#include "domain/declare/errors.hpp"
#include "domain/declare/keyed_hash.hpp"
#include "net/auth/identity.hpp"
#include "net/auth/token_key.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace moim {

struct verifier_options {
  std::vector<token_key> keys;
  /// What the ids of foreign subjects are keyed with (`log_store::secret`).
  id_secret secret;
  /// How far the clocks of issuer and server may differ.
  time_ms leeway_ms = 5'000;
};

/// Checks JSON Web Tokens (RFC 7519). Immutable, so that any thread may use it; a check costs one signature.
class token_verifier {
 public:
  /// `invalid_params`, naming the key, if one cannot be used: a weak secret, no PEM, a type that is not its
  /// algorithm's.
  static result<token_verifier> make(verifier_options options);
  token_verifier(token_verifier&&) noexcept;
  token_verifier& operator=(token_verifier&&) noexcept;
  ~token_verifier();

  /// The bearer of `token` at `now`. Only this server's own tokens name one of our ids; whoever bears another is the
  /// person whose id follows from its issuer and subject (`foreign_user_id`). Errors: `token_invalid`, `token_expired`.
  result<identity> verify(std::string_view token, time_ms now) const;

 private:
  struct checked_keys;
  explicit token_verifier(std::unique_ptr<const checked_keys> keys);
  std::unique_ptr<const checked_keys> keys_;
};

}  // namespace moim
