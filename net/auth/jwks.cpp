#include "net/auth/base64url.hpp"
#include "net/auth/json_text.hpp"
#include "net/auth/signing_key.hpp"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <simdjson.h>

namespace moim {
namespace {

using openssl_params = std::unique_ptr<OSSL_PARAM, openssl_deleter<OSSL_PARAM_free>>;
using openssl_builder = std::unique_ptr<OSSL_PARAM_BLD, openssl_deleter<OSSL_PARAM_BLD_free>>;
using openssl_context = std::unique_ptr<EVP_PKEY_CTX, openssl_deleter<EVP_PKEY_CTX_free>>;
using openssl_number = std::unique_ptr<BIGNUM, openssl_deleter<BN_free>>;
using openssl_bio = std::unique_ptr<BIO, openssl_deleter<BIO_free_all>>;
using simdjson::dom::element;

/// The decoded bytes of a member; empty if it is not there.
std::string bytes_of(const element& object, std::string_view name) {
  auto text = text_of(object, name);
  return text ? from_base64url(*text).value_or("") : "";
}

/// The PEM of the public key with these parameters; empty if there is no such key.
std::string public_pem(const char* type, OSSL_PARAM_BLD* builder) {
  openssl_params params{OSSL_PARAM_BLD_to_param(builder)};
  openssl_context context{EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)};
  EVP_PKEY* made = nullptr;
  if (!params || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return {};
  openssl_key key{made};
  openssl_bio out{BIO_new(BIO_s_mem())};
  if (PEM_write_bio_PUBKEY(out.get(), key.get()) != 1) return {};
  char* text = nullptr;
  auto size = BIO_get_mem_data(out.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

openssl_number number_of(const std::string& bytes) {
  return openssl_number{
      BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), nullptr)};
}

std::string rsa_pem(const element& jwk) {
  auto modulus_bytes = bytes_of(jwk, "n");
  auto exponent_bytes = bytes_of(jwk, "e");
  if (modulus_bytes.empty() || exponent_bytes.empty()) return {};
  auto modulus = number_of(modulus_bytes);
  auto exponent = number_of(exponent_bytes);
  openssl_builder builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  return public_pem("RSA", builder.get());
}

std::string p256_pem(const element& jwk) {
  if (text_of(jwk, "crv") != "P-256") return {};
  // An uncompressed point (SEC 1, section 2.3.3).
  auto point = "\x04" + bytes_of(jwk, "x") + bytes_of(jwk, "y");
  openssl_builder builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return public_pem("EC", builder.get());
}

/// Nothing for a key of another use, type or algorithm.
std::optional<token_key> read_key(const element& jwk) {
  if (text_of(jwk, "use").value_or("sig") != "sig") return std::nullopt;
  auto type = text_of(jwk, "kty");
  token_key key;
  if (type == "RSA") {
    key.algorithm = token_algorithm::rs256;
    key.material = rsa_pem(jwk);
  } else if (type == "EC") {
    key.algorithm = token_algorithm::es256;
    key.material = p256_pem(jwk);
  } else if (type == "oct") {
    key.algorithm = token_algorithm::hs256;
    key.material = bytes_of(jwk, "k");
  }
  auto algorithm = text_of(jwk, "alg");
  if (key.material.empty() || (algorithm && *algorithm != enum_name(key.algorithm))) return std::nullopt;
  if (auto key_id = text_of(jwk, "kid")) key.key_id = std::string{*key_id};
  return key;
}

}  // namespace

result<std::vector<token_key>> keys_from_jwks(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::array entries;
  if (parser.parse(simdjson::padded_string{json})["keys"].get(entries) != simdjson::SUCCESS)
    return fail(errc::invalid_params, "a JWKS document is a JSON object with a list `keys`");
  std::vector<token_key> keys;
  for (auto entry : entries)
    if (auto key = read_key(entry)) keys.push_back(std::move(*key));
  if (keys.empty()) return fail(errc::invalid_params, "the JWKS document has no signing key for HS256, RS256 or ES256");
  return keys;
}

}  // namespace moim
