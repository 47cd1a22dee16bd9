#pragma once

#include "domain/declare/errors.hpp"
#include "net/auth/token_key.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace moim {

/// A key of a JWKS document that is not used.
struct passed_over_key {
  /// By its `kid`, or its place in the list: "key `first`", "key 2".
  std::string name;
  /// A part of a sentence: "an HS256 secret has at least 32 bytes".
  std::string why;
  bool operator==(const passed_over_key&) const = default;
};

/// What a JWKS document says (RFC 7517).
struct jwks {
  /// Each can be used (`signing_key::make`).
  std::vector<token_key> keys{};
  /// Weak or broken keys, and those of other uses, types and algorithms.
  std::vector<passed_over_key> passed_over{};
};

/// Reads a JWKS document; it may be an empty list. `invalid_params` if it is no such document.
result<jwks> read_jwks(std::string_view json);

}  // namespace moim
