#pragma once

#include "net/openssl_deleter.hpp"

#include <openssl/ssl.h>
#include <tl/expected.hpp>

#include <cstdint>
#include <string>

namespace moim::tls {

/// A certificate with its key, and what both ends may agree on: TLS 1.2 or 1.3, with keys of each connection's own
/// (forward secrecy), for HTTP/1.1. Clients may resume by tickets; nothing is kept for them. Immutable; safe from any
/// thread.
class context {
 public:
  /// Both in PEM; of the certificates the server's own comes first, then those of its issuers. The error is for the
  /// operator, and begins with what is wrong: "the key is encrypted: …".
  static tl::expected<context, std::string> make(const std::string& certificates, const std::string& key);

  /// For OpenSSL.
  SSL_CTX* use() const { return made_.get(); }
  /// When the first of its certificates is over, in seconds since 1970.
  std::int64_t expires_s() const { return expires_s_; }
  /// Whom it is for: "example.org, *.example.org".
  const std::string& names() const { return names_; }

 private:
  context() = default;

  std::unique_ptr<SSL_CTX, openssl_deleter<SSL_CTX_free>> made_;
  std::int64_t expires_s_ = 0;
  std::string names_;
};

}  // namespace moim::tls
