#include "net/auth/token_verifier.hpp"

#include "domain/declare/derived_ids.hpp"
#include "net/auth/base64url.hpp"
#include "net/auth/json_text.hpp"
#include "net/auth/signing_key.hpp"

#include <simdjson.h>

namespace moim {
namespace {

constexpr std::size_t max_token_bytes = 4096;
/// The year 5138: later expiries would overflow where milliseconds are added up.
constexpr double max_seconds = 1e11;

using simdjson::dom::element;

/// The three parts of a token in its compact form (RFC 7515, section 3.1).
struct token_parts {
  std::string header;
  std::string claims;
  std::string signature;
  std::string_view signed_text;
};

std::optional<token_parts> split(std::string_view token) {
  auto first = token.find('.');
  auto last = token.rfind('.');
  if (token.size() > max_token_bytes || first == last) return std::nullopt;
  auto header = from_base64url(token.substr(0, first));
  auto claims = from_base64url(token.substr(first + 1, last - first - 1));
  auto signature = from_base64url(token.substr(last + 1));
  if (!header || !claims || !signature) return std::nullopt;
  return token_parts{std::move(*header), std::move(*claims), std::move(*signature), token.substr(0, last)};
}

/// A NumericDate (RFC 7519, section 2) in milliseconds.
std::optional<time_ms> date_of(const element& object, std::string_view name) {
  double seconds = 0;
  if (object[name].get(seconds) != simdjson::SUCCESS || seconds < 0 || seconds > max_seconds) return std::nullopt;
  return static_cast<time_ms>(seconds * second_ms);
}

bool has(const element& object, std::string_view name) { return object[name].error() == simdjson::SUCCESS; }

/// `aud` is a text or a list of texts.
bool names_audience(const element& claims, std::string_view audience) {
  simdjson::dom::array several;
  if (claims["aud"].get(several) != simdjson::SUCCESS) return text_of(claims, "aud") == audience;
  for (auto each : several)
    if (std::string_view one; each.get(one) == simdjson::SUCCESS && one == audience) return true;
  return false;
}

bool is_meant_for(const token_key& key, const element& claims) {
  if (key.issuer && text_of(claims, "iss") != *key.issuer) return false;
  return !key.audience || names_audience(claims, *key.audience);
}

/// Whoever signs with our own key knows our ids. A foreign issuer may call its people what it likes: none of it is an
/// id.
result<user_id> subject_of(const element& claims, const token_key& key, const id_secret& secret) {
  auto subject = text_of(claims, "sub");
  if (!subject || subject->empty()) return fail(errc::token_invalid, "It has no `sub`.");
  if (key.is_own) {
    auto own = parse_id<user_id>(*subject);
    if (!own || !*own) return fail(errc::token_invalid, "Its `sub` is no user id.");
    return *own;
  }
  auto issuer = text_of(claims, "iss");
  if (!issuer || issuer->empty()) return fail(errc::token_invalid, "Without `iss` its `sub` is nobody.");
  return foreign_user_id(secret, *issuer, *subject);
}

/// Only whoever runs the issuer's key may say so: it is no claim of guests.
bool is_trusted(const element& claims, const token_key& key) {
  bool vouches = false;
  return !key.is_own && claims["moim_vouch"].get(vouches) == simdjson::SUCCESS && vouches;
}

/// The time up to which the token is good; an error if it is not good at `now`.
result<time_ms> expiry_of(const element& claims, time_ms leeway_ms, time_ms now) {
  auto expires_at = date_of(claims, "exp");
  if (!expires_at) return fail(errc::token_invalid, "It has no `exp`.");
  if (now >= *expires_at + leeway_ms) return fail(errc::token_expired);
  if (has(claims, "nbf")) {
    auto not_before = date_of(claims, "nbf");
    if (!not_before || now < *not_before - leeway_ms) return fail(errc::token_invalid, "It is not valid yet.");
  }
  return *expires_at + leeway_ms;
}

}  // namespace

struct token_verifier::checked_keys {
  std::vector<signing_key> keys;
  id_secret secret;
  time_ms leeway_ms = 0;

  /// The key that signed the token; null if none did. Only keys of the algorithm that the header names are asked.
  const token_key* signer(const element& header, const token_parts& parts) const {
    auto algorithm = text_of(header, "alg");
    auto key_id = text_of(header, "kid");
    // Extensions that must be understood (RFC 7515, section 4.1.11): there are none here.
    if (!algorithm || has(header, "crit")) return nullptr;
    for (const auto& key : keys) {
      const auto& declared = key.declared();
      if (enum_name(declared.algorithm) != *algorithm) continue;
      if (declared.key_id && key_id != *declared.key_id) continue;
      if (key.signed_by(parts.signed_text, parts.signature)) return &declared;
    }
    return nullptr;
  }
};

token_verifier::token_verifier(std::unique_ptr<const checked_keys> keys) : keys_(std::move(keys)) {}
token_verifier::token_verifier(token_verifier&&) noexcept = default;
token_verifier& token_verifier::operator=(token_verifier&&) noexcept = default;
token_verifier::~token_verifier() = default;

result<token_verifier> token_verifier::make(verifier_options options) {
  auto checked = std::make_unique<checked_keys>();
  checked->secret = options.secret;
  checked->leeway_ms = options.leeway_ms;
  for (auto& declared : options.keys) {
    auto name = declared.key_id ? "key `" + *declared.key_id + "`" : "a key without a `kid`";
    auto key = signing_key::make(std::move(declared));
    if (!key) return fail(errc::invalid_params, name + ": " + key.error().detail);
    checked->keys.push_back(std::move(*key));
  }
  return token_verifier{std::move(checked)};
}

result<identity> token_verifier::verify(std::string_view token, time_ms now) const {
  auto parts = split(token);
  if (!parts) return fail(errc::token_invalid, "It is no JWT.");
  simdjson::dom::parser header_parser;
  simdjson::dom::parser claims_parser;
  element header;
  element claims;
  if (header_parser.parse(parts->header).get(header) != simdjson::SUCCESS || !header.is_object())
    return fail(errc::token_invalid, "Its header is no JSON object.");
  const auto* key = keys_->signer(header, *parts);
  if (!key) return fail(errc::token_invalid, "No accepted key and algorithm signed it.");
  if (claims_parser.parse(parts->claims).get(claims) != simdjson::SUCCESS || !claims.is_object())
    return fail(errc::token_invalid, "Its claims are no JSON object.");
  if (!is_meant_for(*key, claims)) return fail(errc::token_invalid, "It is of another issuer or for somebody else.");
  auto expires_at = expiry_of(claims, keys_->leeway_ms, now);
  if (!expires_at) return tl::unexpected{std::move(expires_at.error())};
  return subject_of(claims, *key, keys_->secret).map([&](const user_id& user) {
    return identity{user, *expires_at, key->is_own, is_trusted(claims, *key)};
  });
}

}  // namespace moim
