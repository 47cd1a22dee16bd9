#pragma once

#include "domain/declare/fields.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

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
  /// This server's own: `sub` is the id of a person here. With any other key it is a foreign issuer's word for
  /// somebody, whatever it looks like.
  bool is_own = false;
};

}  // namespace moim
