#pragma once

#include "domain/declare/errors.hpp"
#include "net/auth/token_key.hpp"
#include "net/openssl_deleter.hpp"

#include <string>
#include <string_view>

namespace moim {

/// A `token_key` that was checked and is ready for use by any thread.
class signing_key {
 public:
  /// `invalid_params`, with the reason, if the key is weak, or is not of its algorithm's type.
  static result<signing_key> make(token_key declared);

  const token_key& declared() const { return declared_; }
  /// Whether `signature` (its raw bytes) is this key's over `signed_text`.
  bool signed_by(std::string_view signed_text, std::string_view signature) const;

 private:
  signing_key(token_key declared, openssl_key key) : declared_(std::move(declared)), public_key_(std::move(key)) {}

  token_key declared_;
  /// Null for HS256.
  openssl_key public_key_;
};

/// HMAC with SHA-256 (RFC 2104).
std::string hmac_sha256(std::string_view secret, std::string_view text);

}  // namespace moim
