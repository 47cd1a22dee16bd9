#pragma once

#include "domain/declare/errors.hpp"
#include "domain/declare/fields.hpp"
#include "net/auth/identity.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moim {

enum class token_algorithm : std::uint8_t { hs256, rs256, es256 };
constexpr std::array<std::string_view, 3> enum_names(token_algorithm) { return {"HS256", "RS256", "ES256"}; }

/// A key that tokens may be signed with. The algorithm belongs to the key: a token cannot choose another (RFC
/// 8725, 3.1).
struct token_key {
  /// The `kid` that a token must carry; a key without one is tried for every token.
  std::optional<std::string> key_id;
  token_algorithm algorithm{};
  /// The shared secret's bytes for HS256 (at least 32), a public key in PEM for the others.
  std::string material;
  /// What `iss` and `aud` of tokens signed with this key must say; not checked if absent.
  std::optional<std::string> issuer{};
  std::optional<std::string> audience{};
};

struct verifier_options {
  std::vector<token_key> keys;
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

  /// The bearer of `token` at `now`. A subject that is no id of ours stands for the person whose id follows from issuer
  /// and subject. Errors: `token_invalid`, `token_expired`.
  result<identity> verify(std::string_view token, time_ms now) const;

 private:
  struct checked_keys;
  explicit token_verifier(std::unique_ptr<const checked_keys> keys);
  std::unique_ptr<const checked_keys> keys_;
};

/// The person that `subject` of a foreign `issuer` is here: always the same.
user_id foreign_user(std::string_view issuer, std::string_view subject);

/// The signing keys of a JWKS document (RFC 7517). Keys of other uses and algorithms are passed over; `invalid_params`
/// if it is no such document or holds no key that can be used.
result<std::vector<token_key>> keys_from_jwks(std::string_view json);

}  // namespace moim
