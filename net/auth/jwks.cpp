#include "net/auth/jwks.hpp"

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

tl::unexpected<error> unusable(std::string why) { return fail(errc::invalid_params, std::move(why)); }

result<std::string> rsa_material(const element& jwk) {
  auto modulus_bytes = bytes_of(jwk, "n");
  auto exponent_bytes = bytes_of(jwk, "e");
  if (modulus_bytes.empty() || exponent_bytes.empty()) return unusable("it needs `n` and `e` in base64url");
  auto modulus = number_of(modulus_bytes);
  auto exponent = number_of(exponent_bytes);
  openssl_builder builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  auto pem = public_pem("RSA", builder.get());
  if (pem.empty()) return unusable("its `n` and `e` make no RSA key");
  return pem;
}

result<std::string> p256_material(const element& jwk) {
  if (text_of(jwk, "crv") != "P-256") return unusable("its curve (`crv`) is not P-256");
  // An uncompressed point (SEC 1, section 2.3.3).
  auto point = "\x04" + bytes_of(jwk, "x") + bytes_of(jwk, "y");
  openssl_builder builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  auto pem = public_pem("EC", builder.get());
  if (pem.empty()) return unusable("its `x` and `y` are no point on P-256");
  return pem;
}

result<std::string> shared_secret(const element& jwk) {
  auto secret = bytes_of(jwk, "k");
  if (secret.empty()) return unusable("it needs `k` in base64url");
  return secret;
}

/// A key as its owner declares it, which may still be weak.
result<token_key> declared_key(const element& jwk) {
  auto type = text_of(jwk, "kty");
  token_key key;
  result<std::string> material = unusable("its type (`kty`) is none of RSA, EC and oct");
  if (type == "RSA") {
    key.algorithm = token_algorithm::rs256;
    material = rsa_material(jwk);
  } else if (type == "EC") {
    key.algorithm = token_algorithm::es256;
    material = p256_material(jwk);
  } else if (type == "oct") {
    key.algorithm = token_algorithm::hs256;
    material = shared_secret(jwk);
  }
  if (!material) return tl::unexpected{std::move(material.error())};
  auto algorithm = text_of(jwk, "alg");
  if (algorithm && *algorithm != enum_name(key.algorithm))
    return unusable("its algorithm (`alg`) is not " + std::string{enum_name(key.algorithm)});
  key.material = std::move(*material);
  if (auto key_id = text_of(jwk, "kid")) key.key_id = std::string{*key_id};
  return key;
}

/// A key that can be used, or why this one cannot.
result<token_key> usable_key(const element& jwk) {
  if (!jwk.is_object()) return unusable("it is no JSON object");
  if (text_of(jwk, "use").value_or("sig") != "sig") return unusable("its use (`use`) is not to sign");
  auto key = declared_key(jwk);
  if (!key) return key;
  if (auto checked = signing_key::make(*key); !checked) return unusable(std::move(checked.error().detail));
  return key;
}

std::string name_of(const element& jwk, std::size_t place) {
  auto key_id = text_of(jwk, "kid");
  return key_id ? "key `" + std::string{*key_id} + "`" : "key " + std::to_string(place);
}

}  // namespace

result<jwks> read_jwks(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::array entries;
  if (parser.parse(simdjson::padded_string{json})["keys"].get(entries) != simdjson::SUCCESS)
    return fail(errc::invalid_params, "a JWKS document is a JSON object with a list `keys`");
  jwks document;
  std::size_t place = 0;
  for (auto entry : entries) {
    ++place;
    auto key = usable_key(entry);
    if (key)
      document.keys.push_back(std::move(*key));
    else
      document.passed_over.push_back({name_of(entry, place), std::move(key.error().detail)});
  }
  return document;
}

}  // namespace moim
