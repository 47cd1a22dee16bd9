#pragma once

#include "net/auth/base64url.hpp"
#include "net/auth/signing_key.hpp"

#include <openssl/ecdsa.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <string>

namespace moim::test {

/// A token with these claims, signed with a shared secret.
inline std::string hs256(const std::string& secret, const std::string& claims,
                         const std::string& header = R"({"alg":"HS256"})") {
  auto text = to_base64url(header) + "." + to_base64url(claims);
  return text + "." + to_base64url(hmac_sha256(secret, text));
}

/// An issuer of tokens with a key pair of its own, made by OpenSSL.
class signer {
 public:
  static signer rsa(unsigned bits = 2048) { return {"RS256", openssl_key{EVP_RSA_gen(bits)}}; }
  static signer p256() { return {"ES256", openssl_key{EVP_EC_gen("P-256")}}; }
  static signer p384() { return {"ES256", openssl_key{EVP_EC_gen("P-384")}}; }

  std::string public_pem() const {
    BIO* out = BIO_new(BIO_s_mem());
    PEM_write_bio_PUBKEY(out, key_.get());
    char* text = nullptr;
    auto size = BIO_get_mem_data(out, &text);
    std::string pem(text, static_cast<std::size_t>(size));
    BIO_free(out);
    return pem;
  }

  /// A token with these claims; `more` goes into the header after `alg`.
  std::string token(const std::string& claims, const std::string& more = "") const {
    auto text = to_base64url(R"({"alg":")" + algorithm_ + "\"" + more + "}") + "." + to_base64url(claims);
    return text + "." + to_base64url(sign(text));
  }

  /// The key as a member of a JWKS document.
  std::string jwk(const std::string& more = "") const {
    if (algorithm_ == "RS256")
      return R"({"kty":"RSA","n":")" + number("n") + R"(","e":")" + number("e") + "\"" + more + "}";
    return R"({"kty":"EC","crv":"P-256","x":")" + number("qx", 32) + R"(","y":")" + number("qy", 32) + "\"" + more +
           "}";
  }

 private:
  signer(std::string algorithm, openssl_key key) : algorithm_(std::move(algorithm)), key_(std::move(key)) {}

  std::string sign(const std::string& text) const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const auto* data = reinterpret_cast<const unsigned char*>(text.data());
    std::string signature(1024, '\0');
    auto size = signature.size();
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_.get());
    EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size, data, text.size());
    EVP_MD_CTX_free(context);
    signature.resize(size);
    return algorithm_ == "ES256" ? raw(signature) : signature;
  }

  /// r and s side by side, as a JWT has them.
  static std::string raw(const std::string& der) {
    const auto* data = reinterpret_cast<const unsigned char*>(der.data());
    ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &data, static_cast<long>(der.size()));
    std::string bytes(64, '\0');
    auto* to = reinterpret_cast<unsigned char*>(bytes.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(pair), to, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair), to + 32, 32);
    ECDSA_SIG_free(pair);
    return bytes;
  }

  std::string number(const char* name, int size = 0) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &value);
    std::string bytes(static_cast<std::size_t>(size != 0 ? size : BN_num_bytes(value)), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    BN_free(value);
    return to_base64url(bytes);
  }

  std::string algorithm_;
  openssl_key key_;
};

}  // namespace moim::test
