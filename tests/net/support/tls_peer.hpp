#pragma once

#include "net/openssl_deleter.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>
#include <string>
#include <utility>

namespace moim::test {

/// What a client of TLS is like.
struct tls_wishes {
  int version = TLS1_3_VERSION;
  /// By ALPN, each behind its length.
  std::string protocols{};
  /// To resume.
  SSL_SESSION* session = nullptr;
};

/// A client's end of TLS, in memory. It trusts one certificate, which has to be `localhost`'s.
class tls_peer {
 public:
  explicit tls_peer(const std::string& trusted, const tls_wishes& wishes = {}) {
    SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_set_min_proto_version(context_.get(), wishes.version);
    SSL_CTX_set_max_proto_version(context_.get(), wishes.version);
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    std::unique_ptr<BIO, openssl_deleter<BIO_free_all>> pem{BIO_new_mem_buf(trusted.data(), -1)};
    std::unique_ptr<X509, openssl_deleter<X509_free>> root{PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr)};
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), root.get());
    ssl_.reset(SSL_new(context_.get()));
    SSL_set1_host(ssl_.get(), "localhost");
    if (!wishes.protocols.empty())
      SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(wishes.protocols.data()),
                          static_cast<unsigned>(wishes.protocols.size()));
    if (wishes.session != nullptr) SSL_set_session(ssl_.get(), wishes.session);
    SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_connect_state(ssl_.get());
  }

  /// Takes what came from the server; returns what it is to get.
  std::string feed(const std::string& from_server) {
    BIO_write(SSL_get_rbio(ssl_.get()), from_server.data(), static_cast<int>(from_server.size()));
    std::array<char, 16'384> plain;
    ERR_clear_error();
    int bytes = 0;
    while ((bytes = SSL_read(ssl_.get(), plain.data(), static_cast<int>(plain.size()))) > 0)
      heard_.append(plain.data(), static_cast<std::size_t>(bytes));
    if (SSL_get_error(ssl_.get(), bytes) == SSL_ERROR_SSL) failure_ = ERR_reason_error_string(ERR_peek_error());
    return to_server();
  }
  /// The bytes that say this.
  std::string say(const std::string& text) {
    SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size()));
    return to_server();
  }
  /// The bytes that say that nothing more is said.
  std::string end() {
    SSL_shutdown(ssl_.get());
    return to_server();
  }
  /// The bytes that ask the server for new keys of its own.
  std::string ask_for_keys() {
    SSL_key_update(ssl_.get(), SSL_KEY_UPDATE_REQUESTED);
    SSL_do_handshake(ssl_.get());
    return to_server();
  }

  /// What it was told since the last time.
  std::string heard() { return std::exchange(heard_, {}); }
  bool is_connected() const { return SSL_is_init_finished(ssl_.get()) == 1; }
  bool is_told_the_end() const { return (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }
  bool has_resumed() const { return SSL_session_reused(ssl_.get()) == 1; }
  const std::string& failure() const { return failure_; }
  std::string cipher() const { return SSL_get_cipher_name(ssl_.get()); }
  /// What was chosen by ALPN.
  std::string protocol() const {
    const unsigned char* chosen = nullptr;
    unsigned bytes = 0;
    SSL_get0_alpn_selected(ssl_.get(), &chosen, &bytes);
    return {reinterpret_cast<const char*>(chosen), bytes};
  }
  SSL_SESSION* session() const { return SSL_get_session(ssl_.get()); }

 private:
  std::string to_server() {
    char* bytes = nullptr;
    auto size = BIO_get_mem_data(SSL_get_wbio(ssl_.get()), &bytes);
    std::string taken{bytes, static_cast<std::size_t>(size)};
    BIO_reset(SSL_get_wbio(ssl_.get()));
    return taken;
  }

  std::unique_ptr<SSL_CTX, openssl_deleter<SSL_CTX_free>> context_{SSL_CTX_new(TLS_client_method())};
  std::unique_ptr<SSL, openssl_deleter<SSL_free>> ssl_;
  std::string heard_;
  std::string failure_;
};

}  // namespace moim::test
