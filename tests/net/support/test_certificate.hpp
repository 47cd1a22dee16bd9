#pragma once

#include "net/openssl_deleter.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <stdexcept>
#include <string>

namespace moim::test {

/// A certificate that signs itself, and its key, both in PEM, made anew each time.
struct test_certificate {
  std::string certificate;
  std::string key;

  /// For a name, until then (seconds since 1970); `password` encrypts the key.
  static test_certificate make(const std::string& name = "localhost", std::time_t until = std::time(nullptr) + 86'400,
                               const char* password = nullptr) {
    openssl_key key{EVP_EC_gen("P-256")};
    std::unique_ptr<X509, openssl_deleter<X509_free>> made{X509_new()};
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    ASN1_TIME_set(X509_getm_notBefore(made.get()), until - 172'800);
    ASN1_TIME_set(X509_getm_notAfter(made.get()), until);
    X509_set_pubkey(made.get(), key.get());
    auto* subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name.c_str()), -1,
                               -1, 0);
    X509_set_issuer_name(made.get(), subject);
    auto* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + name).c_str());
    X509_add_ext(made.get(), names, -1);
    X509_EXTENSION_free(names);
    X509_sign(made.get(), key.get(), EVP_sha256());
    return {written([&](BIO* to) { return PEM_write_bio_X509(to, made.get()); }), written([&](BIO* to) {
              return PEM_write_bio_PrivateKey(to, key.get(), password == nullptr ? nullptr : EVP_aes_128_cbc(), nullptr,
                                              0, nullptr, const_cast<char*>(password));
            })};
  }

 private:
  template <class Write>
  static std::string written(Write&& write) {
    std::unique_ptr<BIO, openssl_deleter<BIO_free_all>> to{BIO_new(BIO_s_mem())};
    if (write(to.get()) != 1) throw std::runtime_error{"OpenSSL cannot write PEM"};
    char* text = nullptr;
    auto size = BIO_get_mem_data(to.get(), &text);
    return {text, static_cast<std::size_t>(size)};
  }
};

}  // namespace moim::test
