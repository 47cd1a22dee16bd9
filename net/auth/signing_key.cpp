#include "net/auth/signing_key.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

namespace moim {
namespace {

using openssl_bio = std::unique_ptr<BIO, openssl_deleter<BIO_free_all>>;
using openssl_digest = std::unique_ptr<EVP_MD_CTX, openssl_deleter<EVP_MD_CTX_free>>;
using openssl_ecdsa = std::unique_ptr<ECDSA_SIG, openssl_deleter<ECDSA_SIG_free>>;

using openssl_number = std::unique_ptr<BIGNUM, openssl_deleter<BN_free>>;

constexpr std::size_t min_secret_bytes = 32;
constexpr int min_rsa_bits = 2048;
constexpr int p256_bytes = 32;

const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

openssl_key read_pem(const std::string& pem) {
  openssl_bio text{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  return openssl_key{PEM_read_bio_PUBKEY(text.get(), nullptr, nullptr, nullptr)};
}

bool is_p256(const EVP_PKEY* key) {
  char group[64] = {};
  std::size_t size = 0;
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
         EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, &size) == 1 &&
         std::string_view{group, size} == "prime256v1";
}

/// With 1 anybody's padded text is its own signature.
bool has_rsa_exponent(const EVP_PKEY* key) {
  BIGNUM* exponent = nullptr;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) != 1) return false;
  openssl_number owned{exponent};
  return BN_is_odd(exponent) && !BN_is_one(exponent);
}

/// Why the key cannot be used with its algorithm; null if it can.
const char* why_unusable(const token_key& declared, const EVP_PKEY* key) {
  switch (declared.algorithm) {
    case token_algorithm::hs256:
      // Whoever has the public key could sign: the confusion of RFC 8725, section 2.1, made by hand.
      if (declared.material.find("-----BEGIN") != std::string::npos) return "a PEM is no shared secret";
      return declared.material.size() < min_secret_bytes ? "an HS256 secret has at least 32 bytes" : nullptr;
    case token_algorithm::rs256:
      if (!key || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) return "RS256 needs the PEM of an RSA public key";
      if (!has_rsa_exponent(key)) return "an RSA key's exponent is odd and above 1";
      return EVP_PKEY_get_bits(key) < min_rsa_bits ? "an RSA key has at least 2,048 bits" : nullptr;
    case token_algorithm::es256:
      return !key || !is_p256(key) ? "ES256 needs the PEM of a public key on P-256" : nullptr;
  }
  return "no such algorithm";
}

/// A JWT has r and s side by side (RFC 7518, section 3.4), OpenSSL takes them in DER.
std::string ecdsa_in_der(std::string_view signature) {
  if (signature.size() != 2 * p256_bytes) return {};
  openssl_ecdsa pair{ECDSA_SIG_new()};
  auto* r = BN_bin2bn(octets(signature), p256_bytes, nullptr);
  auto* s = BN_bin2bn(octets(signature) + p256_bytes, p256_bytes, nullptr);
  ECDSA_SIG_set0(pair.get(), r, s);
  std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)), '\0');
  auto* to = reinterpret_cast<unsigned char*>(der.data());
  i2d_ECDSA_SIG(pair.get(), &to);
  return der;
}

bool verify(EVP_PKEY* key, std::string_view signed_text, std::string_view signature) {
  openssl_digest context{EVP_MD_CTX_new()};
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(signed_text),
                          signed_text.size()) == 1;
}

}  // namespace

std::string hmac_sha256(std::string_view secret, std::string_view text) {
  std::string mac(32, '\0');
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), octets(text), text.size(),
       reinterpret_cast<unsigned char*>(mac.data()), &size);
  return mac;
}

result<signing_key> signing_key::make(token_key declared) {
  openssl_key key;
  if (declared.algorithm != token_algorithm::hs256) key = read_pem(declared.material);
  if (const auto* why = why_unusable(declared, key.get())) return fail(errc::invalid_params, why);
  return signing_key{std::move(declared), std::move(key)};
}

bool signing_key::signed_by(std::string_view signed_text, std::string_view signature) const {
  switch (declared_.algorithm) {
    case token_algorithm::hs256: {
      auto mac = hmac_sha256(declared_.material, signed_text);
      return signature.size() == mac.size() && CRYPTO_memcmp(mac.data(), signature.data(), mac.size()) == 0;
    }
    case token_algorithm::rs256:
      return verify(public_key_.get(), signed_text, signature);
    case token_algorithm::es256: {
      auto der = ecdsa_in_der(signature);
      return !der.empty() && verify(public_key_.get(), signed_text, der);
    }
  }
  return false;
}

}  // namespace moim
