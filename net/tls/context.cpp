#include "net/tls/context.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <optional>
#include <vector>

namespace moim::tls {
namespace {

using openssl_bio = std::unique_ptr<BIO, openssl_deleter<BIO_free_all>>;
using certificate = std::unique_ptr<X509, openssl_deleter<X509_free>>;
using general_names = std::unique_ptr<GENERAL_NAMES, openssl_deleter<GENERAL_NAMES_free>>;

/// More is no chain, and would not fit into what a connection may be told at once.
constexpr std::size_t max_chain_bytes = 32'768;
constexpr int max_names = 8;

openssl_bio bio_of(const std::string& text) {
  return openssl_bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

/// Why OpenSSL has refused something, in its words.
std::string reason() {
  const char* text = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return text != nullptr ? text : "OpenSSL does not say why";
}

std::vector<certificate> read_certificates(const std::string& pem) {
  std::vector<certificate> chain;
  auto text = bio_of(pem);
  while (auto* next = PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr)) chain.emplace_back(next);
  ERR_clear_error();
  return chain;
}

tl::expected<openssl_key, std::string> read_key(const std::string& pem) {
  bool is_encrypted = false;
  auto give_no_password = [](char*, int, int, void* asked) {
    *static_cast<bool*>(asked) = true;
    return -1;
  };
  openssl_key key{PEM_read_bio_PrivateKey(bio_of(pem).get(), nullptr, give_no_password, &is_encrypted)};
  ERR_clear_error();
  if (key) return key;
  if (is_encrypted)
    return tl::unexpected{
        std::string{"the key is encrypted: decrypt it (openssl pkey), nobody is asked for a password"}};
  return tl::unexpected{std::string{"there is no key in PEM (-----BEGIN PRIVATE KEY-----)"}};
}

std::int64_t end_of(const X509* of) {
  tm at{};
  ASN1_TIME_to_tm(X509_get0_notAfter(of), &at);
  return timegm(&at);
}

std::string names_of(const X509* of) {
  std::string names;
  general_names all{static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(of, NID_subject_alt_name, nullptr, nullptr))};
  for (int i = 0; all && i < std::min(max_names, sk_GENERAL_NAME_num(all.get())); ++i) {
    const auto* each = sk_GENERAL_NAME_value(all.get(), i);
    if (each->type != GEN_DNS) continue;
    if (!names.empty()) names += ", ";
    names.append(reinterpret_cast<const char*>(ASN1_STRING_get0_data(each->d.dNSName)),
                 static_cast<std::size_t>(ASN1_STRING_length(each->d.dNSName)));
  }
  if (!names.empty()) return names;
  std::array<char, 256> subject{};
  X509_NAME_oneline(X509_get_subject_name(of), subject.data(), static_cast<int>(subject.size()));
  return subject.data();
}

/// HTTP/1.1 for whoever asks for protocols by name; who asks only for others is told that there is none (RFC 7301,
/// 3.2).
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_bytes, const unsigned char* offered,
                    unsigned offered_bytes, void*) {
  static constexpr std::array<unsigned char, 9> ours{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  auto found = SSL_select_next_proto(const_cast<unsigned char**>(chosen), chosen_bytes, ours.data(), ours.size(),
                                     offered, offered_bytes);
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// What can be agreed on.
void restrict_to_what_is_good(SSL_CTX* made) {
  SSL_CTX_set_min_proto_version(made, TLS1_2_VERSION);
  // Of TLS 1.2; those of 1.3 are all good.
  SSL_CTX_set_cipher_list(made, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_options(made, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA | SSL_OP_NO_COMPRESSION |
                                SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_alpn_select_cb(made, choose_protocol, nullptr);
  // Tickets hold what resuming needs: a cache of sessions would be memory that strangers fill.
  SSL_CTX_set_session_cache_mode(made, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(made, 1);
  SSL_CTX_set_mode(made, SSL_MODE_RELEASE_BUFFERS);
}

/// Nothing, or what is wrong.
std::optional<std::string> use_pair(SSL_CTX* made, std::vector<certificate>& chain, EVP_PKEY* key) {
  if (SSL_CTX_use_certificate(made, chain.front().get()) != 1) return "the certificate cannot be used: " + reason();
  if (X509_check_private_key(chain.front().get(), key) != 1) {
    ERR_clear_error();
    return "the key is not the certificate's";
  }
  if (SSL_CTX_use_PrivateKey(made, key) != 1) return "the key cannot be used: " + reason();
  for (auto issuer = chain.begin() + 1; issuer != chain.end(); ++issuer)
    if (SSL_CTX_add1_chain_cert(made, issuer->get()) != 1)
      return "one of the issuers' certificates cannot be used: " + reason();
  return std::nullopt;
}

}  // namespace

tl::expected<context, std::string> context::make(const std::string& certificates, const std::string& key) {
  if (certificates.size() > max_chain_bytes)
    return tl::unexpected{std::string{"the certificates are larger than 32 KiB"}};
  auto chain = read_certificates(certificates);
  if (chain.empty()) return tl::unexpected{std::string{"there is no certificate in PEM (-----BEGIN CERTIFICATE-----)"}};
  auto own_key = read_key(key);
  if (!own_key) return tl::unexpected{own_key.error()};
  context made;
  made.made_.reset(SSL_CTX_new(TLS_server_method()));
  restrict_to_what_is_good(made.use());
  if (auto why = use_pair(made.use(), chain, own_key->get())) return tl::unexpected{*why};
  made.names_ = names_of(chain.front().get());
  made.expires_s_ = end_of(chain.front().get());
  for (const auto& each : chain) made.expires_s_ = std::min(made.expires_s_, end_of(each.get()));
  return made;
}

}  // namespace moim::tls
