#pragma once

#include <openssl/evp.h>

#include <memory>

namespace moim {

/// Frees what OpenSSL has given, by the function that belongs to its type.
template <auto free>
struct openssl_deleter {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};
using openssl_key = std::unique_ptr<EVP_PKEY, openssl_deleter<EVP_PKEY_free>>;

}  // namespace moim
